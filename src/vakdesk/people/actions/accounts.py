"""Accounts: by which name and password a person signs in, and who gets one through single sign-on."""

from collections.abc import Callable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Refused, require
from vakdesk.logbook.act import act
from vakdesk.people import permissions, verbs
from vakdesk.people.actions.persons import register
from vakdesk.people.models import Organisation, Person

#: No "@": a user name that looks like somebody's address would sign in as them, or lock them out.
_user_name = RegexValidator(r"\A[\w.+-]{2,80}\Z")


def give_account(person: Person, *, by: Actor, username: str, password: str | None = None) -> None:
    """The person can sign in as `username`; without a password they set one by the reset mail, or keep theirs.

    Refuses a taken or unfit name, a weak password, and who has left.
    """
    with act(by, may=permissions.ACCOUNT, on=person) as log:
        require(person.is_active, _("%(person)s has left.") % {"person": person.name})
        person.username = _free_user_name(person, username)
        if password is not None:
            _refuse_weak(password, person)
            person.set_password(password)
        person.save(update_fields=["username", "password"])
        log.record(verbs.ACCOUNT_GIVEN, person)


def provision(*, by: Actor, name: str, email: str, finish: Callable[[Person], None]) -> Person:
    """Somebody whose address the identity provider vouches for is known, in the organisation of their mail domain.

    `finish` stores what ties the person to the provider; it runs within the act, so that neither exists without the other.
    """
    with act(by, may=permissions.REGISTER):
        organisation = Organisation.objects.filter(domains__name=email.partition("@")[2].lower()).first()
        person = register(name or email, by=by, email=email, organisation=organisation, verified=True)
        finish(person)
    return person


def _refuse_weak(password: str, person: Person) -> None:
    """Refuses, with every reason at once, a password that the house's rules reject."""
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise Refused(" ".join(weak.messages), field="password") from None


def _free_user_name(person: Person, username: str) -> str:
    username = username.strip().lower()
    try:
        _user_name(username)
    except ValidationError:
        raise Refused(_("A user name has 2 to 80 letters, digits, dots, hyphens or underscores."), field="username") from None
    require(not Person.objects.filter(username=username).exclude(pk=person.pk).exists(), _("That user name is taken."), field="username")
    return username
