"""Which grants: whose, of what, in force, ending; and who sees them: the desk where it serves, their owners, and whoever has them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from vakdesk.access.actors import Actor
from vakdesk.grants.kinds import IN_USE, GrantState, Verdict
from vakdesk.grants.permissions import ARRANGE, CAMPAIGN, SEE
from vakdesk.kit import clock

if TYPE_CHECKING:
    from vakdesk.grants.models import Application, Campaign, Grant, ReviewItem, Right, Wish

SOON = timedelta(days=30)


def _owned(actor: Actor, path: str = "") -> Q:
    """Condition on a right: it is the actor's to say who has it."""
    return Q(**{f"{path}own_owner": actor.person_id}) | Q(**{f"{path}own_owner": None, f"{path}application__owner": actor.person_id})


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, actor: Actor) -> Self:
        """Everybody who reads the register, and owners their own."""
        if actor.reach(SEE) or actor.reach(ARRANGE):
            return self
        rights = apps.get_model("grants.Right")._base_manager.filter(_owned(actor))
        return (
            self.filter(Q(owner=actor.person_id) | Q(pk__in=rights.values("application"))) if actor.person_id is not None else self.none()
        )

    def active(self) -> Self:
        return self.filter(is_active=True)


class RightQuerySet(models.QuerySet["Right"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(application__in=apps.get_model("grants.Application").objects.visible_to(actor))  # type: ignore[attr-defined]

    def offered(self) -> Self:
        return self.filter(is_active=True, application__is_active=True).select_related("application")


class WishQuerySet(models.QuerySet["Wish"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever reads the desk's side of the ticket."""
        return self.filter(ticket__in=apps.get_model("tickets.Ticket").objects.visible_to_staff(actor))  # type: ignore[attr-defined]


class AccessQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, actor: Actor) -> Self:
        """The desk, of people it serves; owners, of what is theirs; everybody, of themselves."""
        scope = actor.reach(SEE)
        if scope.house or scope.teams:
            return self
        own = (Q(person=actor.person_id) | _owned(actor, "right__")) if actor.person_id is not None else Q(pk__in=[])
        return self.filter(own | Q(person__organisation__in=scope.organisations)) if scope.organisations else self.filter(own)

    def in_use(self) -> Self:
        return self.filter(state__in=IN_USE)

    def held(self) -> Self:
        return self.filter(state=GrantState.HELD)

    def removing(self) -> Self:
        return self.filter(state=GrantState.REMOVING)

    def over(self) -> Self:
        return self.filter(state=GrantState.REMOVED)

    def ending(self, now: datetime | None = None) -> Self:
        return self.held().filter(ends_at__lte=(now or clock.now()) + SOON)

    def of_leavers(self) -> Self:
        """In use by who has left, or is marked as leaving."""
        return self.in_use().filter(Q(person__is_active=False) | Q(person__leaving__isnull=False))

    def with_all(self) -> Self:
        return self.select_related(
            "right__application__owner", "right__own_owner", "person__organisation", "approval", "given_by", "record", "removal"
        )


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever holds them or audits, and whose rights are reviewed in it."""
        if actor.reach(CAMPAIGN) or actor.reach(SEE).house:
            return self
        return self.filter(items__owner=actor.person_id).distinct() if actor.person_id is not None else self.none()

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def with_progress(self) -> Self:
        decided = Count("items", filter=~Q(items__verdict=Verdict.UNDECIDED))
        revoked = Count("items", filter=Q(items__verdict=Verdict.REVOKE))
        return self.annotate(total=Coalesce(Count("items"), 0), decided=decided, revoked=revoked).select_related("begun_by")


class ReviewItemQuerySet(models.QuerySet["ReviewItem"]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.reach(CAMPAIGN) or actor.reach(SEE).house:
            return self
        return self.filter(owner=actor.person_id) if actor.person_id is not None else self.none()

    def undecided(self) -> Self:
        return self.filter(verdict=Verdict.UNDECIDED)

    def with_all(self) -> Self:
        return self.select_related(
            "grant__right__application", "grant__right__own_owner", "grant__person__organisation", "owner", "decided_by"
        )
