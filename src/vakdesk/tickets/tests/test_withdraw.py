import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import Closure, State
from vakdesk.tickets.tests.play import fresh, refused, verbs


def test_what_is_no_longer_needed_is_closed_as_withdrawn(bo, ada, taken):
    actions.hold(taken, by=actor(ada), waiting_for="supplier", reason="A part")
    actions.withdraw(taken, by=actor(bo), text="Found it myself.")
    found = fresh(taken)
    assert (found.state, found.closure, found.waiting_for) == (State.CLOSED, Closure.WITHDRAWN, "")
    assert taken.record.messages.order_by("-pk")[0].text == "Found it myself."
    assert verbs(taken)[-2:] == ["ticket.withdrawn", "ticket.closed"]


def test_what_is_solved_is_not_withdrawn(bo, resolved):
    with refused("", "solved already"):
        actions.withdraw(resolved, by=actor(bo))


def test_nobody_withdraws_what_is_somebody_elses(cem, ticket):
    with pytest.raises(NotAllowed):
        actions.withdraw(ticket, by=actor(cem))
