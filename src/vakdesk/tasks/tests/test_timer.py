from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.records import actions as records
from vakdesk.tasks import actions
from vakdesk.tasks.jobs import TIMEKEEPER, forget
from vakdesk.tasks.models import Spent
from vakdesk.tasks.tests.play import MONDAY, add, last, refused, verbs

LATER = MONDAY + timedelta(minutes=25)
EVENING = MONDAY + timedelta(hours=9)


def test_a_timer_measures_from_start_to_stop(record, by_ada, desk, lindewaard):
    with clock.travel(MONDAY):
        actions.start(record, by=by_ada)
    with clock.travel(LATER):
        spent = actions.stop(by=by_ada)
    assert (spent.seconds, spent.ended_at, spent.team, spent.organisation) == (1500, LATER, desk, lindewaard)
    assert last(record, "time.stopped").facts == {"task": None, "seconds": 1500}
    with refused(saying="No timer of yours runs"):
        actions.stop(by=by_ada)


def test_one_timer_runs_per_person_and_the_next_stops_the_last(record, other, ada, by_ada, by_dee):
    task = add(other, by_ada, "Order toner")
    with clock.travel(MONDAY):
        actions.start(record, by=by_ada)
        actions.start(record, by=by_dee)
        with refused(saying="runs already"):
            actions.start(record, by=by_ada)
    with clock.travel(LATER):
        actions.start(other, by=by_ada, task=task)
        with refused(saying="runs already"):
            actions.start(other, by=by_ada, task=task)
        actions.start(other, by=by_ada)
    assert [(one.record_id, one.seconds) for one in ada.spent.over().order_by("pk")] == [(record.pk, 1500), (other.pk, 0)]
    assert ada.spent.running().get().task is None
    assert last(record, "time.stopped").facts["seconds"] == 1500


def test_the_database_lets_no_second_timer_run(record, other, ada, by_ada):
    actions.start(record, by=by_ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Spent.objects.create(record=other, person=ada, began_at=MONDAY)


def test_tasks_of_other_records_and_requesters_start_no_timer(record, other, by_ada, by_bo):
    with refused("task"):
        actions.start(record, by=by_ada, task=add(other, by_ada, "Elsewhere"))
    with pytest.raises(NotAllowed):
        actions.start(record, by=by_bo)


def test_a_forgotten_timer_counts_until_its_person_last_did_something_there(record, other, ada, by_ada):
    with clock.travel(MONDAY):
        actions.start(record, by=by_ada)
    with clock.travel(LATER):
        records.note(record, by=by_ada, text="It is the drum")
    with clock.travel(LATER + timedelta(hours=1)):
        records.note(other, by=by_ada, text="Something else")
    with clock.travel(MONDAY + timedelta(hours=7)):
        forget()
    assert ada.spent.running().exists()
    with clock.travel(EVENING):
        forget()
    spent = ada.spent.get()
    assert (spent.seconds, spent.ended_at, spent.is_forgotten) == (1500, LATER, True)
    assert last(record, "time.forgotten").facts == {"spent": spent.pk, "person": ada.pk, "seconds": 1500}


def test_of_a_forgotten_timer_nothing_counts_where_nothing_was_done(record, ada, by_ada):
    with clock.travel(MONDAY):
        actions.start(record, by=by_ada)
    with clock.travel(EVENING):
        forget()
        with refused(saying="stopped already"):
            actions.forget(ada.spent.get(), by=TIMEKEEPER)
    assert ada.spent.get().seconds == 0
    assert "time.stopped" not in verbs(record)


def test_the_timer_is_on_every_page_until_it_is_stopped_there(record, as_ada, ada, by_ada):
    assert b'class="running"' not in as_ada.get("/tasks/").content
    started = as_ada.post(f"/tasks/{record.reference}/start/", {"next": "/tickets/"})
    assert started["Location"] == "/tickets/"
    page = as_ada.get("/tasks/sets/").content.decode() + as_ada.get("/tasks/").content.decode()
    assert 'class="running"' in page and record.reference in page and 'data-key="w"' in page
    as_ada.post("/tasks/stop/", {"next": "/tasks/"})
    assert not ada.spent.running().exists()
    assert as_ada.post("/tasks/stop/").status_code == 409


def test_a_timer_on_a_task_is_started_from_its_line(record, as_ada, ada, by_ada):
    task = add(record, by_ada, "Order toner")
    as_ada.post(f"/tasks/{task.pk}/start/")
    assert ada.spent.running().get().task == task
