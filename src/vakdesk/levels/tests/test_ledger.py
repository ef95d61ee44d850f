"""The ledger says what counted on which day, and why the rest did not."""

from datetime import UTC, date, datetime

import pytest

from vakdesk.levels.clockwork import Effect, Mark, State, Terms, Verdict, read
from vakdesk.levels.ledger import CLOSING_DAY, NO_HOURS, lines
from vakdesk.levels.working_time import Calendar, Hours, Version

pytestmark = pytest.mark.once
OFFICE = (((30600, 61200),),) * 5 + ((), ())


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.fixture
def calendar() -> Calendar:
    hours = Hours("UTC", OFFICE, "NL", closed=frozenset([date(2026, 5, 26)]))
    return Calendar("Office", (Version(1, date(2020, 1, 1), 0, hours),))


def test_days_that_do_not_count_say_why(calendar: Calendar) -> None:
    began = at("2026-05-22T16:00")  # the Friday before Pentecost
    marks = [Mark(began, 1, Effect.START), Mark(began, 2, Effect.TERMS, Terms(4 * 3600, calendar))]
    said = read(marks, at("2026-05-27T09:30"))
    (line,) = lines(said)
    assert [day.why_not for day in line.days] == ["", NO_HOURS, "Eerste pinksterdag", "Tweede pinksterdag", CLOSING_DAY, ""]
    assert [day.counted for day in line.days] == [3600, 0, 0, 0, 0, 3600]
    assert (said.consumed, said.due, said.verdict) == (7200, at("2026-05-27T11:30"), Verdict.OPEN)


def test_a_raised_priority_keeps_what_was_consumed_and_is_due_at_once(calendar: Calendar) -> None:
    began, raised = at("2026-06-01T09:00"), at("2026-06-01T12:00")
    marks = [
        Mark(began, 1, Effect.START),
        Mark(began, 2, Effect.TERMS, Terms(8 * 3600, calendar)),
        Mark(raised, 3, Effect.TERMS, Terms(2 * 3600, calendar)),
    ]
    said = read(marks, at("2026-06-01T12:30"))
    assert (said.consumed, said.due) == (12_600, raised)
    lowered = read([*marks, Mark(at("2026-06-01T12:30"), 4, Effect.TERMS, Terms(8 * 3600, calendar))], at("2026-06-01T13:00"))
    assert (lowered.due, lowered.verdict) == (at("2026-06-01T17:00"), Verdict.OPEN)


def test_reopening_goes_on_with_the_time_that_was_consumed(calendar: Calendar) -> None:
    began, solved, back = at("2026-06-01T09:00"), at("2026-06-01T10:00"), at("2026-06-03T09:00")
    marks = [
        Mark(began, 1, Effect.START),
        Mark(began, 2, Effect.TERMS, Terms(4 * 3600, calendar)),
        Mark(solved, 3, Effect.STOP),
        Mark(back, 4, Effect.RESTART),
    ]
    said = read(marks, at("2026-06-03T09:30"))
    assert (said.consumed, said.due, said.state) == (5400, at("2026-06-03T12:00"), State.RUNNING)
