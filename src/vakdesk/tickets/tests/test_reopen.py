from datetime import timedelta

import pytest
from django.conf import settings

from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import State
from vakdesk.tickets.tests.play import MONDAY, fresh, last, refused
from vakdesk.tickets.tests.play import resolved as resolved_by

AT_LAST = MONDAY + timedelta(days=settings.REOPEN_WITHIN_DAYS)


@pytest.fixture
def closed(bo, ada):
    """Confirmed by Bo and closed on a Monday."""
    with clock.travel(MONDAY):
        ticket = resolved_by(bo, ada)
        actions.confirm(ticket, by=actor(bo))
    return ticket


def test_it_is_worked_on_again_with_what_is_the_matter_now(bo, closed):
    with clock.travel(AT_LAST):
        actions.reopen(closed, by=actor(bo), text="Black again.")
    found = fresh(closed)
    assert (found.state, found.closure, found.closed_at, found.needs_answer, found.times_reopened) == (State.IN_PROGRESS, "", None, True, 1)
    assert closed.record.messages.order_by("-pk")[0].text == "Black again."
    assert last(closed, "ticket.reopened").facts == {"days_closed": settings.REOPEN_WITHIN_DAYS}


def test_after_ten_days_a_requester_makes_a_new_report(bo, closed):
    with clock.travel(AT_LAST + timedelta(seconds=1)), refused("", closed.reference):
        actions.reopen(closed, by=actor(bo), text="Black again.")


def test_the_desk_reopens_at_any_time(ada, closed):
    with clock.travel(AT_LAST + timedelta(days=100)):
        actions.reopen(closed, by=actor(ada), text="It was not the cable.")
    assert fresh(closed).is_open


def test_what_nobody_has_is_new_again(bo, ada, ticket):
    actions.withdraw(ticket, by=actor(bo))
    actions.reopen(ticket, by=actor(bo), text="I do need it.")
    assert fresh(ticket).state == State.NEW


def test_reopening_says_why(bo, closed):
    with clock.travel(AT_LAST), refused("text"):
        actions.reopen(closed, by=actor(bo), text=" ")


def test_what_is_open_is_not_reopened(ada, taken):
    with refused("", "open already"):
        actions.reopen(taken, by=actor(ada), text="Again")


def test_nobody_reopens_what_is_somebody_elses(cem, closed):
    with pytest.raises(NotAllowed):
        actions.reopen(closed, by=actor(cem), text="Me too")
