"""Sets of tasks, as leads and administrators arrange them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed, require
from vakdesk.kit.text import one_line, storable
from vakdesk.kit.translated import cleaned_names
from vakdesk.logbook.act import act
from vakdesk.people.models import Team
from vakdesk.tasks import permissions, verbs
from vakdesk.tasks.kinds import Occasion, TaskKind
from vakdesk.tasks.models import LONGEST_TITLE, TaskLine, TaskSet

MOST_LINES = 40


@dataclass(frozen=True)
class Line:
    """One task of a set, as somebody wants it: its words by language, and what goes with them."""

    titles: dict[str, str]
    kind: str = TaskKind.WORK
    team: Team | None = None
    for_worker: bool = False
    due_days: int | None = None
    estimate_minutes: int | None = None
    is_public: bool = False


def add_set(
    *, by: Actor, names: dict[str, str], lines: Sequence[Line], occasion: str, kind: str = "", category: str = "", in_order: bool = False
) -> TaskSet:
    """There is a set with these tasks. Refuses one without an English name or without tasks, and too many."""
    with act(by, may=permissions.ARRANGE) as log:
        if not by.reach(permissions.ARRANGE).house:
            raise NotAllowed(_("Only those who arrange things for the whole house may add to what everybody chooses from."))
        task_set = TaskSet(is_active=True)
        _fill(task_set, lines, names=names, occasion=occasion, kind=kind, category=category, in_order=in_order)
        log.record(verbs.SET_ADDED, task_set)
    return task_set


def edit_set(
    task_set: TaskSet,
    *,
    by: Actor,
    names: dict[str, str],
    lines: Sequence[Line],
    occasion: str,
    kind: str,
    category: str,
    in_order: bool,
    is_active: bool,
) -> None:
    """The set is as given; tasks that came by it stay as they are."""
    with act(by, may=permissions.ARRANGE, on=task_set) as log:
        task_set.is_active = is_active
        _fill(task_set, lines, names=names, occasion=occasion, kind=kind, category=category, in_order=in_order)
        log.record(verbs.SET_EDITED, task_set)


def _fill(task_set: TaskSet, lines: Sequence[Line], *, names: dict[str, str], occasion: str, **values: Any) -> None:
    require(occasion in Occasion.values, _("Say when its tasks come."), field="occasion")
    require(lines, _("A set needs at least one task."))
    require(len(lines) <= MOST_LINES, _("That is too much for one set."))
    task_set.names, task_set.occasion = cleaned_names(names), Occasion(occasion)
    for field, value in values.items():
        setattr(task_set, field, value)
    task_set.save()
    task_set.lines.all().delete()
    TaskLine.objects.bulk_create(_row(task_set, place, line) for place, line in enumerate(lines))


def _row(task_set: TaskSet, place: int, line: Line) -> TaskLine:
    titles = {language: one_line(storable(words), at_most=LONGEST_TITLE) for language, words in line.titles.items()}
    titles = {language: words for language, words in titles.items() if words}
    require(titles, _("Say in a few words what is to be done."))
    require(line.team is None or not line.for_worker, _("Give a task to a team or to whoever has the record, not to both."))
    return TaskLine(
        task_set=task_set,
        position=place,
        titles=titles,
        kind=TaskKind(line.kind),
        team=line.team,
        for_worker=line.for_worker,
        due_days=line.due_days,
        estimate_minutes=line.estimate_minutes,
        is_public=line.is_public,
    )
