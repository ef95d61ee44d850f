"""Finding people: by name, by address, by what they hold; and whom an actor may see."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.text import digits, fold
from vakdesk.people.permissions import SEE

if TYPE_CHECKING:
    pass

#: Fewer digits than this are part of somebody's room or house number, not of a phone number.
SHORTEST_PHONE = 4


def _organisations_of(actor: Actor, path: str) -> Q:
    """Condition: within the organisations the actor's grants reach; team-scoped staff serve every organisation."""
    scope = actor.reach(SEE)
    if scope.house or scope.teams:
        return Q()
    return Q(**{f"{path}__in": scope.organisations}) if scope.organisations else Q(pk__in=[])


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, actor: Actor) -> Self:
        """Staff see the people of the organisations they serve; everybody sees themselves."""
        everywhere = _organisations_of(actor, "organisation")
        return self.filter(everywhere | Q(pk=actor.person_id)) if everywhere else self

    def active(self) -> Self:
        return self.filter(is_active=True)

    def holding(self, permission: Permission) -> Self:
        """Those who hold the permission now by a role of any scope."""
        now = clock.now()
        in_time = Q(grants__ends_at=None) | Q(grants__ends_at__gt=now)
        return self.filter(in_time, grants__starts_at__lte=now, grants__role__in=permission.granted_to).distinct()

    def with_address(self, email: str) -> Self:
        """Whose address this is: at most one person when it is verified."""
        return self.filter(pk__in=EmailAddress.objects.filter(email=email.strip().lower()).values("user"))

    def named_like(self, text: str) -> Self:
        """Every word of `text` begins a word of their name or an address of theirs; or `text` is part of their phone number."""
        if _is_phone(text):
            return self.filter(phone_digits__contains=digits(text).lstrip("0"))
        found = self
        for word in fold(text).split():
            by_name = Q(folded__startswith=word) | Q(folded__contains=f" {word}")
            found = found.filter(by_name | Q(pk__in=EmailAddress.objects.filter(email__startswith=word).values("user")))
        return found


def _is_phone(text: str) -> bool:
    return len(digits(text).lstrip("0")) >= SHORTEST_PHONE and not text.strip("0123456789+-–./() ")


class PersonManager(BaseUserManager["Person"]):
    """get_by_natural_key for sign-in; people are made by actions."""


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(_organisations_of(actor, "pk"))

    def active(self) -> Self:
        return self.filter(is_active=True)


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever may see people may see all teams: work is handed over to them."""
        return self if actor.reach(SEE) else self.none()

    def active(self) -> Self:
        return self.filter(is_active=True)


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever may see people of the whole house or by team sees every group; others none."""
        scope = actor.reach(SEE)
        return self if scope.house or scope.teams else self.none()


class GrantQuerySet(models.QuerySet["RoleGrant"]):
    def in_force(self, at: datetime | None = None) -> Self:
        now = at or clock.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), starts_at__lte=now)

    def held(self, person: int, at: datetime) -> Self:
        """What somebody holds at that moment."""
        return self.in_force(at).filter(person=person)

    def administrators(self) -> Self:
        """The grants by which somebody administers the whole house now."""
        return self.in_force().filter(role=Role.ADMINISTRATOR, scope="house", person__is_active=True)


def addresses_of(person: int) -> models.QuerySet[EmailAddress]:
    return EmailAddress.objects.filter(user=person)  # anyone: whose rights on the person are asked elsewhere
