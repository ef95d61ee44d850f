"""Followers see each entry once or more, in order per subject; one that fails holds up its own subject only."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from vakdesk.kit import clock
from vakdesk.logbook.act import act
from vakdesk.logbook.followers import BATCH, DELAYS, follow, run_followers
from vakdesk.logbook.models import Book, Cursor, Entry, Parked
from vakdesk.logbook.tests.conftest import NUDGED, POKE, POKED, POKER

Poke = Callable[..., Entry]


def run_all() -> None:
    while run_followers():
        pass


@pytest.fixture
def seen(db: None) -> list[int]:
    """What a follower of test.poked has seen, as numbers of times; 13 makes it fail until it is taken off the list."""
    seen: list[int] = []

    @follow("test.seen", POKED)
    def see(entry: Entry) -> None:
        if entry.facts["times"] in bad_luck:
            raise RuntimeError("bad luck")
        seen.append(entry.facts["times"])

    return seen


bad_luck: set[int] = set()


@pytest.fixture(autouse=True)
def luck_returns() -> Any:
    bad_luck.clear()
    yield
    bad_luck.clear()


def test_a_follower_sees_its_verbs_in_order_and_once(seen: list[int], poke: Poke) -> None:
    for times in (1, 2, 3):
        poke(times=times)
    run_all()
    run_all()
    assert seen == [1, 2, 3]


def test_a_follower_catches_up_over_more_than_one_batch(seen: list[int], ada: Any) -> None:
    with act(POKER, may=POKE) as log:
        for times in range(BATCH + 20):
            log.record(POKED, ada, sealed={"words": ""}, whom=ada.pk, times=times)
    run_all()
    assert seen == list(range(BATCH + 20))


def test_only_the_books_it_declares_are_read(seen: list[int], ada: Any) -> None:
    with act(POKER, may=POKE, book=Book.IMPORTED) as log:
        log.record(POKED, ada, sealed={"words": ""}, whom=ada.pk, times=1)
    run_all()
    assert seen == [] and not Cursor.objects.filter(follower="test.seen", book=Book.IMPORTED).exists()


def test_a_failing_entry_parks_its_subject_and_others_pass(seen: list[int], poke: Poke, bo: Any) -> None:
    bad_luck.add(13)
    poke(times=13)
    poke(times=14)
    with act(POKER, may=POKE, on=bo) as log:
        log.record(POKED, bo, sealed={"words": ""}, whom=bo.pk, times=15)
    run_all()
    assert seen == [15]
    assert list(Parked.objects.order_by("entry__position").values_list("attempts", "fault")) == [(1, "RuntimeError"), (0, "")]


def test_what_is_parked_is_tried_again_later_and_later_and_then_goes_on_in_order(seen: list[int], poke: Poke) -> None:
    bad_luck.add(13)
    poke(times=13)
    poke(times=14)
    run_all()
    now = clock.now()
    for attempt, delay in enumerate(DELAYS[:3], start=1):
        assert Parked.objects.first().attempts == attempt  # type: ignore[union-attr]
        now += delay + timedelta(seconds=1)
        with clock.travel(now):
            run_all()
    assert seen == []
    bad_luck.clear()
    with clock.travel(now + DELAYS[-1]):
        run_all()
    assert seen == [13, 14] and not Parked.objects.exists()


def test_a_follower_may_act_and_what_it_records_is_followed_too(poke: Poke, ada: Any) -> None:
    nudges: list[int] = []

    @follow("test.acts", POKED)
    def nudge(entry: Entry) -> None:
        with act(POKER, may=POKE, on=ada) as log:
            log.record(NUDGED, ada)

    @follow("test.hears", NUDGED)
    def hear(entry: Entry) -> None:
        nudges.append(entry.position)

    poke()
    run_all()
    assert nudges == [Entry.objects.get(verb=NUDGED.name).position]
