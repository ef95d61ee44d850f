"""Whose rota somebody may see, and who is on or away when."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from vakdesk.access.actors import Actor
from vakdesk.people.models import Membership, Team
from vakdesk.records.queries import staff_side
from vakdesk.shifts.kinds import AWAY, AppointmentState
from vakdesk.shifts.permissions import PLAN, SEE

if TYPE_CHECKING:
    from vakdesk.shifts.models import Appointment, Feed, Shift


def teams_of(actor: Actor) -> models.QuerySet[Team]:
    """Those whose rota the actor reads: their own, and those whose rota they write."""
    teams = Team.objects.active()
    if actor.reach(PLAN).house:
        return teams
    own = Membership.objects.filter(person=actor.person_id).values("team")
    return teams.filter(Q(pk__in=own) | Q(pk__in=actor.reach(PLAN).teams)) if actor.reach(SEE) else teams.none()


class ShiftQuerySet(models.QuerySet["Shift"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(team__in=teams_of(actor))

    def on_rota(self, team: Team) -> Self:
        """What stands on it, and when its members are away by the rota of another team."""
        members = Membership.objects.filter(team=team).values("person")
        return self.filter(Q(team=team) | Q(person__in=members, kind__in=AWAY))

    def during(self, start: datetime, end: datetime) -> Self:
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def away(self) -> Self:
        return self.filter(kind__in=AWAY)

    def with_people(self) -> Self:
        return self.select_related("person", "team")


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever reads the desk's side of the ticket."""
        return self.filter(staff_side(actor, "ticket__record__"))

    def of(self, person_id: int | None) -> Self:
        return self.filter(person=person_id)

    def to_come(self) -> Self:
        """Planned, or going on."""
        return self.filter(state__in=[AppointmentState.PLANNED, AppointmentState.BEGUN])

    def during(self, start: datetime, end: datetime) -> Self:
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def with_people(self) -> Self:
        return self.select_related(
            "person", "begun_by", "ticket__record__organisation", "ticket__record__team", "ticket__record__requester"
        )


class FeedQuerySet(models.QuerySet["Feed"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own."""
        return self.filter(person=actor.person_id) if actor.person_id else self.none()

    def with_digest(self, digest: str) -> Self:
        """Whoever knows the address, while its owner works here."""
        return self.filter(digest=digest, person__is_active=True).select_related("person")
