"""What the sign-in framework tells us, as acts. Its signals come after it has stored its part."""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from vakdesk.people import actions, verbs
from vakdesk.people.kinds import Factor, FactorChange, PasswordChange
from vakdesk.people.models import Person


@receiver(account.user_logged_in, dispatch_uid="people.signed_in")
def _signed_in(request: HttpRequest, user: Person, **_rest: Any) -> None:
    records = get_authentication_records(request, user)
    actions.record_sign_in(_whole(user), method=records[-1]["method"] if records else "other")


@receiver(user_logged_out, dispatch_uid="people.signed_out")
def _signed_out(user: Person | None, **_rest: Any) -> None:
    if user is not None and user.is_authenticated:
        actions.record_sign_out(_whole(user))


@receiver(user_login_failed, dispatch_uid="people.sign_in_failed")
def _failed(credentials: dict[str, Any], **_rest: Any) -> None:
    """Only for a name or address of somebody: what a stranger typed may be a password in the wrong field."""
    username, email = credentials.get("username") or "", credentials.get("email") or ""
    person = Person.objects.filter(username=username.lower()).first() if username else None
    if person is None and (typed := email or username):
        person = Person.objects.with_address(typed).first()
    if person is not None:
        actions.record_failed_sign_in(person)


@receiver(mfa.authentication_failed, dispatch_uid="people.factor_failed")
def _factor_failed(user: Person, **_rest: Any) -> None:
    actions.record_failed_sign_in(_whole(user))


@receiver(account.password_changed, dispatch_uid="people.password_changed")
def _password_changed(user: Person, **_rest: Any) -> None:
    actions.record_password_change(_whole(user), how=PasswordChange.CHANGED)


@receiver(account.password_set, dispatch_uid="people.password_set")
def _password_set(user: Person, **_rest: Any) -> None:
    actions.record_password_change(_whole(user), how=PasswordChange.SET)


@receiver(account.password_reset, dispatch_uid="people.password_reset")
def _password_reset(user: Person, **_rest: Any) -> None:
    actions.record_password_change(_whole(user), how=PasswordChange.RESET)


@receiver(mfa.authenticator_added, dispatch_uid="people.factor_added")
def _factor_added(user: Person, authenticator: Any, **_rest: Any) -> None:
    actions.record_factor_change(_whole(user), change=FactorChange.ADDED, kind=Factor(authenticator.type))


@receiver(mfa.authenticator_removed, dispatch_uid="people.factor_removed")
def _factor_removed(user: Person, authenticator: Any, **_rest: Any) -> None:
    actions.record_factor_change(_whole(user), change=FactorChange.REMOVED, kind=Factor(authenticator.type))


@receiver(mfa.authenticator_reset, dispatch_uid="people.factor_renewed")
def _factor_renewed(user: Person, authenticator: Any, **_rest: Any) -> None:
    actions.record_factor_change(_whole(user), change=FactorChange.RENEWED, kind=Factor(authenticator.type))


@receiver(account.email_added, dispatch_uid="people.address_added")
def _address_added(user: Person, email_address: EmailAddress, **_rest: Any) -> None:
    actions.record_address_change(_whole(user), verb=verbs.ADDRESS_ADDED, email=email_address.email)


@receiver(account.email_confirmed, dispatch_uid="people.address_verified")
def _address_verified(email_address: EmailAddress, **_rest: Any) -> None:
    actions.record_address_change(_whole(email_address.user), verb=verbs.ADDRESS_VERIFIED, email=email_address.email)


@receiver(account.email_changed, dispatch_uid="people.address_chosen")
def _address_chosen(user: Person, to_email_address: EmailAddress, **_rest: Any) -> None:
    actions.record_address_change(_whole(user), verb=verbs.ADDRESS_CHOSEN, email=to_email_address.email)


@receiver(account.email_removed, dispatch_uid="people.address_removed")
def _address_removed(user: Person, email_address: EmailAddress, **_rest: Any) -> None:
    actions.record_address_change(_whole(user), verb=verbs.ADDRESS_REMOVED, email=email_address.email)


@receiver(social.social_account_added, dispatch_uid="people.linked")
def _linked(sociallogin: Any, **_rest: Any) -> None:
    actions.record_link(_whole(sociallogin.user), verb=verbs.ACCOUNT_LINKED, provider=sociallogin.account.provider)


@receiver(social.social_account_removed, dispatch_uid="people.unlinked")
def _unlinked(socialaccount: Any, **_rest: Any) -> None:
    actions.record_link(_whole(socialaccount.user), verb=verbs.ACCOUNT_UNLINKED, provider=socialaccount.provider)


def _whole(user: Any) -> Person:
    """The row itself: what signals carry may be a lazy stand-in for it, or half-saved."""
    person: Person = Person.objects.select_related("organisation").get(pk=user.pk)
    return person
