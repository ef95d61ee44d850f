"""What the desk does by itself: remind, close, resume, by working days."""

from datetime import UTC, datetime, timedelta

import pytest

from vakdesk.access.actors import machine
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions, jobs
from vakdesk.tickets.kinds import Closure, State
from vakdesk.tickets.tests.play import MONDAY, fresh, refused, verbs
from vakdesk.tickets.tests.play import resolved as resolved_by
from vakdesk.tickets.tests.play import taken as taken_by

THURSDAY = datetime(2026, 3, 5, 15, 0, tzinfo=UTC)
#: Maundy Thursday; Good Friday and the Monday after Easter are no working days, so the second one is Wednesday.
BEFORE_EASTER = datetime(2026, 4, 2, 15, 0, tzinfo=UTC)


def _at(moment, job):
    with clock.travel(moment):
        job()


@pytest.fixture
def asked(bo, ada):
    """Resolved on a Thursday afternoon; Bo was asked and does not answer."""
    with clock.travel(THURSDAY):
        return resolved_by(bo, ada, verification="asked")


def test_after_two_working_days_the_requester_is_reminded_once(asked):
    _at(THURSDAY + timedelta(days=4, minutes=-1), jobs.remind)
    assert fresh(asked).reminded_at is None
    _at(THURSDAY + timedelta(days=4), jobs.remind)
    _at(THURSDAY + timedelta(days=5), jobs.remind)
    assert fresh(asked).reminded_at == THURSDAY + timedelta(days=4)
    assert verbs(asked).count("ticket.reminded") == 1


def test_after_five_working_days_it_is_closed_as_not_confirmed(asked):
    _at(THURSDAY + timedelta(days=7, minutes=-1), jobs.close)
    assert fresh(asked).state == State.RESOLVED
    _at(THURSDAY + timedelta(days=7), jobs.close)
    assert (fresh(asked).state, fresh(asked).closure) == (State.CLOSED, Closure.NOT_CONFIRMED)


def test_holidays_are_no_working_days(bo, ada):
    with clock.travel(BEFORE_EASTER):
        ticket = resolved_by(bo, ada, verification="asked")
    _at(BEFORE_EASTER + timedelta(days=6, minutes=-1), jobs.remind)
    assert fresh(ticket).reminded_at is None
    _at(BEFORE_EASTER + timedelta(days=6), jobs.remind)
    assert fresh(ticket).reminded_at


def test_what_was_disputed_is_neither_reminded_of_nor_closed(bo, asked):
    with clock.travel(THURSDAY + timedelta(hours=1)):
        actions.dispute(asked, by=actor(bo))
    _at(THURSDAY + timedelta(days=20), jobs.remind)
    _at(THURSDAY + timedelta(days=20), jobs.close)
    assert (fresh(asked).state, fresh(asked).reminded_at) == (State.IN_PROGRESS, None)


def test_what_was_held_until_a_moment_resumes_then(bo, ada):
    ticket = taken_by(bo, ada)
    with clock.travel(MONDAY):
        actions.hold(ticket, by=actor(ada), waiting_for="moment", reason="After the exams", until=MONDAY + timedelta(hours=2))
    _at(MONDAY + timedelta(hours=1, minutes=59), jobs.resume)
    assert fresh(ticket).state == State.WAITING
    _at(MONDAY + timedelta(hours=2), jobs.resume)
    assert (fresh(ticket).state, fresh(ticket).hold_until) == (State.IN_PROGRESS, None)


def test_a_ticket_that_is_refused_does_not_stop_the_others(bo, ada, asked, monkeypatch):
    with clock.travel(THURSDAY):
        other = resolved_by(bo, ada, verification="asked")
    close = actions.close

    def changed_meanwhile(ticket, **particulars):
        if ticket.pk == asked.pk:
            actions.dispute(ticket, by=actor(bo))
        close(ticket, **particulars)

    monkeypatch.setattr(actions, "close", changed_meanwhile)
    _at(THURSDAY + timedelta(days=7), jobs.close)
    assert (fresh(asked).state, fresh(other).state) == (State.IN_PROGRESS, State.CLOSED)


def test_only_the_timekeeper_reminds_and_only_once(ada, asked):
    with pytest.raises(NotAllowed):
        actions.remind(asked, by=actor(ada))
    timekeeper = machine("timekeeper", "Timekeeper")
    actions.remind(asked, by=timekeeper)
    with refused("", "nothing to remind"):
        actions.remind(asked, by=timekeeper)
