"""The engine against the oracle, and what must hold of every clock."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vakdesk.levels.clockwork import Effect, State, Verdict, read
from vakdesk.levels.ledger import lines
from vakdesk.levels.tests.oracle import walk
from vakdesk.levels.tests.timelines import Timeline, timeline_of, timelines


def agrees_with_the_oracle(timeline: Timeline) -> None:
    said, true = read(timeline.marks, timeline.until), walk(timeline.story, timeline.until)
    assert said.state.value == true.state
    assert said.consumed == true.consumed
    assert (said.verdict is Verdict.BREACHED) == true.breached
    if true.due is not None:
        assert said.due == true.due
    else:
        assert said.due is None or said.due > timeline.until


@pytest.mark.once
@settings(max_examples=2_000)
@example(timeline_of(205360, minutes=400))  # a target that is used up already comes in the minute in which the lap ends
@given(timelines())
def test_a_clock_says_what_walking_minute_by_minute_says(timeline: Timeline) -> None:
    agrees_with_the_oracle(timeline)


@pytest.mark.once
@pytest.mark.slow
@settings(max_examples=100_000)
@given(timelines(minutes=1_500))
def test_a_clock_says_what_walking_says_on_a_hundred_thousand_timelines(timeline: Timeline) -> None:
    agrees_with_the_oracle(timeline)


@pytest.mark.once
@settings(max_examples=50)
@given(timelines(), st.randoms(use_true_random=False))
def test_the_order_in_which_marks_are_given_does_not_matter(timeline: Timeline, random) -> None:
    shuffled = list(timeline.marks)
    random.shuffle(shuffled)
    assert read(shuffled, timeline.until) == read(timeline.marks, timeline.until)


@pytest.mark.once
@settings(max_examples=100)
@given(timelines(), st.integers(0, 90_000), st.integers(0, 90_000), st.integers(0, 90_000))
def test_working_time_adds_up_to_the_second(timeline: Timeline, first: int, second: int, more: int) -> None:
    table = next(mark.terms for mark in timeline.marks if mark.terms).calendar.as_known(timeline.until)
    a = timeline.until - 100_000
    b, c = a + first, a + first + second
    assert table.between(a, b) + table.between(b, c) == table.between(a, c)
    there = table.after(a, first)
    if there is not None:
        assert table.between(a, there) == first
        assert first == 0 or table.between(a, there - 1) == first - 1
        assert table.after(a, first + more) == (table.after(there, more) if more else there)


@pytest.mark.once
@settings(max_examples=100)
@given(timelines(), st.integers(1, 100_000))
def test_time_never_runs_back_and_the_ledger_adds_up(timeline: Timeline, later: int) -> None:
    marks = [mark for mark in timeline.marks if mark.effect not in (Effect.REBASE, Effect.LAP)]
    now, then = read(marks, timeline.until), read(marks, timeline.until + later)
    assert then.consumed >= now.consumed
    assert then.due == now.due
    told = lines(then)
    assert (told[-1].total if told else 0) == then.consumed
    for line in told:
        if line.segment.state is State.RUNNING:
            assert sum(day.counted for day in line.days) == line.segment.counted


@pytest.mark.once
@settings(max_examples=50)
@given(timelines())
def test_a_longer_target_is_never_due_earlier(timeline: Timeline) -> None:
    agreed = next(mark for mark in timeline.marks if mark.terms)
    marks = [mark for mark in timeline.marks if mark.effect not in (Effect.TERMS, Effect.LAP)]
    dues = []
    for target in (600, 3600, 36_000):
        one = read([*marks, _with_target(agreed, target)], timeline.until)
        dues.append(one.due if one.due is not None else 2**62)
    assert dues == sorted(dues)


def _with_target(mark, target):
    return replace(mark, at=0, terms=replace(mark.terms, target=target))
