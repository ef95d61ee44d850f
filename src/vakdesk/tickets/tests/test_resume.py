import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import State
from vakdesk.tickets.tests.play import fresh, last, refused


def test_it_is_worked_on_again(ada, taken):
    actions.hold(taken, by=actor(ada), waiting_for="supplier", reason="A part")
    actions.resume(taken, by=actor(ada))
    found = fresh(taken)
    assert (found.state, found.waiting_for, found.hold_reason, found.hold_until) == (State.IN_PROGRESS, "", "", None)
    assert last(taken, "ticket.resumed").facts == {"waited_for": "supplier"}


def test_what_nobody_has_is_new_again(ada, ticket):
    actions.hold(ticket, by=actor(ada), waiting_for="supplier", reason="A part")
    actions.resume(ticket, by=actor(ada))
    assert fresh(ticket).state == State.NEW


def test_what_does_not_wait_is_not_resumed(ada, taken):
    with refused("", "not on hold"):
        actions.resume(taken, by=actor(ada))


def test_requesters_resume_nothing(bo, ada, taken):
    actions.hold(taken, by=actor(ada), waiting_for="supplier", reason="A part")
    with pytest.raises(NotAllowed):
        actions.resume(taken, by=actor(bo))
