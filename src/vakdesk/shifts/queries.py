"""Whose rota somebody may see, and who is on or away when."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from vakdesk.access.actors import Actor
from vakdesk.people.models import Membership, Team
from vakdesk.shifts.kinds import AWAY
from vakdesk.shifts.permissions import PLAN, SEE

if TYPE_CHECKING:
    from vakdesk.shifts.models import Shift


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
