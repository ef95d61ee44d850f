"""Which agreement holds, which clocks and deviations somebody may see."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from vakdesk.access.actors import Actor
from vakdesk.levels.kinds import State, Verdict
from vakdesk.levels.permissions import SEE
from vakdesk.logbook.queries import sight
from vakdesk.records.models import Record
from vakdesk.records.queries import RecordModelQuerySet, staff_side

if TYPE_CHECKING:
    from vakdesk.levels.models import Agreement, AgreementVersion, Calendar, Clock, Deviation


def _of_clients(actor: Actor, path: str) -> Q:
    """Condition: the agreement is the house's own, or with a client that staff of this scope serve (a team serves all of them).

    `path` leads from the filtered model to the agreement.
    """
    scope = actor.reach(SEE)
    if scope.house or scope.teams:
        return Q()
    own = Q(**{f"{path}organisation": None}) | Q(**{f"{path}organisation__in": scope.organisations})
    return own if scope else Q(pk__in=[])


class CalendarQuerySet(models.QuerySet["Calendar"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those that an agreement counts by which the actor sees, and those that none counts by."""
        if not (seen := _of_clients(actor, "agreement__")):
            return self
        versions = apps.get_model("levels.AgreementVersion")._base_manager.all()
        by_agreement = self.filter(Q(pk__in=versions.filter(seen).values("calendar")) | ~Q(pk__in=versions.values("calendar")))
        return by_agreement if actor.reach(SEE) else self.none()

    def active(self) -> Self:
        return self.filter(is_active=True)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, actor: Actor) -> Self:
        """The house's own, between teams and with suppliers to staff of any scope; with a client to those who serve it."""
        return self.filter(_of_clients(actor, ""))

    def with_names(self) -> Self:
        return self.select_related("organisation", "service", "team", "supplier")

    def in_force(self, at: datetime) -> Self:
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=at.date()))


class VersionQuerySet(models.QuerySet["AgreementVersion"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(_of_clients(actor, "agreement__"))

    def in_force(self, at: datetime, day: date | None = None) -> Self:
        """Begun by then, of agreements that have not ended before that day (the moment's)."""
        return self.filter(starts_at__lte=at).filter(Q(agreement__ended_on=None) | Q(agreement__ended_on__gte=day or at.date()))

    def whole(self) -> Self:
        """With everything a clock needs of a version, in a number of queries that does not grow."""
        return self.select_related("agreement", "calendar").prefetch_related("targets", "calendar__versions")


class ClockQuerySet(models.QuerySet["Clock"]):
    def visible_to(self, actor: Actor) -> Self:
        """Clocks are the desk's: requesters read promises."""
        return self.filter(staff_side(actor, "record__"))

    def due_to_alarm(self, at: datetime) -> Self:
        return self.filter(alarm_at__lte=at)

    def open(self) -> Self:
        return self.filter(state__in=[State.RUNNING, State.HELD])

    def late(self, at: datetime) -> Self:
        return self.filter(Q(verdict=Verdict.BREACHED) | Q(state__in=[State.RUNNING, State.HELD], due_at__lt=at))

    def whole(self) -> Self:
        return self.select_related("version__agreement", "version__calendar").prefetch_related(
            "version__targets", "version__calendar__versions"
        )


class DeviationQuerySet(RecordModelQuerySet["Deviation"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of records whose desk's side the actor reads: a deviation is never the requester's."""
        return self.filter(staff_side(actor, "about__"))

    def visible_to_staff(self, actor: Actor) -> Self:
        return self.visible_to(actor)

    def unexplained(self) -> Self:
        return self.filter(explained_at=None)


@sight("levels.deviation")
def _entries_of_deviations(actor: Actor) -> "tuple[models.QuerySet[Record] | None, models.QuerySet[Record] | None]":
    return Record.objects.filter(staff_side(actor)).values("pk"), None  # type: ignore[return-value]
