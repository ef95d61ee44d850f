"""Which tasks: whose, of which team, open, due; always begun from visible_to(actor). And who reads a record because of a task."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from vakdesk.access.actors import Actor
from vakdesk.records.models import Record
from vakdesk.records.permissions import SEE
from vakdesk.records.queries import also_staff, staff_side
from vakdesk.tasks.kinds import State, TaskKind
from vakdesk.tasks.permissions import ADD, ARRANGE, SEE_OWN

if TYPE_CHECKING:
    from vakdesk.tasks.models import Spent, Task, TaskSet


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever reads the desk's side of the record."""
        return self.filter(staff_side(actor, "record__"))

    def open(self) -> Self:
        return self.filter(state=State.OPEN)

    def over(self) -> Self:
        return self.exclude(state=State.OPEN)

    def public(self) -> Self:
        return self.filter(is_public=True)

    def of_the_work(self) -> Self:
        """What belongs before the solution; what comes after it may stay open."""
        return self.filter(kind=TaskKind.WORK)

    def owned_by(self, person_id: int | None) -> Self:
        return self.filter(owner=person_id)

    def of_teams_of(self, person_id: int | None) -> Self:
        """Given to a team of theirs and to nobody in it."""
        return self.filter(team__memberships__person=person_id, owner=None)

    def late(self, now: datetime) -> Self:
        return self.open().filter(due_at__lt=now)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def with_people(self) -> Self:
        """Everything a row says, in one query; with the seconds that were spent on it."""
        spent = apps.get_model("tasks.Spent")._base_manager.filter(task=OuterRef("pk")).values("task").annotate(sum=Sum("seconds"))
        seconds = Coalesce(Subquery(spent.values("sum")), 0)
        found = self.select_related("owner", "team", "after", "ended_by", "record__requester", "record__organisation", "record__team")
        return found.annotate(spent_seconds=seconds)


class TaskSetQuerySet(models.QuerySet["TaskSet"]):
    def visible_to(self, actor: Actor) -> Self:
        """Everybody who adds tasks, or arranges sets."""
        return self if actor.reach(ADD) or actor.reach(ARRANGE) else self.none()

    def active(self) -> Self:
        return self.filter(is_active=True)


class SpentQuerySet(models.QuerySet["Spent"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever reads the desk's side of the record; one's own time always."""
        return self.filter(staff_side(actor, "record__") | Q(person=actor.person_id))

    def running(self) -> Self:
        return self.filter(ended_at=None)

    def over(self) -> Self:
        return self.filter(ended_at__isnull=False)

    def of(self, person_id: int | None) -> Self:
        return self.filter(person=person_id)

    def seconds(self) -> int:
        return self.aggregate(sum=Sum("seconds"))["sum"] or 0


@also_staff
def _records_with_tasks_of_theirs(actor: Actor) -> "models.QuerySet[Any] | None":
    """Whoever has a task on a record, or a team that has one, reads that record. Nothing is asked for who reads everywhere."""
    if actor.person_id is None or actor.reach(SEE).house or not actor.reach(SEE_OWN):
        return None
    theirs = Q(owner=actor.person_id) | Q(team__memberships__person=actor.person_id)
    tasks = apps.get_model("tasks.Task")._base_manager.filter(theirs, record__restricted=False)
    return tasks.values("record")


def public_tasks_of(record: Record) -> "models.QuerySet[Task]":
    """What the requester reads of them, in order."""
    tasks: models.QuerySet[Task] = apps.get_model("tasks.Task")._base_manager.filter(record=record, is_public=True)
    return tasks.exclude(state=State.SKIPPED).order_by("position", "pk")
