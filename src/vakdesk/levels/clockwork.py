"""What does a clock say? A pure function of marks (what happened, when) and of the terms (target, calendar) they set.

The order in which marks come does not matter: they are read by moment, then by place in the logbook.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from vakdesk.levels.working_time import Calendar, Timetable


class Effect(StrEnum):
    """What a mark does to a clock. One that does not fit the state (resuming what runs) does nothing."""

    START = "start"
    HOLD = "hold"
    RESUME = "resume"
    STOP = "stop"
    RESTART = "restart"  # after a stop: goes on with the time it had consumed
    LAP = "lap"  # begins anew from nothing, for targets that return ("next update")
    TERMS = "terms"  # another target or calendar from now on; consumed time is kept
    REBASE = "rebase"  # recounts with every calendar version that is known by now


class State(StrEnum):
    IDLE = "idle"
    RUNNING = "running"
    HELD = "held"
    STOPPED = "stopped"


class Verdict(StrEnum):
    """Exactly one per target: `OPEN` runs still and is in time, `NONE` has no target agreed."""

    KEPT = "kept"
    BREACHED = "breached"
    OPEN = "open"
    NONE = "none"


@dataclass(frozen=True)
class Terms:
    """How many working seconds (None: no target) of which calendar; `version` names the agreement's version."""

    target: int | None
    calendar: Calendar
    version: int = 0


@dataclass(frozen=True)
class Mark:
    """Something that happened at `at`. `place` orders what happened in the same second; `entry` is the logbook's key."""

    at: int
    place: int
    effect: Effect
    terms: Terms | None = None
    entry: int = 0


@dataclass(frozen=True)
class Segment:
    """A time in which nothing changed: what began it, what state the clock was in, under which terms, and what counted."""

    start: int
    end: int
    state: State
    terms: Terms
    timetable: Timetable
    counted: int
    lap: int
    entry: int


