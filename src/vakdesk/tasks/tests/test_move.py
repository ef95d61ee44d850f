from vakdesk.tasks import actions
from vakdesk.tasks.tests.play import add, refused, titles, verbs


def test_tasks_change_places(record, by_ada):
    first, _second, third = (add(record, by_ada, title) for title in ("One", "Two", "Three"))
    actions.move(third, by=by_ada, up=True)
    assert titles(record) == ["One", "Three", "Two"]
    actions.move(first, by=by_ada, up=False)
    assert titles(record) == ["Three", "One", "Two"]
    assert verbs(record).count("task.moved") == 2


def test_beyond_the_ends_of_the_list_is_no_place(record, other, by_ada):
    add(other, by_ada, "Elsewhere")
    task = add(record, by_ada, "One")
    with refused(saying="at the top"):
        actions.move(task, by=by_ada, up=True)
    with refused(saying="at the end"):
        actions.move(task, by=by_ada, up=False)
