"""How facts about people are read, roles by label, groups by name, fields in words; and who reads entries about whom."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.access.roles import Role
from vakdesk.logbook.queries import sight
from vakdesk.logbook.verbs import Kind, Words, choice, named
from vakdesk.people.models import Group, Import, Organisation, Person, ScopeKind, Team
from vakdesk.people.permissions import IMPORT, SEE_SIGN_INS


class SignIn(models.TextChoices):
    """What a person proved who they are with, as allauth names it."""

    PASSWORD = "password", _("a password")
    MFA = "mfa", _("a second factor or passkey")
    OIDC = "socialaccount", _("single sign-on")
    RESET = "password_reset", _("a reset link")
    OTHER = "other", _("another way")


class Factor(models.TextChoices):
    TOTP = "totp", _("authenticator app")
    WEBAUTHN = "webauthn", _("passkey or security key")
    RECOVERY = "recovery_codes", _("recovery codes")


class FactorChange(models.TextChoices):
    ADDED = "added", _("added")
    REMOVED = "removed", _("removed")
    RENEWED = "renewed", _("renewed")


class PasswordChange(models.TextChoices):
    CHANGED = "changed", _("changed")
    SET = "set", _("set")
    RESET = "reset", _("reset by mail")


FIELD_WORDS: dict[str, Words] = {
    "name": _("name"),
    "called": _("form of address"),
    "phone": _("phone"),
    "job_title": _("job title"),
    "organisation": _("organisation"),
    "lead": _("who leads them"),
    "language": _("language"),
    "zone": _("time zone"),
    "theme": _("theme"),
    "density": _("density"),
    "undo": _("taking back what was sent"),
    "external_id": _("number in the source system"),
    "line": _("line"),
    "domains": _("mail domains"),
    "is_active": _("state"),
}


def _fields_in_words(values: Iterable[Any]) -> Mapping[Any, Words]:
    return {value: _joined([FIELD_WORDS.get(name, name) for name in value.split(", ")]) for value in values}


def _joined(words: list[Words]) -> Words:
    return format_lazy(", ".join(["{}"] * len(words)), *words)


ROLE = choice(Role)
SCOPE = choice(ScopeKind)
GROUP = named("people.Group")
SIGN_IN = choice(SignIn)
FACTOR = choice(Factor)
FACTOR_CHANGE = choice(FactorChange)
PASSWORD_CHANGE = choice(PasswordChange)
FIELDS = Kind("people.fields", _fields_in_words)

Ids = models.QuerySet[Any] | None


@sight("people.person")
def _about_people(actor: Actor) -> tuple[Ids, Ids]:
    """All entries, sign-ins too, for those who may see sign-ins. The person's page shows the rest to whoever sees the person."""
    return (Person.objects.visible_to(actor).values("pk") if actor.reach(SEE_SIGN_INS) else None), None


@sight("people.organisation")
def _about_organisations(actor: Actor) -> tuple[Ids, Ids]:
    return Organisation.objects.visible_to(actor).values("pk"), None


@sight("people.team")
def _about_teams(actor: Actor) -> tuple[Ids, Ids]:
    return Team.objects.visible_to(actor).values("pk"), None


@sight("people.group")
def _about_groups(actor: Actor) -> tuple[Ids, Ids]:
    return Group.objects.visible_to(actor).values("pk"), None


@sight("people.import")
def _about_imports(actor: Actor) -> tuple[Ids, Ids]:
    return (Import.objects.values("pk") if actor.reach(IMPORT) else None), None