@dataclass(frozen=True)
class Reading:
    """What a clock says at a moment. `consumed`, `target` and `due` are of the present lap; `late_laps` of those before.

    `due` is the moment by which the target is used up, None while the clock is held in time, or nothing is agreed.
    """

    state: State
    consumed: int = 0
    target: int | None = None
    due: int | None = None
    started: int | None = None
    stopped: int | None = None
    terms: Terms | None = None
    timetable: Timetable | None = None
    segments: tuple[Segment, ...] = ()
    lap: int = 0
    late_laps: tuple[int, ...] = ()
    at: int = 0

    @property
    def verdict(self) -> Verdict:
        if self.late_laps or self.breached_at is not None:
            return Verdict.BREACHED
        if self.target is None:
            return Verdict.NONE
        return Verdict.KEPT if self.state is State.STOPPED else Verdict.OPEN

    @property
    def breached_at(self) -> int | None:
        """The moment after which the present lap was late, if it is."""
        ended = self.stopped if self.state is State.STOPPED else self.at
        return self.due if self.due is not None and ended is not None and ended > self.due else None

    @property
    def left(self) -> int | None:
        """Working seconds until the target is used up; negative when it is exceeded."""
        return None if self.target is None else self.target - self.consumed

    def reaches(self, percent: int) -> int | None:
        """The moment by which so much of the target is or will be consumed; None while it is held, stopped or open-ended."""
        if self.target is None:
            return None
        return _crossing(self, self.target * percent // 100)


@dataclass
class _Clock:
    state: State = State.IDLE
    terms: Terms | None = None
    waiting_terms: Terms | None = None
    terms_at: int = 0
    known_at: int = 0
    since: int = 0
    entry: int = 0
    lap: int = 0
    started: int | None = None
    stopped: int | None = None
    segments: list[Segment] = field(default_factory=list)
    late_laps: list[int] = field(default_factory=list)

    def cut(self, at: int, entry: int) -> None:
        """Ends the present segment at `at`."""
        if self.state in (State.RUNNING, State.HELD) and self.terms is not None:
            timetable = self.terms.calendar.as_known(self.known_at)
            counted = timetable.between(self.since, at) if self.state is State.RUNNING else 0
            self.segments.append(Segment(self.since, at, self.state, self.terms, timetable, counted, self.lap, self.entry))
        self.since, self.entry = at, entry

    def take(self, mark: Mark) -> None:
        after = _AFTER.get((mark.effect, self.state))
        if mark.effect is Effect.TERMS:
            self._agree(mark)
        elif mark.effect is Effect.LAP and self.state in (State.RUNNING, State.HELD):
            self._lap(mark)
        elif after is not None:
            self.cut(mark.at, mark.entry)
            self._enter(after, mark.at)

    def _enter(self, state: State, at: int) -> None:
        if self.started is None:
            self.started = at
        if self.state is State.STOPPED and self.waiting_terms is not None:
            self._set(self.waiting_terms, at)
        self.state, self.stopped = state, at if state is State.STOPPED else None

    def _agree(self, mark: Mark) -> None:
        if self.state is State.STOPPED:
            self.waiting_terms = mark.terms
            return
        self.cut(mark.at, self.entry if mark.at == self.since else mark.entry)
        assert mark.terms is not None
        self._set(mark.terms, mark.at)

    def _set(self, terms: Terms, at: int) -> None:
        if self.terms is None or self.terms.target != terms.target:
            self.terms_at = at
        self.terms, self.waiting_terms = terms, None

    def _lap(self, mark: Mark) -> None:
        self.cut(mark.at, mark.entry)
        if (due := self.reading(mark.at).breached_at) is not None:
            self.late_laps.append(due)
        self.lap += 1
        self.terms_at = mark.at

    def reading(self, at: int) -> Reading:
        own = tuple(segment for segment in self.segments if segment.lap == self.lap)
        known = Reading(
            state=self.state,
            consumed=sum(segment.counted for segment in own),
            target=self.terms.target if self.terms else None,
            started=self.started,
            stopped=self.stopped,
            terms=self.terms,
            timetable=self.terms.calendar.as_known(self.known_at) if self.terms else None,
            segments=own,
            lap=self.lap,
            late_laps=tuple(self.late_laps),
            at=at,
        )
        if known.target is None or self.started is None:
            return known
        crossing = _crossing(known, known.target)
        return replace(known, due=None if crossing is None else max(crossing, self.terms_at))


_AFTER: dict[tuple[Effect, State], State] = {
    (Effect.START, State.IDLE): State.RUNNING,
    (Effect.HOLD, State.RUNNING): State.HELD,
    (Effect.RESUME, State.HELD): State.RUNNING,
    (Effect.STOP, State.RUNNING): State.STOPPED,
    (Effect.STOP, State.HELD): State.STOPPED,
    (Effect.RESTART, State.STOPPED): State.RUNNING,
}


def read(marks: Iterable[Mark], at: int) -> Reading:
    """What the clock says at `at`. Marks after it are not read yet. Without a start, or without terms, it is idle."""
    past = sorted((mark for mark in marks if mark.at <= at), key=lambda mark: (mark.at, mark.place))
    clock = _Clock()
    started = next((mark.at for mark in past if mark.effect is Effect.START), at)
    clock.known_at = max([started, *(mark.at for mark in past if mark.effect is Effect.REBASE)])
    for mark in past:
        clock.take(mark)
    clock.cut(at, clock.entry)
    said = clock.reading(at)
    return replace(said, segments=tuple(clock.segments))


def _crossing(reading: Reading, seconds: int) -> int | None:
    """The moment by which the lap consumed `seconds`: in the past, or to come if it goes on running."""
    own = [segment for segment in reading.segments if segment.lap == reading.lap]
    consumed, last = 0, own[-1] if own else None
    for segment in own:
        if segment.state is not State.RUNNING:
            continue
        goes_on = segment is last and reading.state is State.RUNNING
        if goes_on or consumed + segment.counted >= seconds:
            return segment.timetable.after(segment.start, seconds - consumed)
        consumed += segment.counted
    return None
