"""Who acts, and how far their grants reach. Built once per request, job or message; asked by actions and templates."""

import uuid
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Protocol, runtime_checkable

from django.db import models
from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role


class Door(models.TextChoices):
    """By which way an act came in."""

    WEB = "web", _("web")
    PORTAL = "portal", _("portal")
    API = "api", _("API")
    MAIL = "mail", _("mail")
    JOB = "job", _("by itself")
    COMMAND = "command", _("command line")
    PRACTICE = "practice", _("practice")


@dataclass(frozen=True)
class Grant:
    """A role and where it holds: the whole house (all three None) or one organisation, team or group."""

    role: Role
    organisation_id: int | None = None
    team_id: int | None = None
    group_id: int | None = None

    @property
    def whole_house(self) -> bool:
        return self.organisation_id is None and self.team_id is None and self.group_id is None


@dataclass(frozen=True)
class Scope:
    """How far a permission reaches for one actor. A group is no place: nothing lies in it but what its members have waiting."""

    house: bool = False
    organisations: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.house or bool(self.organisations or self.teams)


class Placed(Protocol):
    """Something that lies in an organisation, with a team, and may be somebody's own."""

    @property
    def organisation_id(self) -> int | None: ...
    @property
    def team_id(self) -> int | None: ...
    @property
    def requester_id(self) -> int | None: ...


@runtime_checkable
class OfTrainees(Protocol):
    """Something that members of a group wrote, for which whoever coaches that group answers."""

    @property
    def group_ids(self) -> frozenset[int]: ...


@dataclass(frozen=True)
class Actor:
    """A person at a door, or a machine with a name. `label` is frozen into the (sealed part of the) logbook."""

    person_id: int | None
    label: str
    grants: tuple[Grant, ...] = ()
    machine: str = ""
    door: Door = Door.WEB
    on_behalf_of_id: int | None = None
    correlation: uuid.UUID = field(default_factory=uuid.uuid4)
    language: str = "en"

    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    def reach(self, permission: Permission) -> Scope:
        """Where this actor holds the permission by role; what is merely their own is not counted."""
        if self.machine:
            return Scope(house=True) if self.machine in permission.machines or "*" in permission.machines else Scope()
        return _reach(self.grants, permission)

    def may(self, permission: Permission, on: Placed | None = None) -> bool:
        """Whether the permission holds: somewhere (`on` is None), or on that very thing."""
        scope = self.reach(permission)
        if scope.house or (on is None and (scope or scope.groups)):
            return True
        if on is None:
            return permission.for_requester and self.person_id is not None
        if permission.for_requester and self.person_id is not None and on.requester_id == self.person_id:
            return True
        if on.organisation_id in scope.organisations or on.team_id in scope.teams:
            return True
        return bool(scope.groups) and isinstance(on, OfTrainees) and not scope.groups.isdisjoint(on.group_ids)

    def through(self, door: Door) -> "Actor":
        return replace(self, door=door)


@lru_cache(maxsize=4096)
def _reach(grants: tuple[Grant, ...], permission: Permission) -> Scope:
    """Counted once for the same grants: a page asks a hundred times, and what grants there are is read with every request."""
    held = [grant for grant in grants if grant.role in permission.granted_to]
    return Scope(
        house=any(grant.whole_house for grant in held),
        organisations=frozenset(grant.organisation_id for grant in held if grant.organisation_id is not None),
        teams=frozenset(grant.team_id for grant in held if grant.team_id is not None),
        groups=frozenset(grant.group_id for grant in held if grant.group_id is not None),
    )


def machine(name: str, label: str, *, door: Door = Door.JOB) -> Actor:
    """A machine that acts by itself, such as the timekeeper. It may do what permissions name it for, nothing else."""
    return Actor(person_id=None, label=label, machine=name, door=door)
