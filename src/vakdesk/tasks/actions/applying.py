"""Sets of tasks come to a record: chosen by somebody, or because of what happened to it."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.prepared import prepared
from vakdesk.kit.workdays import working_days_after
from vakdesk.logbook.act import Act, act
from vakdesk.people.models import Person
from vakdesk.records.models import Record
from vakdesk.tasks import permissions, verbs
from vakdesk.tasks.actions.listing import CHECKLISTS, make
from vakdesk.tasks.bearers import bearers, kind_and_category
from vakdesk.tasks.kinds import ROTATE, Occasion, TaskKind
from vakdesk.tasks.models import NEVER, Task, TaskLine, TaskSet


def apply(record: Record, *, by: Actor, task_set: TaskSet) -> list[Task]:
    """The tasks of the set are on the list. Refuses a set that is out of use or has none."""
    with act(by, may=permissions.ADD, on=record) as log:
        lines = list(task_set.lines.select_related("team"))
        require(task_set.is_active and lines, _("This set has no tasks, or is out of use."), field="task_set")
        tasks = _make_all(record, log, task_set, lines)
        log.record(verbs.SET_APPLIED, record, task_set=task_set.pk, tasks=[task.pk for task in tasks], count=len(tasks))
    return tasks


def apply_fitting(record: Record, occasion: Occasion) -> list[Task]:
    """Within an act: every set for this occasion that fits the record's kind and category is applied by the desk itself.

    What begins with the record comes once; what comes after it comes again once the tasks of the last time are over.
    """
    sets = prepared("tasks.sets_for", _sets_for, occasion=occasion.value)
    if not sets:  # as in most houses for most occasions: one query
        return []
    codes, here = kind_and_category(record), Task.objects.filter(record=record)
    known = set((here if occasion == Occasion.BEGUN else here.open()).values_list("task_set", flat=True))
    fitting = [one for one in sets if one.fits(*codes) and one.pk not in known]
    return [task for one in fitting for task in apply(record, by=CHECKLISTS, task_set=one)]


def _sets_for(occasion: str) -> QuerySet[TaskSet]:
    return TaskSet.objects.active().filter(occasion=occasion).order_by("pk")  # anyone: the desk applies them itself


def follow_secret(record: Record) -> list[Task]:
    """Within an act that gave a secret out: the tasks that follow from it; where no set says which, one that has it changed."""
    if made := apply_fitting(record, Occasion.REVEALED):
        return made
    with act(CHECKLISTS, may=permissions.ADD, on=record) as log:
        worker, due = bearers[record.type].worker(record), _working_days(log.happened_at, 1)
        task = make(record, log, titles=ROTATE, kind=TaskKind.ROTATE, owner=worker, due_at=due)
        log.record(verbs.ADDED, record, task=task.pk, owner=task.owner_id, team=None)
    return [task]


def _make_all(record: Record, log: Act, task_set: TaskSet, lines: Iterable[TaskLine]) -> list[Task]:
    worker = bearers[record.type].worker(record)
    tasks: list[Task] = []
    for line in lines:
        tasks.append(
            make(
                record,
                log,
                titles=line.titles,
                kind=line.kind,
                owner=_owner(line, worker),
                team=line.team,
                due_at=_due(line, log.happened_at),
                estimate_minutes=line.estimate_minutes,
                is_public=line.is_public,
                after=tasks[-1] if task_set.in_order and tasks else None,
                task_set=task_set,
            )
        )
    return tasks


def _owner(line: TaskLine, worker: Person | None) -> Person | None:
    return worker if line.for_worker and worker is not None and worker.is_active else None


def _due(line: TaskLine, at: datetime) -> datetime:
    if line.due_days is None:
        return NEVER
    return _working_days(at, line.due_days)


def _working_days(at: datetime, days: int) -> datetime:
    return working_days_after(at, days, country=settings.HOLIDAYS_OF, zone=settings.TIME_ZONE)
