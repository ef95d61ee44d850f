from vakdesk.tasks import actions
from vakdesk.tasks.tests.play import MONDAY, add, fresh, last, refused, verbs


def test_a_task_is_changed_and_the_entry_says_in_what(record, by_ada):
    task = add(record, by_ada, "Order toner")
    actions.edit(task, by=by_ada, title="Order black toner", due_at=MONDAY, estimate_minutes=20, is_public=True)
    found = fresh(task)
    assert (str(found), found.due, found.estimate_minutes, found.is_public) == ("Order black toner", MONDAY, 20, True)
    assert last(record, "task.edited").facts == {"task": task.pk, "fields": "titles, due_at, estimate_minutes, is_public"}


def test_nothing_is_recorded_when_nothing_differs(record, by_ada):
    task = add(record, by_ada, "Order toner")
    actions.edit(task, by=by_ada, title="Order toner ")
    assert "task.edited" not in verbs(record)


def test_words_in_other_languages_stay_when_the_words_do(record, by_ada):
    task = add(record, by_ada, "Order toner")
    task.titles = {"en": "Order toner", "nl": "Toner bestellen"}
    task.save()
    actions.edit(task, by=by_ada, title="Order toner", estimate_minutes=5)
    assert fresh(task).titles["nl"] == "Toner bestellen"
    actions.edit(task, by=by_ada, title="Order paper", estimate_minutes=5)
    assert fresh(task).titles == {"en": "Order paper"}


def test_tasks_do_not_wait_for_each_other_in_a_circle(record, other, by_ada):
    first = add(record, by_ada, "First")
    second = add(record, by_ada, "Second", after=first)
    third = add(record, by_ada, "Third", after=second)
    with refused("after", "wait for each other"):
        actions.edit(first, by=by_ada, title="First", after=third)
    with refused("after", "wait for each other"):
        actions.edit(first, by=by_ada, title="First", after=first)
    with refused("after", "no such task"):
        actions.edit(first, by=by_ada, title="First", after=add(other, by_ada, "Elsewhere"))
    assert fresh(first).after is None
