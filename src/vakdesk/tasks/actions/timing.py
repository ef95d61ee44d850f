"""How long work takes: estimated before, measured by a timer that one key starts and stops, or written down."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import Act, act
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.records.models import Record
from vakdesk.tasks import permissions, verbs
from vakdesk.tasks.models import Estimate, Spent, Task

A_DAY_MINUTES = 24 * 60


def estimate(record: Record, *, by: Actor, minutes: int) -> None:
    """The work on the record was thought to take so many minutes; nothing is recorded when that is known. Refuses none."""
    with act(by, may=permissions.ESTIMATE, on=record) as log:
        require(minutes > 0, _("Write how long it takes."), field="minutes")
        before = Estimate.objects.filter(record=record).values_list("minutes", flat=True).first()
        if before != minutes:
            Estimate.objects.update_or_create(record=record, defaults={"minutes": minutes})
            log.record(verbs.ESTIMATED, record, seconds=minutes * 60)


def start(record: Record, *, by: Actor, task: Task | None = None) -> Spent:
    """The actor's timer runs, on the record or on one of its tasks; what ran before stands still. Refuses what runs already."""
    with act(by, may=permissions.WRITE_TIME, on=record) as log:
        _require_person(by)
        _check_task(record, task)
        running = _running(by)
        require(running is None or (running.record_id, running.task_id) != (record.pk, task and task.pk), _("Your timer runs already."))
        if running is not None:
            _stop(running, log)
        spent = _on(record, by, task=task, began_at=log.happened_at)
        spent.save()
        log.record(verbs.STARTED, record, task=task and task.pk)
    return spent


def stop(*, by: Actor) -> Spent:
    """The actor's timer stands still, and what it measured is written. Refuses when none runs."""
    with act(by, may=permissions.WRITE_TIME) as log:
        running = _running(by)
        require(running, _("No timer of yours runs."))
        assert running is not None
        _stop(running, log)
    return running


def stop_on(record: Record, log: Act) -> None:
    """Within the act at hand: where the actor's own timer runs on this record, it stands still."""
    if Spent.objects.running().of(log.actor.person_id).filter(record=record).exists() and (running := _running(log.actor)):
        _stop(running, log)


def stop_on_task(task: Task, log: Act) -> None:
    if Spent.objects.running().of(log.actor.person_id).filter(task=task).exists() and (running := _running(log.actor)):
        _stop(running, log)


def write_time(
    record: Record,
    *,
    by: Actor,
    minutes: int,
    task: Task | None = None,
    about: str = "",
    happened_at: datetime | None = None,
    why: str = "",
) -> Spent:
    """The actor worked so many minutes, until now or until `happened_at` (with a reason, as all that is recorded afterwards).

    Refuses no time, more than a day, and a task of another record.
    """
    with act(by, may=permissions.WRITE_TIME, on=record, happened_at=happened_at, why=why) as log:
        _require_person(by)
        _check_task(record, task)
        require(0 < minutes <= A_DAY_MINUTES, _("Write at least a minute and at most a day at a time."), field="minutes")
        until = log.happened_at
        spent = _on(record, by, task=task, began_at=until - timedelta(minutes=minutes), ended_at=until, seconds=minutes * 60)
        spent.about = one_line(storable(about), at_most=200)
        spent.save()
        log.record(verbs.WRITTEN, record, task=task and task.pk, seconds=spent.seconds)
    return spent


def correct_time(spent: Spent, *, by: Actor, minutes: int, why: str) -> None:
    """So many minutes count instead; none takes it out. Refuses somebody else's time, a timer that runs, and no reason."""
    with act(by, may=permissions.WRITE_TIME) as log:
        spent.refresh_from_db(from_queryset=Spent._base_manager.select_for_update(no_key=True))
        require(spent.person_id == by.person_id, _("Only who worked can put it right."))
        require(spent.ended_at is not None, _("It still runs. Stop it first."))
        require(0 <= minutes <= A_DAY_MINUTES, _("Write at most a day at a time."), field="minutes")
        why = one_line(storable(why), at_most=200)
        require(why, _("Say why it was otherwise."), field="why")
        before, spent.seconds, spent.is_forgotten = spent.seconds, minutes * 60, False
        spent.save(update_fields=["seconds", "is_forgotten"])
        log.record(verbs.CORRECTED, spent.record, sealed={"why": why}, spent=spent.pk, before=before, seconds=spent.seconds)


def forget(spent: Spent, *, by: Actor) -> None:
    """A timer that nobody stopped stands still. What counts is until its person last did something with the record.

    They hear of it and can put it right. Refuses one that was stopped meanwhile.
    """
    with act(by, may=permissions.FORGET) as log:
        spent.refresh_from_db(from_queryset=Spent._base_manager.select_for_update(no_key=True))
        require(spent.ended_at is None, _("This was stopped already."))
        spent.is_forgotten = True
        _close(spent, _last_seen(spent))
        facts: dict[str, Any] = {"spent": spent.pk, "person": spent.person_id, "seconds": spent.seconds}
        log.record(verbs.FORGOTTEN, spent.record, **facts)


def _last_seen(spent: Spent) -> datetime:
    """When the person last did something with the record while it ran, else when it began."""
    acts = Entry.objects.filter(subject_id=spent.record_id, actor=spent.person_id, happened_at__gt=spent.began_at)
    about = acts.filter(subject_type__in=[Record._meta.label_lower, *_bearing_types()])
    return about.order_by("-happened_at").values_list("happened_at", flat=True).first() or spent.began_at


def _bearing_types() -> list[str]:
    """The models that share their key with a record."""
    return [relation.related_model._meta.label_lower for relation in Record._meta.related_objects if relation.one_to_one]  # type: ignore[union-attr]


def _running(by: Actor) -> Spent | None:
    """The actor's timer, locked together with who they are, so that two starts at once cannot both find none."""
    if by.person_id is None:
        return None
    Person._base_manager.select_for_update(no_key=True).only("pk").get(pk=by.person_id)
    return Spent.objects.running().of(by.person_id).select_related("record").first()


def _stop(running: Spent, log: Act) -> None:
    _close(running, log.at)
    log.record(verbs.STOPPED, running.record, task=running.task_id, seconds=running.seconds)


def _close(spent: Spent, at: datetime) -> None:
    spent.ended_at = max(at, spent.began_at)
    spent.seconds = int((spent.ended_at - spent.began_at).total_seconds())
    spent.save(update_fields=["ended_at", "seconds", "is_forgotten"])


def _on(record: Record, by: Actor, **values: Any) -> Spent:
    assert by.person_id is not None
    return Spent(record=record, person_id=by.person_id, team_id=record.team_id, organisation_id=record.organisation_id, **values)


def _require_person(by: Actor) -> None:
    require(by.person_id is not None, _("Only people spend time."))


def _check_task(record: Record, task: Task | None) -> None:
    require(task is None or task.record_id == record.pk, _("There is no such task on this list."), field="task")
