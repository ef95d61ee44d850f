"""Which approvals: on a record, waiting for whom, overdue. And who may answer for a seat now: the one place that says so."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from vakdesk.access.actors import Actor
from vakdesk.approvals.kinds import Answer, State
from vakdesk.kit import clock
from vakdesk.records.queries import staff_side

if TYPE_CHECKING:
    from vakdesk.approvals.models import Approval, Deputy, Seat


class DeputyQuerySet(models.QuerySet["Deputy"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own, and those whose deputy one is."""
        return self.filter(Q(person=actor.person_id) | Q(deputy=actor.person_id)) if actor.person_id is not None else self.none()

    def in_force(self, at: datetime | None = None) -> Self:
        now = at or clock.now()
        return self.filter(starts_at__lte=now, ends_at__gt=now)

    def not_over(self) -> Self:
        return self.filter(ends_at__gt=clock.now())


def _sits(actor: Actor, path: str = "") -> Q:
    """Condition: the seat is the actor's, their team's, their role's, or of somebody whose deputy they are now."""
    now = clock.now()
    deputies = apps.get_model("approvals.Deputy")._base_manager.filter(deputy=actor.person_id, starts_at__lte=now, ends_at__gt=now)
    own = Q(**{f"{path}person": actor.person_id}) | Q(**{f"{path}person__in": deputies.values("person")})
    memberships = apps.get_model("people.Membership")._base_manager.filter(person=actor.person_id)
    own |= Q(**{f"{path}team__in": memberships.values("team")})
    for grant in actor.grants:
        held = Q(**{f"{path}role": grant.role})
        if grant.organisation_id is not None:
            held &= Q(**{f"{path}stage__approval__record__organisation": grant.organisation_id})
        elif not grant.whole_house:
            continue  # a role over a team or a group of trainees is no word on what the house gives out
        own |= held
    return own


class SeatQuerySet(models.QuerySet["Seat"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of approvals they see."""
        return self.filter(stage__approval__in=apps.get_model("approvals.Approval").objects.visible_to(actor))  # type: ignore[attr-defined]

    def for_decision_by(self, actor: Actor) -> Self:
        """Open seats of the step that is asked now, for which this actor may answer: never in their own matter, not in that of
        whom they stand in for, and once in a step."""
        if actor.person_id is None:
            return self.none()
        asked = self.filter(
            _sits(actor), answer=Answer.OPEN, stage__approval__state=State.ASKED, stage__position=F("stage__approval__step")
        )
        ours = Q(stage__approval__requester=actor.person_id) | Q(stage__approval__asked_by=actor.person_id)
        theirs = Q(person=F("stage__approval__requester")) | Q(person=F("stage__approval__asked_by"))
        spoken = apps.get_model("approvals.Seat")._base_manager.filter(stage=OuterRef("stage"), decided_by=actor.person_id)
        return asked.exclude(ours).exclude(Q(person__isnull=False) & theirs).exclude(Exists(spoken))


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever reads the desk's side of the record, asked, or whose wish it is; and whoever is or was asked to decide."""
        own = Q(pk__in=[])
        if actor.person_id is not None:
            seats = apps.get_model("approvals.Seat")._base_manager.filter(_sits(actor) | Q(decided_by=actor.person_id))
            own = Q(asked_by=actor.person_id) | Q(requester=actor.person_id) | Q(pk__in=seats.values("stage__approval"))
        return self.filter(staff_side(actor, "record__") | own)

    def waiting_for(self, actor: Actor) -> Self:
        """Theirs to decide now."""
        seats = apps.get_model("approvals.Seat").objects.for_decision_by(actor)
        return self.filter(pk__in=seats.values("stage__approval"))

    def decided_by(self, actor: Actor) -> Self:
        """In which they gave an answer."""
        seats = apps.get_model("approvals.Seat")._base_manager.filter(decided_by=actor.person_id)
        return self.filter(pk__in=seats.values("stage__approval")) if actor.person_id is not None else self.none()

    def asked(self) -> Self:
        return self.filter(state=State.ASKED)

    def of(self, matter: str, key: int) -> Self:
        return self.filter(matter=matter, key=key)

    def stuck(self) -> Self:
        """In whose present step a seat has nobody who can answer."""
        seats = apps.get_model("approvals.Seat")._base_manager.filter(
            stage__approval=OuterRef("pk"), stage__position=OuterRef("step"), answer=Answer.OPEN, is_stuck=True
        )
        return self.asked().filter(Exists(seats))

    def with_all(self) -> Self:
        """Everything a page says of one: three queries more, however many there are."""
        found = self.select_related("record", "requester", "asked_by")
        return found.prefetch_related("stages__seats__person", "stages__seats__team", "stages__seats__decided_by")
