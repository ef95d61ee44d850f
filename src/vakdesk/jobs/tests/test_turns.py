"""The timetable: at most once per interval over all workers, once after an outage, and no round holds up another."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from vakdesk.jobs import turns
from vakdesk.jobs.models import Turn
from vakdesk.kit import clock
from vakdesk.kit.registry import Registry
from vakdesk.kit.timetable import Round

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A timetable of two hourly rounds, the first of which fails; what ran, in order."""
    calls: list[str] = []

    def broken() -> None:
        calls.append("broken")
        raise OSError("The printer is on fire")

    rounds: Registry[Round] = Registry("timetable round")
    rounds.add(Round("broken", HOUR, broken))
    rounds.add(Round("sound", HOUR, lambda: calls.append("sound")))
    monkeypatch.setattr(turns, "timetable", rounds)
    return calls


def test_a_round_runs_at_most_once_per_interval(ran: list[str]) -> None:
    start = clock.now()
    for minutes in (0, 30, 59, 61, 90):
        with clock.travel(start + timedelta(minutes=minutes)):
            turns.run_due_rounds()
    assert ran.count("sound") == 2


def test_a_round_runs_once_after_an_outage(ran: list[str]) -> None:
    start = clock.now()
    for moment in (start, start + 100 * HOUR, start + 100 * HOUR):
        with clock.travel(moment):
            turns.run_due_rounds()
    assert ran.count("sound") == 2


def test_of_two_workers_only_one_takes_a_turn(ran: list[str]) -> None:
    turns.run_due_rounds()
    hourly = Round("sound", HOUR, lambda: None)
    with clock.travel(clock.now() + HOUR):
        assert [turns._take(hourly), turns._take(hourly)] == [True, False]


def test_a_failing_round_is_seen_and_does_not_stop_the_others(ran: list[str]) -> None:
    turns.run_due_rounds()
    assert ran == ["broken", "sound"]
    assert dict(Turn.objects.values_list("name", "fault")) == {"broken": "OSError: The printer is on fire", "sound": ""}


def test_a_turn_taken_by_a_wrong_clock_does_not_stop_the_round(ran: list[str]) -> None:
    with clock.travel(clock.now() + 1000 * HOUR):
        turns.run_due_rounds()
    turns.run_due_rounds()
    assert ran.count("sound") == 2
