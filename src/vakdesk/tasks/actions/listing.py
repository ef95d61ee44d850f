"""The list of tasks on a record: added, changed, given to somebody, put in order, done, skipped, opened again, called back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor, machine
from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import Sentence, require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import Act, act
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person, Team
from vakdesk.records.actions import pass_gate
from vakdesk.records.models import Record
from vakdesk.tasks import permissions, verbs
from vakdesk.tasks.actions.timing import stop_on_task
from vakdesk.tasks.bearers import bearers
from vakdesk.tasks.kinds import Outcome, State, TaskKind
from vakdesk.tasks.models import LONGEST_TITLE, NEVER, Task

#: Who adds and skips tasks where nobody does so by hand.
CHECKLISTS = machine("checklists", "Checklists")
MOST_TASKS = 200
#: What a room demands before one of its tasks counts as done: (task, by whom). It may refuse.
Guard = Callable[[Task, Actor], None]
_guards: list[Guard] = []


def before_finishing(guard: Guard) -> Guard:
    """The decorated function is asked in the act by which any task is done."""
    _guards.append(guard)
    return guard


def add(
    record: Record,
    *,
    by: Actor,
    title: str,
    about: str = "",
    owner: Person | None = None,
    team: Team | None = None,
    due_at: datetime | None = None,
    estimate_minutes: int | None = None,
    is_public: bool = False,
    after: Task | None = None,
) -> Task:
    """There is one task more at the end of the list. Refuses an empty title, two owners, an owner who cannot work on it, and
    more than MOST_TASKS; a public one is refused where the room of the record lets nothing go to the requester."""
    with act(by, may=permissions.ADD, on=record) as log:
        _check_owner(record, owner, team)
        task = make(
            record,
            log,
            titles=_titles(title),
            about=storable(about).strip(),
            owner=owner,
            team=team,
            due_at=due_at or NEVER,
            estimate_minutes=estimate_minutes,
            is_public=is_public,
            after=_before(record, after),
        )
        if is_public:
            pass_gate(record, by, None)
        log.record(verbs.ADDED, record, task=task.pk, owner=owner and owner.pk, team=team and team.pk)
    return task


def make(record: Record, log: Act, **values: Any) -> Task:
    """A task at the end of the list, within the act at hand. Whoever calls this records why."""
    tasks = Task.objects.filter(record=record)
    require(tasks.count() < MOST_TASKS, _("That is too much for one list. Finish some tasks first, or make another record."))
    last = tasks.aggregate(last=Max("position"))["last"]
    return Task.objects.create(record=record, position=(last or 0) + 1, made_at=log.happened_at, **values)


def edit(
    task: Task,
    *,
    by: Actor,
    title: str,
    about: str = "",
    due_at: datetime | None = None,
    estimate_minutes: int | None = None,
    is_public: bool = False,
    after: Task | None = None,
) -> None:
    """The task is as given; nothing is recorded when nothing differs. Refuses an order in which tasks wait for each other."""
    with _on(task, by, permissions.EDIT) as log:
        wanted: dict[str, Any] = {
            "titles": task.titles if title.strip() == str(task) else _titles(title),
            "about": storable(about).strip(),
            "due_at": due_at or NEVER,
            "estimate_minutes": estimate_minutes,
            "is_public": is_public,
            "after_id": (found := _before(task.record, after, task)) and found.pk,
        }
        changed = [name for name, value in wanted.items() if getattr(task, name) != value]
        if not changed:
            return
        if is_public and {"titles", "is_public"} & set(changed):
            pass_gate(task.record, by, None)
        _save(task, **{name: wanted[name] for name in changed})
        log.record(verbs.EDITED, task.record, task=task.pk, fields=", ".join(changed))


def assign(task: Task, *, by: Actor, owner: Person | None = None, team: Team | None = None) -> None:
    """The task is that person's, or that team's, or with neither nobody's. Refuses both, and whoever cannot work on it."""
    with _on(task, by, permissions.EDIT) as log:
        _require_open(task)
        _check_owner(task.record, owner, team)
        _save(task, owner=owner, team=team)
        log.record(verbs.ASSIGNED, task.record, task=task.pk, owner=owner and owner.pk, team=team and team.pk)


def move(task: Task, *, by: Actor, up: bool) -> None:
    """The task changes places with the one above or below it. Refuses at the end of the list."""
    with _on(task, by, permissions.EDIT) as log:
        others = Task.objects.filter(record=task.record_id)
        beside = others.filter(position__lt=task.position).order_by("-position") if up else others.filter(position__gt=task.position)
        other = beside.order_by("-position" if up else "position").first()
        require(other, _("It is at the top already.") if up else _("It is at the end already."))
        assert other is not None
        here, there = task.position, other.position
        _save(other, position=here)
        _save(task, position=there)
        log.record(verbs.MOVED, task.record, task=task.pk)


