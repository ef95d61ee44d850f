import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import CLOSURES_OF_RESOLVED, Closure, State
from vakdesk.tickets.tests.play import fresh, last, refused
from vakdesk.tickets.tests.play import resolved as resolved_by


def test_what_was_verified_can_be_closed(ada, bo):
    ticket = resolved_by(bo, ada, verification="seen")
    actions.close(ticket, by=actor(ada), closure=Closure.VERIFIED)
    assert (fresh(ticket).state, fresh(ticket).closure) == (State.CLOSED, "verified")
    assert last(ticket, "ticket.closed").facts == {"closure": "verified"}


def test_what_nobody_saw_work_is_not_closed_as_verified(ada, resolved):
    with refused("closure", "Nobody has seen"):
        actions.close(resolved, by=actor(ada), closure=Closure.VERIFIED)


def test_what_the_requester_did_not_confirm_is_not_closed_as_confirmed(ada, bo):
    ticket = resolved_by(bo, ada, verification="seen")
    with refused("closure", "has not confirmed"):
        actions.close(ticket, by=actor(ada), closure=Closure.CONFIRMED)


def test_what_the_requester_told_us_is_closed_as_confirmed(ada, bo):
    ticket = resolved_by(bo, ada, verification="requester")
    actions.close(ticket, by=actor(ada), closure=Closure.CONFIRMED)
    assert fresh(ticket).closure == "confirmed"


@pytest.mark.parametrize("closure", ["withdrawn", "whatever", ""])
def test_closing_says_how_it_ends(ada, resolved, closure):
    with refused("closure", "how it ends"):
        actions.close(resolved, by=actor(ada), closure=closure)


def test_what_is_not_resolved_is_not_closed(ada, taken):
    with refused("", "Resolve it first"):
        actions.close(taken, by=actor(ada), closure=Closure.NOT_CONFIRMED)


def test_requesters_confirm_instead_of_closing(bo, resolved):
    with pytest.raises(NotAllowed):
        actions.close(resolved, by=actor(bo), closure=Closure.NOT_CONFIRMED)


def test_the_form_offers_what_can_be_said_of_a_resolved_ticket(as_ada, resolved):
    page = as_ada.get(f"/tickets/{resolved.reference}/close/").content.decode()
    assert [closure for closure in Closure if f'value="{closure}"' in page] == list(CLOSURES_OF_RESOLVED)
