from datetime import timedelta

import pytest

from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.tasks import actions
from vakdesk.tasks.models import Task
from vakdesk.tasks.tests.play import MONDAY, add, fresh, last, refused, titles

TOMORROW = MONDAY + timedelta(days=1)


def test_a_task_stands_at_the_end_of_the_list_with_whose_it_is_and_when_it_is_due(record, ada, by_dee):
    with clock.travel(MONDAY):
        add(record, by_dee, "Order toner")
        task = add(record, by_dee, " Put it\nin ", about="Black first", owner=ada, due_at=TOMORROW, estimate_minutes=30)
    assert titles(record) == ["Order toner", "Put it in"]
    found = fresh(task)
    assert (found.owner, found.team, found.due, found.estimate_minutes, found.about) == (ada, None, TOMORROW, 30, "Black first")
    assert last(record, "task.added").facts == {"task": task.pk, "owner": ada.pk, "team": None}


def test_what_cannot_be_worked_on_is_refused(record, other, ada, bo, systems, by_ada):
    elsewhere = add(other, by_ada, "Elsewhere")
    with refused("title"):
        add(record, by_ada, "  ")
    with refused("team", "not to both"):
        add(record, by_ada, "Order toner", owner=ada, team=systems)
    with refused("owner", "cannot work on this"):
        add(record, by_ada, "Order toner", owner=bo)
    with refused("after"):
        add(record, by_ada, "Order toner", after=elsewhere)
    assert not Task.objects.filter(record=record).exists()


def test_a_list_has_an_end(record, by_ada, monkeypatch):
    monkeypatch.setattr("vakdesk.tasks.actions.listing.MOST_TASKS", 1)
    add(record, by_ada, "Order toner")
    with refused(saying="too much"):
        add(record, by_ada, "Order paper")


def test_requesters_add_nothing(record, by_bo):
    with pytest.raises(NotAllowed):
        actions.add(record, by=by_bo, title="Hurry")


def test_hostile_words_stand_there_as_words(record, as_ada, by_ada):
    task = add(record, by_ada, "<script>alert(1)</script>\0{{ 7*7 }}", about="<img src=x onerror=alert(1)>")
    assert str(fresh(task)).startswith("<script>")
    page = as_ada.get("/tasks/?view=open").content.decode()
    assert "&lt;script&gt;" in page and "<script>alert" not in page