def finish(task: Task, *, by: Actor) -> None:
    """The task is done, and one's own timer on it stands still. Refuses one that is over, that waits for another, or that is a call."""
    with _on(task, by, permissions.FINISH) as log:
        _require_open(task)
        require(task.kind != TaskKind.CALL_BACK, _("Say how the call went."))
        require(task.waits_for is None, _("First: %(task)s.") % {"task": task.waits_for})
        for guard in _guards:
            guard(task, by)
        _end(task, log, State.DONE)
        log.record(verbs.FINISHED, task.record, task=task.pk)


def skip(task: Task, *, by: Actor, why: str) -> None:
    """The task is not done, for a reason; what waits for it may go on. Refuses without a reason, and one that is over."""
    with _on(task, by, permissions.FINISH) as log:
        _require_open(task)
        why = one_line(storable(why), at_most=500)
        require(why, _("Say why it is skipped."), field="why")
        _end(task, log, State.SKIPPED, why=why)
        log.record(verbs.SKIPPED, task.record, sealed={"why": why}, task=task.pk)


def skip_all(tasks: "QuerySet[Task]", *, why: Sentence) -> None:
    """Every one of these that is open is skipped by the desk itself, because of what happened to its record."""
    for task in tasks.open().select_related("record"):  # type: ignore[attr-defined]
        skip(task, by=CHECKLISTS, why=str(why))


def reopen(task: Task, *, by: Actor) -> None:
    """The task is to be done again. Refuses one that is open."""
    with _on(task, by, permissions.FINISH) as log:
        require(not task.is_open, _("This is still to be done."))
        _save(task, state=State.OPEN, outcome="", why="", ended_at=None, ended_by_id=None)
        log.record(verbs.REOPENED, task.record, task=task.pk)


def call_back(task: Task, *, by: Actor, outcome: str, text: str = "", again_at: datetime | None = None) -> None:
    """How the requester is, as they said on the phone. Whom nobody reached is called again then, if a moment is given.

    When it is not well the record is opened again with `text`, which the requester gets. Refuses an unknown outcome, that without
    a text, a moment that has passed, and a task that is no call or is over.
    """
    require(outcome in Outcome.values, _("Say how the call went."), field="outcome")
    with act(by, may=permissions.CALL_BACK):
        if outcome == Outcome.REOPENED:  # before the task is locked: rooms lock their own row first, then the record
            require(text.strip(), _("Say what is the matter now."), field="text")
            bearers[task.record.type].reopen(task.record, by, text)
        with _on(task, by, permissions.CALL_BACK) as log:
            _require_open(task)
            require(task.kind == TaskKind.CALL_BACK, _("This is no call."))
            again = again_at if outcome == Outcome.NOT_REACHED else None
            require(again is None or again > log.at, _("That moment has passed."), field="again_at")
            if again is not None:
                _save(task, due_at=again)
            else:
                _end(task, log, State.DONE, outcome=outcome)
            log.record(verbs.CALLED_BACK, task.record, task=task.pk, outcome=outcome, again=again and again.isoformat())


@contextmanager
def _on(task: Task, by: Actor, may: Permission) -> Iterator[Act]:
    """An act on the task, locked and fresh: by who may do so on its record, else by who is in the team that has it."""
    place = task.record if by.may(may, task.record) else task
    with act(by, may=may, on=place) as log:
        task.refresh_from_db(from_queryset=Task._base_manager.select_for_update(no_key=True))
        yield log


def _end(task: Task, log: Act, state: State, **values: Any) -> None:
    stop_on_task(task, log)
    _save(task, state=state, ended_at=log.happened_at, ended_by_id=log.actor.person_id, **values)


def _save(task: Task, **values: Any) -> None:
    for field, value in values.items():
        setattr(task, field, value)
    task.save(update_fields=[name.removesuffix("_id") for name in values])


def _titles(title: str) -> dict[str, str]:
    words = one_line(storable(title), at_most=LONGEST_TITLE)
    require(words, _("Say in a few words what is to be done."), field="title")
    return {(get_language() or "en").split("-")[0]: words}


def _check_owner(record: Record, owner: Person | None, team: Team | None) -> None:
    require(owner is None or team is None, _("Give it to a person or to a team, not to both."), field="team")
    require(team is None or team.is_active, _("That team no longer works here."), field="team")
    if owner is not None:
        able = owner.is_active and actor_for(owner).may(permissions.FINISH, record)
        require(able, _("%(person)s cannot work on this.") % {"person": owner.name}, field="owner")


def _before(record: Record, after: Task | None, task: Task | None = None) -> Task | None:
    """The task that comes first. Refuses one of another record, and a circle."""
    require(after is None or after.record_id == record.pk, _("There is no such task on this list."), field="after")
    earlier = after
    while earlier is not None and task is not None:
        require(earlier.pk != task.pk, _("Then these tasks would wait for each other."), field="after")
        earlier = earlier.after
    return after


def _require_open(task: Task) -> None:
    require(task.is_open, _("This is over already: %(state)s.") % {"state": task.get_state_display()})
