from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.act import act
from vakdesk.logbook.models import Entry
from vakdesk.people.tests.cast import INSTALLER
from vakdesk.tasks import actions
from vakdesk.tasks.actions.arranging import Line
from vakdesk.tasks.kinds import Occasion
from vakdesk.tasks.models import Task, TaskSet
from vakdesk.tasks.permissions import ADD
from vakdesk.tasks.tests import play
from vakdesk.tasks.tests.play import MONDAY, last, lines, refused, titles


def make(*words: str, occasion: str = Occasion.BEGUN, of_lines: dict | None = None, **more) -> TaskSet:
    return actions.add_set(by=INSTALLER, names={"en": "New colleague"}, occasion=occasion, lines=lines(*words, **(of_lines or {})), **more)


def fitting(record, by, occasion=Occasion.BEGUN) -> list[str]:
    with act(by, may=ADD, on=record):
        return [str(task) for task in actions.apply_fitting(record, occasion)]


def test_a_set_that_somebody_chooses_adds_all_its_tasks_in_one_entry(record, by_ada, ada):
    chosen = make("Account", "Laptop", occasion=Occasion.BY_HAND)
    tasks = actions.apply(record, by=by_ada, task_set=chosen)
    assert titles(record) == ["Account", "Laptop"]
    entry = last(record, "task.set_applied")
    assert entry.facts == {"task_set": chosen.pk, "tasks": [task.pk for task in tasks], "count": 2}
    assert entry.actor_id == ada.pk


def test_what_fits_comes_by_itself_and_once(record, by_ada):
    make("Always")
    make("For faults", kind="fault")
    make("For wishes", kind="wish")
    make("For printing", category="nl")
    make("For mail", category="en")
    make("Later", occasion=Occasion.CLOSED)
    make("Only when chosen", occasion=Occasion.BY_HAND)
    assert fitting(record, by_ada) == ["Always", "For faults", "For printing"]
    assert fitting(record, by_ada) == []
    assert last(record, "task.set_applied").machine == "checklists"


def test_aftercare_comes_again_when_the_last_one_is_over(record, by_ada):
    make("Look again", occasion=Occasion.RESOLVED)
    assert fitting(record, by_ada, Occasion.RESOLVED) == ["Look again"]
    assert fitting(record, by_ada, Occasion.RESOLVED) == []
    actions.finish(Task.objects.get(), by=by_ada)
    assert fitting(record, by_ada, Occasion.RESOLVED) == ["Look again"]


def test_a_set_out_of_use_comes_no_more(record, by_ada):
    old = make("Fax it")
    actions.edit_set(old, by=INSTALLER, names=old.names, lines=lines("Fax it"), occasion=Occasion.BEGUN, kind="", category="", in_order=False, is_active=False)  # fmt: skip
    assert fitting(record, by_ada) == []
    with refused("task_set"):
        actions.apply(record, by=by_ada, task_set=old)


def test_due_counts_working_days(record, by_ada):
    friday = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)
    chosen = make("Call", of_lines={"due_days": 2})
    with clock.travel(friday):
        task = actions.apply(record, by=by_ada, task_set=chosen)[0]
    assert task.due == datetime(2026, 3, 10, 15, 0, tzinfo=UTC)


def test_a_task_is_for_a_team_or_for_whoever_has_the_work(record, by_ada, ada, systems):
    play.workers[record.pk] = ada
    mine = actions.apply(record, by=by_ada, task_set=make("Mine", of_lines={"for_worker": True}))[0]
    theirs = actions.apply(record, by=by_ada, task_set=make("Theirs", of_lines={"team": systems}))[0]
    assert (mine.owner, mine.team) == (ada, None)
    assert (theirs.owner, theirs.team) == (None, systems)


def test_one_after_the_other(record, by_ada):
    with clock.travel(MONDAY):
        first, second, third = actions.apply(record, by=by_ada, task_set=make("One", "Two", "Three", in_order=True))
    assert (first.after, second.after, third.after) == (None, first, second)
    with refused(saying="First: One"):
        actions.finish(second, by=by_ada)


def test_requesters_apply_no_sets(record, by_bo):
    chosen = make("Account", occasion=Occasion.BY_HAND)
    with pytest.raises(NotAllowed):
        actions.apply(record, by=by_bo, task_set=chosen)
    assert not Entry.objects.filter(verb="task.set_applied").exists()


def test_titles_are_read_in_the_readers_language(record, by_ada):
    chosen = actions.add_set(by=INSTALLER, names={"en": "x"}, occasion=Occasion.BY_HAND, lines=[Line({"en": "Call", "nl": "Bellen"})])
    task = actions.apply(record, by=by_ada, task_set=chosen)[0]
    with override("nl"):
        assert str(task) == "Bellen"
    with override("et"):
        assert str(task) == "Call"
