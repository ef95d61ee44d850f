"""What the log of another desk tells of its work: paths, moves between teams, waiting, reopening. Read from entries alone."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from statistics import median

from vakdesk.history.models import Run
from vakdesk.history.verbs import STEP
from vakdesk.logbook.models import Book, Entry
from vakdesk.people.models import Line
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import Ticket

MANY_MOVES = 3


@dataclass(frozen=True, slots=True)
class Step:
    """An entry, as far as figures need it."""

    at: datetime
    activity: str
    state: str
    waiting_for: str
    team: int | None
    line: str


@dataclass
class Waiting:
    """How long, how often and in how many tickets it was somebody's turn whom the desk waited for."""

    time: timedelta = timedelta(0)
    times: int = 0
    tickets: int = 0


@dataclass
class Figures:
    """`pairs` counts, for two teams in either order, how often a ticket came straight back. `spans` are days from first to last
    step, by how often the ticket moved between teams."""

    tickets: int = 0
    entries: int = 0
    paths: set[tuple[str, ...]] = field(default_factory=set)
    ping_pong: int = 0
    pairs: Counter[frozenset[int]] = field(default_factory=Counter)
    ended: int = 0
    reopened: int = 0
    waiting: dict[str, Waiting] = field(default_factory=lambda: defaultdict(Waiting))
    lines: Counter[str] = field(default_factory=Counter)
    spans: list[tuple[int, float]] = field(default_factory=list)

    @property
    def never_ended(self) -> int:
        return self.tickets - self.ended

    def days(self, *, moved: bool) -> float | None:
        """The median days from first to last step of tickets that moved at least three times, or never; None where there are none."""
        fitting = [days for moves, days in self.spans if (moves >= MANY_MOVES if moved else moves == 0)]
        return median(fitting) if fitting else None


def ended_here(step: Step) -> bool:
    return step.state in (State.RESOLVED, State.CLOSED)


def figures(run: Run, *, ended: Callable[[Step], bool] = ended_here) -> Figures:
    """The figures of what one run brought in. `ended` says which steps end a ticket."""
    found = Figures()
    for steps in _cases(run):
        found.tickets += 1
        found.entries += len(steps)
        found.paths.add(tuple(step.activity for step in steps))
        teams = [team for team, _group in groupby(step.team for step in steps if step.team is not None)]
        back = [frozenset((one, two)) for one, two, three in zip(teams, teams[1:], teams[2:], strict=False) if one == three]
        found.ping_pong += bool(back)
        found.pairs.update(back)
        ends = [ended(step) for step in steps]
        found.ended += any(ends)
        found.reopened += any(before and not after for before, after in pairwise(ends))
        found.lines[max((step.line for step in steps), default="") or Line.FIRST] += 1
        found.spans.append((max(len(teams) - 1, 0), (steps[-1].at - steps[0].at) / timedelta(days=1)))
        _wait(found, steps)
    return found


def _wait(found: Figures, steps: list[Step]) -> None:
    for step, following in pairwise(steps):
        if step.waiting_for:
            found.waiting[step.waiting_for].time += following.at - step.at
    for whom, times in Counter(step.waiting_for for step in steps if step.waiting_for).items():
        found.waiting[whom].times += times
        found.waiting[whom].tickets += 1


def _cases(run: Run) -> Iterator[list[Step]]:
    """The steps of each ticket, in the order in which they happened."""
    of_tickets = {"subject_type": Ticket._meta.label_lower, "subject_id__in": run.cases.values("record")}
    entries = Entry.objects.filter(book=Book.IMPORTED, verb=STEP.name, **of_tickets).order_by("subject_id", "position")
    rows = entries.values_list("subject_id", "happened_at", "facts").iterator(chunk_size=2000)
    for _pk, group in groupby(rows, key=lambda row: row[0]):
        yield [Step(at, *(facts[key] for key in ("activity", "state", "waiting_for", "team", "line"))) for _subject, at, facts in group]
