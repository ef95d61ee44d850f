from datetime import timedelta

import pytest

from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import State
from vakdesk.tickets.tests.play import MONDAY, fresh, last, refused

TOMORROW = MONDAY + timedelta(days=1)


def test_it_is_known_for_whom_and_why_and_until_when_it_waits(ada, taken):
    with clock.travel(MONDAY):
        actions.hold(taken, by=actor(ada), waiting_for="supplier", reason="A new\nkeyboard", until=TOMORROW)
    found = fresh(taken)
    assert (found.state, found.waiting_for, found.hold_reason, found.hold_until) == (State.WAITING, "supplier", "A new keyboard", TOMORROW)
    assert last(taken, "ticket.held").facts == {"waiting_for": "supplier", "until": TOMORROW.isoformat()}


def test_without_a_moment_it_waits_until_somebody_resumes_it(ada, taken):
    actions.hold(taken, by=actor(ada), waiting_for="requester", reason="An answer")
    assert fresh(taken).hold_until is None
    assert last(taken, "ticket.held").facts["until"] is None


@pytest.mark.parametrize(
    ("particulars", "field"),
    [
        ({"waiting_for": "godot", "reason": "He said so"}, "waiting_for"),
        ({"waiting_for": "supplier", "reason": " "}, "reason"),
        ({"waiting_for": "supplier", "reason": "A part", "until": MONDAY}, "until"),
        ({"waiting_for": "moment", "reason": "After the exams"}, "until"),
    ],
)
def test_a_wait_that_is_not_explained_is_refused(ada, taken, particulars, field):
    with clock.travel(MONDAY), refused(field):
        actions.hold(taken, by=actor(ada), **particulars)
    assert fresh(taken).state == State.IN_PROGRESS


def test_what_is_solved_does_not_wait(ada, resolved):
    with refused("", "nothing to wait for"):
        actions.hold(resolved, by=actor(ada), waiting_for="supplier", reason="A part")


def test_requesters_hold_nothing(bo, ticket):
    with pytest.raises(NotAllowed):
        actions.hold(ticket, by=actor(bo), waiting_for="supplier", reason="A part")
