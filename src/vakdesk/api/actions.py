"""Making and revoking tokens."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.access.roles import Role
from vakdesk.api import permissions, scopes, secrets, verbs
from vakdesk.api.models import Token
from vakdesk.kit.errors import NotAllowed, require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import act
from vakdesk.people import actions as people
from vakdesk.people.models import Group, Organisation, Person, Team

MOST_DAYS = 730
MOST_TOKENS = 50  # in force at once, per person


def make_token(person: Person, *, by: Actor, name: str, reach: Iterable[str], days: int) -> tuple[Token, str]:
    """A program can act as the person within these scopes, for so many days. Answers the token and its text, which is kept nowhere.

    People make their own; whoever manages tokens makes those of machines, who have no account. Refuses a name or a reach
    that is missing, a scope that means nothing, and more than MOST_TOKENS at once.
    """
    with act(by, may=permissions.USE if person.pk == by.person_id else permissions.MANAGE, on=person) as log:
        if person.pk != by.person_id and person.username is not None:
            raise NotAllowed(_("%(person)s makes tokens for themselves. You make those of machines.") % {"person": person.name})
        name, words = one_line(name, at_most=80), sorted(set(reach))
        require(name, _("Name it after the program that uses it, so that you know later what to revoke."), field="name")
        require(words, _("Choose at least one thing that it may read or do."), field="reach")
        unknown = scopes.unknown(words)
        require(not unknown, _("There is no scope “%(scope)s”.") % {"scope": "".join(unknown[:1])}, field="reach")
        require(1 <= days <= MOST_DAYS, _("A token lasts at most %(days)d days.") % {"days": MOST_DAYS}, field="days")
        require(person.is_active, _("%(person)s has left.") % {"person": person.name})
        standing = Token.objects.filter(person=person).in_force(log.at).count()
        require(standing < MOST_TOKENS, _("There are %(count)d tokens already. Revoke some first.") % {"count": standing})
        made = secrets.fresh()
        token = Token.objects.create(
            person=person,
            name=name,
            handle=made.handle,
            digest=made.digest,
            scopes=words,
            made_at=log.at,
            expires_at=log.at + timedelta(days=days),
        )
        until = token.expires_at.date().isoformat()
        log.record(verbs.MADE, token, sealed={"name": name}, person=person.pk, until=until, scopes=" ".join(words))
    return token, made.text


def make_machine(
    *, by: Actor, name: str, role: str, reach: Iterable[str], days: int, scope: Organisation | Team | Group | None = None
) -> tuple[Token, str]:
    """There is somebody without an account who stands for a machine, holds the role, and has a token. Refuses what `make_token` does."""
    with act(by, may=permissions.MANAGE):
        machine = people.register(name, by=by)
        people.grant_role(machine, by=by, role=Role(role), scope=scope)
        return make_token(machine, by=by, name=name, reach=reach, days=days)


def revoke_token(token: Token, *, by: Actor) -> None:
    """Nobody gets in with it any more, from this moment. Refuses one that is revoked already."""
    with act(by, may=permissions.USE if token.person_id == by.person_id else permissions.MANAGE, on=token) as log:
        require(token.revoked_at is None, _("This is revoked already."))
        token.revoked_at = log.at
        token.save(update_fields=["revoked_at"])
        log.record(verbs.REVOKED, token, sealed={"name": token.name}, person=token.person_id)
