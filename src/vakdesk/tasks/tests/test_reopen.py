from vakdesk.tasks import actions
from vakdesk.tasks.tests.play import add, fresh, refused, verbs


def test_a_task_is_to_be_done_again(record, by_ada):
    task = add(record, by_ada, "Order toner")
    with refused(saying="still to be done"):
        actions.reopen(task, by=by_ada)
    actions.skip(task, by=by_ada, why="There is enough")
    actions.reopen(task, by=by_ada)
    found = fresh(task)
    assert found.is_open
    assert (found.why, found.ended_at, found.ended_by) == ("", None, None)
    assert verbs(record)[-1] == "task.reopened"
