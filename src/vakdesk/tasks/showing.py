"""The list of tasks and the time of a record, as the side of its page shows them; and the timer that runs, for every page."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.loader import render_to_string

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.prepared import prepared, prepared_values
from vakdesk.logbook.remembering import remembered
from vakdesk.records.hanging import Hanging, hangs
from vakdesk.records.models import Record
from vakdesk.records.queries import sight_of
from vakdesk.tasks import permissions
from vakdesk.tasks.models import Estimate, Spent, Task, TaskSet

TASKS = Hanging("tasks", lambda record: Task.objects.filter(record=record))
SPENT = Hanging("time spent", lambda record: Spent.objects.filter(record=record))
ESTIMATES = Hanging("estimate", lambda record: Estimate.objects.filter(record=record))


@dataclass(frozen=True)
class Row:
    """A task as it stands for this reader."""

    task: Task
    is_late: bool
    runs: bool
    may_finish: bool


class Checklist:
    """Three or four queries, whatever is on the list."""

    def __init__(self, request: HttpRequest, record: Record) -> None:
        self.request, self.record = request, record
        self.actor: Actor = request.actor

    @cached_property
    def _tasks(self) -> list[Task]:
        if not hangs(self.record, TASKS):
            return []
        return prepared("tasks.on", self._tasks_on, depends_on=sight_of(self.actor), record=self.record.pk)

    def _tasks_on(self, record: int) -> QuerySet[Task]:
        return Task.objects.visible_to(self.actor).filter(record=record).with_people().in_order()

    @cached_property
    def running(self) -> Spent | None:
        """The reader's own timer, where it runs on this record."""
        return running_of(self.request, self.record)

    def _row(self, task: Task) -> Row:
        runs = self.running is not None and self.running.task_id == task.pk
        may = self.actor.may(permissions.FINISH, self.record) or self.actor.may(permissions.FINISH, task)
        return Row(task, task.is_open and task.due_at < clock.now(), runs, may)

    @property
    def open(self) -> list[Row]:
        return [self._row(task) for task in self._tasks if task.is_open]

    @property
    def over(self) -> list[Row]:
        return [self._row(task) for task in self._tasks if not task.is_open]

    @property
    def count(self) -> int:
        return len(self._tasks)

    @cached_property
    def spent_seconds(self) -> int:
        """Of everybody, with what runs for the reader up to now."""
        if not hangs(self.record, SPENT):
            return 0
        found = prepared_values("tasks.spent", self._spent_on, depends_on=sight_of(self.actor), record=self.record.pk)
        return sum(seconds for (seconds,) in found) + _so_far(self.running)

    def _spent_on(self, record: int) -> QuerySet[Spent, Any]:
        seen = Spent.objects.visible_to(self.actor).filter(record=record)
        return seen.order_by().values("record").annotate(sum=Coalesce(Sum("seconds"), 0)).values_list("sum")

    @cached_property
    def estimate_minutes(self) -> int | None:
        """What was said of the whole, else what its tasks add up to."""
        estimates = prepared_values("tasks.estimate", _estimate_of, record=self.record.pk) if hangs(self.record, ESTIMATES) else []
        said = sum(minutes for (minutes,) in estimates)
        return said or sum(task.estimate_minutes or 0 for task in self._tasks) or None

    @property
    def spent(self) -> timedelta:
        return timedelta(seconds=self.spent_seconds)

    @property
    def estimate(self) -> timedelta:
        return timedelta(minutes=self.estimate_minutes or 0)

    @property
    def used(self) -> float:
        """The part of the estimate that is used."""
        return self.spent_seconds / 60 / self.estimate_minutes if self.estimate_minutes else 0.0

    @property
    def tone(self) -> str:
        return "bad" if self.used > 1 else "warn" if self.used > 0.75 else "accent"

    @property
    def has_sets(self) -> bool:
        return bool(prepared_values("tasks.sets", self._first_set, depends_on=self.actor.grants))

    def _first_set(self) -> QuerySet[TaskSet, Any]:
        return TaskSet.objects.visible_to(self.actor).active().values_list("pk")[:1]


def panel_of(request: HttpRequest, record: Record) -> str:
    """The card of the record's side."""
    return render_to_string("tasks/_panel.html", {"list": Checklist(request, record), "record": record}, request)


def running_of(request: HttpRequest, record: Record | None = None) -> Spent | None:
    """The reader's timer; with `record`, where it runs there."""
    actor: Actor | None = getattr(request, "actor", None)
    found = _timer_of(actor.person_id) if actor is not None and actor.person_id is not None else None
    return found if found is None or record is None or found.record_id == record.pk else None


def _estimate_of(record: int) -> QuerySet[Estimate, Any]:
    return Estimate.objects.filter(record=record).values_list("minutes")  # anyone: readers of its record's staff side


@remembered("time", at_most=2_000)
def _timer_of(person_id: int) -> Spent | None:
    return Spent.objects.running().of(person_id).select_related("record").first()


def _so_far(running: Spent | None) -> int:
    return int((clock.now() - running.began_at).total_seconds()) if running else 0
