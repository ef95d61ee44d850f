"""What a process remembers holds until something was recorded that may have changed it, and never longer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from vakdesk.kit import clock
from vakdesk.logbook import remembering
from vakdesk.logbook.act import act
from vakdesk.logbook.models import Entry
from vakdesk.logbook.remembering import Memory, one_moment, remembered
from vakdesk.logbook.tests.conftest import POKE, POKED, POKER

Poke = Callable[..., Entry]


class Asked:
    """How often it was asked, which is what it answers."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


@pytest.fixture
def asked(poke: Poke) -> Asked:
    poke()
    return Asked()


def test_it_is_not_asked_twice(asked: Asked) -> None:
    memory = Memory(at_most=3)
    assert [memory.of("key", asked, of=["test"]) for _each in range(3)] == [1, 1, 1]


def test_it_is_asked_again_once_something_of_that_kind_was_recorded(asked: Asked, poke: Poke) -> None:
    memory = Memory(at_most=3)
    memory.of("key", asked, of=["test"])
    poke()
    assert memory.of("key", asked, of=["test"]) == 2


def test_what_is_recorded_of_other_things_changes_nothing_except_for_what_depends_on_everything(asked: Asked, poke: Poke) -> None:
    memory = Memory(at_most=3)
    memory.of("key", asked, of=["other"])
    memory.of("all", asked)
    poke()
    assert (memory.of("key", asked, of=["other"]), memory.of("all", asked)) == (1, 3)


def test_another_process_that_recorded_it_is_heard_at_the_next_moment(asked: Asked, poke: Poke) -> None:
    memory = Memory(at_most=3)
    with one_moment():
        memory.of("key", asked, of=["test"])
    known, remembering._known = remembering._known, remembering._Known()
    poke()  # as another process does, which reads for itself
    remembering._known = known
    with one_moment():
        assert memory.of("key", asked, of=["test"]) == 2


def test_within_one_moment_an_act_of_ones_own_is_heard_too(asked: Asked, poke: Poke) -> None:
    memory = Memory(at_most=3)
    with one_moment():
        memory.of("key", asked, of=["test"])
        poke()
        assert memory.of("key", asked, of=["test"]) == 2


def test_nothing_is_remembered_while_an_act_is_under_way(asked: Asked, ada: Any) -> None:
    memory = Memory(at_most=3)
    with act(POKER, may=POKE, on=ada) as log:
        assert (memory.of("key", asked, of=["test"]), memory.of("key", asked, of=["test"])) == (1, 2)
        log.record(POKED, ada, sealed={"words": "hey"}, whom=ada.pk, times=1)
    assert memory.of("key", asked, of=["test"]) == 3


def test_entries_that_were_taken_back_leave_nothing_behind(asked: Asked, poke: Poke) -> None:
    memory = Memory(at_most=3)
    before = transaction.savepoint()
    poke()
    memory.of("key", asked, of=["other"])
    transaction.savepoint_rollback(before)
    poke()  # the same position, with another entry
    assert memory.of("key", asked, of=["other"]) == 2


def test_a_process_that_is_far_behind_forgets_everything(asked: Asked, poke: Poke, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(at_most=3)
    memory.of("key", asked, of=["other"])
    monkeypatch.setattr(remembering, "MOST_AT_ONCE", 2)
    for _each in range(3):
        poke()
    assert memory.of("key", asked, of=["other"]) == 2


def test_what_time_changes_holds_for_so_many_seconds_from_when_it_was_asked(asked: Asked) -> None:
    memory, begun = Memory(at_most=3), clock.now().replace(second=8)
    answers = []
    for later in (0, 9, 10, 18, -1):
        with clock.travel(begun + timedelta(seconds=later)):
            answers.append(memory.of("key", asked, of=["test"], seconds=10))
    assert answers == [1, 1, 2, 2, 3]


def test_only_so_much_is_kept(asked: Asked) -> None:
    memory = Memory(at_most=2)
    for key in ("a", "b", "c"):
        memory.of(key, asked, of=["test"])
    assert (memory.of("c", asked, of=["test"]), memory.of("a", asked, of=["test"])) == (3, 4)


def test_a_function_remembers_by_its_arguments(poke: Poke) -> None:
    poke()
    told: list[int] = []

    @remembered("test")
    def doubled(number: int) -> int:
        told.append(number)
        return 2 * number

    assert [doubled(2), doubled(3), doubled(2)] == [4, 6, 4]
    assert told == [2, 3]
