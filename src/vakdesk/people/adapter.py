"""How the sign-in framework (allauth) behaves in this house: nobody signs up, everything else is by the book."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Door, machine
from vakdesk.people import actions
from vakdesk.people.models import Person

#: One sentence for a wrong name, a wrong password and somebody who has left, so that none can be told from another.
REFUSED = _("That name and password do not go together. Check both, or ask for a new password.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": REFUSED,
        "username_password_mismatch": REFUSED,
        "account_inactive": REFUSED,
        "too_many_login_attempts": _("Too many attempts failed. Wait a few minutes, or ask for a new password."),
        "incorrect_password": _("That is not your password."),
        "incorrect_code": _("That code is not right, or no longer. Wait for the next one."),
        "enter_current_password": _("That is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are given by administrators or come with single sign-on."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Whoever has left is nobody: the right password of theirs is answered like a wrong one."""
        person = super().authenticate(request, **credentials)
        return person if person is not None and person.is_active else None

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """By passkey, reset link or single sign-on too."""
        messages.error(request, REFUSED)
        return HttpResponseRedirect(reverse("account_login"))

    def add_message(self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any) -> None:
        """That somebody signed in or out they can see; other messages are kept."""
        if message_template not in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            super().add_message(request, level, message_template, *args, **kwargs)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:profile")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whoever the provider vouches for, in the mail domains the house has named for it."""
        return bool(_vouched_address(sociallogin))

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """An address that the provider has verified is enough to be the person we know by it.

        Not by one that somebody has only added to their account: until it is proved, it may be another's.
        """
        return EmailAddress.objects.filter(Q(verified=True) | Q(primary=True), email__iexact=email).exists()

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Person:
        claims = sociallogin.account.extra_data
        claims = claims.get("userinfo") or claims.get("id_token") or claims

        def tie(person: Person) -> None:
            sociallogin.user = person
            sociallogin.save(request, connect=True)

        by = machine("sign-on", "Single sign-on", door=Door.WEB)
        return actions.provision(by=by, name=str(claims.get("name") or ""), email=_vouched_address(sociallogin), finish=tie)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        messages.error(request, _("Single sign-on did not work. Try again, or sign in with your password."))
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))


def _vouched_address(login: SocialLogin) -> str:
    """The first address that the provider verified and whose domain may come in, or ""."""
    for address in login.email_addresses:
        if address.verified and address.email.partition("@")[2].lower() in settings.OIDC_DOMAINS:
            return address.email.lower()
    return ""
