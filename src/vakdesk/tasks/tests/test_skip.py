from vakdesk.tasks import actions
from vakdesk.tasks.kinds import State
from vakdesk.tasks.tests.play import add, fresh, last, refused


def test_a_task_is_skipped_for_a_reason(record, by_ada):
    task = add(record, by_ada, "Order toner")
    actions.skip(task, by=by_ada, why="There is\nenough")
    found = fresh(task)
    assert (found.state, found.why) == (State.SKIPPED, "There is enough")
    assert last(record, "task.skipped").sealed["why"] == "There is enough"


def test_without_a_reason_nothing_is_skipped(record, by_ada):
    task = add(record, by_ada, "Order toner")
    with refused("why"):
        actions.skip(task, by=by_ada, why="  ")
    actions.finish(task, by=by_ada)
    with refused(saying="over already"):
        actions.skip(task, by=by_ada, why="Too late")
