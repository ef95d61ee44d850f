from datetime import timedelta

import pytest

from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.tasks import actions
from vakdesk.tasks.models import Spent
from vakdesk.tasks.tests.play import MONDAY, add, last, refused, verbs

FRIDAY = MONDAY - timedelta(days=3)


def test_time_is_written_on_the_record_and_on_a_task(record, ada, by_ada):
    task = add(record, by_ada, "Order toner")
    with clock.travel(MONDAY):
        actions.write_time(record, by=by_ada, minutes=90, about="On the phone with the supplier")
        actions.write_time(record, by=by_ada, minutes=10, task=task)
    whole, part = Spent.objects.order_by("pk")
    assert (whole.seconds, whole.began_at, whole.ended_at) == (5400, MONDAY - timedelta(minutes=90), MONDAY)
    assert (whole.task, part.task) == (None, task)
    assert last(record, "time.written").facts == {"task": task.pk, "seconds": 600}


def test_what_is_written_afterwards_needs_a_reason_and_is_said(record, by_ada):
    with clock.travel(MONDAY):
        with refused("why"):
            actions.write_time(record, by=by_ada, minutes=30, happened_at=FRIDAY)
        with refused("happened_at", "at most 7 days"):
            actions.write_time(record, by=by_ada, minutes=30, happened_at=MONDAY - timedelta(days=8), why="Ill")
        with refused("happened_at", "still to come"):
            actions.write_time(record, by=by_ada, minutes=30, happened_at=MONDAY + timedelta(hours=1), why="Early")
        actions.write_time(record, by=by_ada, minutes=30, happened_at=FRIDAY, why="No network at their place")
    assert Spent.objects.get().ended_at == FRIDAY
    assert verbs(record)[-1] == "logbook.backdated"


def test_trainees_write_no_time_afterwards(record, tia, actor):
    with clock.travel(MONDAY):
        by_tia = actor(tia)
        with refused("happened_at", "permission"):
            actions.write_time(record, by=by_tia, minutes=30, happened_at=FRIDAY, why="Forgot")
        actions.write_time(record, by=by_tia, minutes=30)


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_no_time_and_too_much_are_refused(record, by_ada, minutes):
    with refused("minutes"):
        actions.write_time(record, by=by_ada, minutes=minutes)


def test_requesters_write_none(record, by_bo):
    with pytest.raises(NotAllowed):
        actions.write_time(record, by=by_bo, minutes=5)


def test_it_is_written_in_the_browser_the_way_people_write_it(record, as_ada):
    url = f"/tasks/{record.reference}/write-time/"
    assert as_ada.get(url).status_code == 200
    assert as_ada.post(url, {"minutes": "1,5 u"}).status_code == 303
    assert Spent.objects.get().seconds == 5400
    assert as_ada.post(url, {"minutes": "a while"}).status_code == 422
    assert as_ada.post(url, {"minutes": "30", "happened_at": "2020-01-01T10:00", "why": "Late"}).status_code == 409
