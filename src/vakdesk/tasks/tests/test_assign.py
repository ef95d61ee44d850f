import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests import cast
from vakdesk.records.models import Record
from vakdesk.tasks import actions
from vakdesk.tasks.models import Task
from vakdesk.tasks.tests.play import add, fresh, last, refused


def test_a_task_goes_to_a_person_to_a_team_and_to_nobody(record, ada, by_dee, systems):
    task = add(record, by_dee, "Order toner")
    actions.assign(task, by=by_dee, owner=ada)
    assert fresh(task).owner == ada
    actions.assign(task, by=by_dee, team=systems)
    assert (fresh(task).owner, fresh(task).team) == (None, systems)
    assert last(record, "task.assigned").facts == {"task": task.pk, "owner": None, "team": systems.pk}
    actions.assign(task, by=by_dee)
    assert (fresh(task).owner, fresh(task).team) == (None, None)


def test_nobody_gets_a_task_who_cannot_do_it(record, ada, bo, by_dee, systems):
    task = add(record, by_dee, "Order toner")
    with refused("owner"):
        actions.assign(task, by=by_dee, owner=bo)
    with refused("team"):
        actions.assign(task, by=by_dee, owner=ada, team=systems)
    actions.finish(task, by=by_dee)
    with refused(saying="over already"):
        actions.assign(task, by=by_dee, owner=ada)


def test_a_team_reads_the_record_it_has_a_task_on_and_does_the_task_and_nothing_else(record, other, by_dee, systems, sven):
    task, theirs = add(record, by_dee, "Open the port", team=systems), add(record, by_dee, "Order toner")
    by_sven = cast.actor(sven)
    assert list(Record.objects.visible_to_staff(by_sven)) == [record]
    assert set(Task.objects.visible_to(by_sven)) == {task, theirs}
    with pytest.raises(NotAllowed):
        actions.finish(theirs, by=by_sven)
    with pytest.raises(NotAllowed):
        actions.add(record, by=by_sven, title="One more")
    actions.finish(task, by=by_sven)
    assert fresh(task).ended_by == sven
    assert list(Record.objects.visible_to_staff(by_sven)) == [record]


def test_a_task_opens_no_restricted_record(record, by_dee, systems, sven):
    add(record, by_dee, "Open the port", team=systems)
    Record.objects.filter(pk=record.pk).update(restricted=True)
    assert not Record.objects.visible_to_staff(cast.actor(sven)).exists()
