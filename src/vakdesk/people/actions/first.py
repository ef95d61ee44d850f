"""The first administrator: made once, by whoever can read the code in the data folder, or at the command line."""

import contextlib
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor, Door, machine
from vakdesk.access.roles import Role
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.people import permissions
from vakdesk.people.actions.accounts import give_account
from vakdesk.people.actions.persons import register
from vakdesk.people.actions.roles import grant_role
from vakdesk.people.actions.turns import one_at_a_time
from vakdesk.people.models import Person, RoleGrant

#: Letters and digits that cannot be mistaken for one another.
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def needs_administrator() -> bool:
    """Whether nobody administers the house."""
    return not RoleGrant.objects.administrators().exists()


def first_code() -> str:
    """The one-time code, 80 bits, in a file only the desk's own user can read; made when it is not there.

    Linked into place when it is complete, so that nobody ever compares with half a code.
    """
    path = _code_file()
    if not path.exists():
        made = path.with_name(f".first-code-{secrets.token_hex(8)}")
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write("-".join("".join(secrets.choice(_ALPHABET) for _letter in range(4)) for _group in range(4)))
        with contextlib.suppress(FileExistsError):
            os.link(made, path)
        made.unlink()
    return path.read_text().strip()


def welcome_administrator(*, code: str, name: str, email: str, username: str, password: str) -> Person:
    """The house has its first administrator, and the code is spent. Refuses a wrong code, and a house that has one."""
    by = machine("installer", "Installer", door=Door.WEB)
    with act(by, may=permissions.GRANT):
        one_at_a_time("administrators")
        require(needs_administrator(), _("The desk has an administrator already. Sign in, or ask them for an account."))
        right = constant_time_compare(_plain(code), _plain(first_code()))
        require(right, _("That is not the code. It stands in the window where the desk was started."), field="code")
        person = _administrator(by, name=name, email=email, username=username, password=password)
    _code_file().unlink(missing_ok=True)
    return person


def create_administrator(*, by: Actor, name: str, email: str, username: str, password: str) -> Person:
    """A person with this address, known or new, administers the house. For whoever holds the command line."""
    with act(by, may=permissions.GRANT):
        one_at_a_time("administrators")
        return _administrator(by, name=name, email=email, username=username, password=password)


def _administrator(by: Actor, *, name: str, email: str, username: str, password: str) -> Person:
    known = Person.objects.with_address(email).first()
    person = known or register(name, by=by, email=email, verified=True)
    give_account(person, by=by, username=username, password=password)
    grant_role(person, by=by, role=Role.ADMINISTRATOR)
    return person


def _code_file() -> Path:
    return Path(settings.DATA) / "first-code"


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())
