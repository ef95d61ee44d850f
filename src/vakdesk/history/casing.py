"""Rows of a file, understood by a map, as cases: what a ticket was, and what happened to it in order of time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from re import sub

from django.utils.translation import gettext as _

from vakdesk.history.kinds import KEPT, MEANINGS, Rows
from vakdesk.history.mapping import Map
from vakdesk.history.reading.cases import LONGEST_VALUE, MOST_STEPS, Row, Skipped, clean, moment
from vakdesk.kit.text import canonical, storable
from vakdesk.records.models import LONGEST_MESSAGE, LONGEST_TITLE
from vakdesk.tickets.kinds import State

LONGEST_NUMBER = 80


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened; `state` and `waiting_for` say how the ticket stood after it."""

    at: datetime
    activity: str
    state: str
    waiting_for: str
    team: str
    who: str


@dataclass
class Case:
    """A ticket of another system. Its first step comes first; `line` is where the file first speaks of it."""

    number: str
    line: int
    first: dict[str, str]
    steps: list[Step] = field(default_factory=list)
    withdrawn: bool = False

    def digest(self) -> str:
        """Equal for equal steps, so that what is known can be told from what has grown since."""
        told = [[step.at.isoformat(), step.activity, step.team, step.who] for step in self.steps]
        return sha256(canonical(told).encode()).hexdigest()


def cases(rows: Iterable[Row | Skipped], by_map: Map, *, together: bool) -> Iterator[Case | Skipped]:
    """The cases, each whole. With `together` the rows of a case follow each other, and one case at a time is kept in memory."""
    if by_map.rows == Rows.TICKETS:
        for row in rows:
            yield row if isinstance(row, Skipped) else _from_one_row(row, by_map)
        return
    heaps: dict[str, list[tuple[int, Step, dict[str, str]]]] = defaultdict(list)
    for row in rows:
        if isinstance(row, Skipped):
            yield row
            continue
        if together and heaps and row.case not in heaps:
            yield from _finished(heaps, by_map)
            heaps.clear()
        step = _step(row, by_map)
        heap = heaps[row.case]
        if isinstance(step, Skipped):
            yield step
        elif len(heap) >= MOST_STEPS:
            yield Skipped(row.line, _("The ticket has more rows than a ticket can have."))
        else:
            heap.append((row.line, step, {} if heap else row.values))
    yield from _finished(heaps, by_map)


def _finished(heaps: dict[str, list[tuple[int, Step, dict[str, str]]]], by_map: Map) -> Iterator[Case]:
    for number, heap in heaps.items():
        if heap:
            line, _first, values = heap[0]
            steps = [step for _line, step, _values in heap]
            yield _standing(Case(number_of(number), line, values, sorted(steps, key=lambda step: step.at)), by_map)


def _step(row: Row, by_map: Map) -> Step | Skipped:
    said = row.values.get(by_map.at, "")
    at = moment(said, zone=by_map.tzinfo, pattern=by_map.pattern)
    if at is None:
        return Skipped(row.line, _no_moment(by_map.at, said))
    activity = clean(by_map.joined(by_map.activity, row.values))
    if not activity:
        return Skipped(row.line, _("The row does not say what happened: %(columns)s is empty.") % {"columns": ", ".join(by_map.activity)})
    team, who = (clean(row.values.get(column, ""), at_most=80) if column else "" for column in (by_map.team, by_map.who))
    return Step(at, activity, "", "", team, who)


def _standing(case: Case, by_map: Map) -> Case:
    """The case with each step knowing how the ticket stood after it."""
    state, waiting_for = State.NEW.value, ""
    stood = []
    for step in case.steps:
        meaning = by_map.state(step.activity)
        if meaning != KEPT:
            state, waiting_for = MEANINGS[meaning]
            case.withdrawn = meaning == "withdrawn"
        stood.append(Step(step.at, step.activity, str(state), str(waiting_for), step.team, step.who))
    case.steps = stood
    return case


def _from_one_row(row: Row, by_map: Map) -> Case | Skipped:
    """A ticket that is one row: it was opened, perhaps resolved, perhaps closed; else it stands as its state says."""
    found: list[tuple[datetime, str, str]] = []
    for column, meaning in ((by_map.opened, "new"), (by_map.resolved, "resolved"), (by_map.closed, "closed")):
        said = row.values.get(column, "").strip() if column else ""
        if not said:
            continue
        at = moment(said, zone=by_map.tzinfo, pattern=by_map.pattern)
        if at is None:
            return Skipped(row.line, _no_moment(column, said))
        found.append((at, column, meaning))
    if not found or found[0][2] != "new":
        return Skipped(row.line, _no_moment(by_map.opened, ""))
    stands = clean(by_map.joined(by_map.activity, row.values))
    if stands and found[-1][2] == "new" and (meaning := by_map.state(stands)) not in (KEPT, "new"):
        found.append((found[0][0], stands, meaning))
    team, who = (clean(row.values.get(column, ""), at_most=80) if column else "" for column in (by_map.team, by_map.who))
    steps = [Step(at, told, str(MEANINGS[meaning][0]), str(MEANINGS[meaning][1]), team, who) for at, told, meaning in found]
    withdrawn = found[-1][2] == "withdrawn"
    return Case(number_of(row.case), row.line, row.values, sorted(steps, key=lambda step: step.at), withdrawn)


def _no_moment(column: str, said: str) -> str:
    """Not what stands there: the sentence is kept, and a column that was mistaken for another may hold a name."""
    if not said.strip():
        return _("%(column)s is empty, where a moment should stand.") % {"column": column}
    shape = sub(r"\d", "9", sub(r"[^\W\d_]+", "a", clean(said, at_most=40)))
    return _("%(column)s holds no moment; what stands there looks like %(shape)s.") % {"column": column, "shape": shape}


def number_of(said: str) -> str:
    """The number as it is kept. Of one that is too long, the end says which it was: two that differ only there are two."""
    number = clean(said, at_most=LONGEST_VALUE)
    if len(number) <= LONGEST_NUMBER:
        return number
    return f"{number[: LONGEST_NUMBER - 17]} {sha256(number.encode()).hexdigest()[:16]}"


def title_of(case: Case, by_map: Map) -> str:
    words = by_map.joined(by_map.title, case.first)
    return clean(words or f"{by_map.system} {case.number}", at_most=LONGEST_TITLE)


def text_of(case: Case, column: str) -> str:
    return storable(case.first.get(column, "")).strip()[:LONGEST_MESSAGE] if column else ""
