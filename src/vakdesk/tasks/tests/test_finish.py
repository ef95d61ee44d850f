import pytest

from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.tasks import actions
from vakdesk.tasks.kinds import State
from vakdesk.tasks.tests.play import MONDAY, add, fresh, last, refused


def test_it_is_known_by_whom_and_when_a_task_was_done(record, ada, by_ada):
    task = add(record, by_ada, "Order toner")
    with clock.travel(MONDAY):
        actions.finish(task, by=by_ada)
    found = fresh(task)
    assert (found.state, found.ended_by, found.ended_at) == (State.DONE, ada, MONDAY)
    assert last(record, "task.finished").facts == {"task": task.pk}


def test_what_is_over_is_not_done_twice(record, by_ada):
    task = add(record, by_ada, "Order toner")
    actions.finish(task, by=by_ada)
    with refused(saying="over already: Done"):
        actions.finish(task, by=by_ada)


def test_a_task_waits_for_the_one_before_it(record, by_ada):
    first = add(record, by_ada, "Order toner")
    second = add(record, by_ada, "Put it in", after=first)
    with refused(saying="First: Order toner"):
        actions.finish(second, by=by_ada)
    actions.skip(first, by=by_ada, why="It was there")
    actions.finish(fresh(second), by=by_ada)
    assert fresh(second).state == State.DONE


def test_whoever_asks_does_not_finish_the_work(record, by_ada, by_bo):
    task = add(record, by_ada, "Order toner")
    with pytest.raises(NotAllowed):
        actions.finish(task, by=by_bo)


def test_finishing_stops_ones_own_timer_on_it_and_nobody_elses(record, ada, dee, by_ada, by_dee):
    task = add(record, by_ada, "Order toner")
    actions.start(record, by=by_ada, task=task)
    actions.start(record, by=by_dee, task=task)
    actions.finish(task, by=by_ada)
    assert not ada.spent.running().exists()
    assert dee.spent.running().exists()
