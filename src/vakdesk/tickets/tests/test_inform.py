import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.tests.play import fresh, last, refused


def test_the_requester_is_told_what_happens_next(ada, taken):
    message = actions.inform(taken, by=actor(ada), text="You hear from us today.")
    assert (fresh(taken).needs_answer, fresh(taken).first_replied_at) == (False, message.at)
    assert last(taken, "ticket.informed").facts == {"message": message.pk}


def test_what_is_solved_already_needs_no_announcement(ada, resolved):
    with refused("", "solved already"):
        actions.inform(resolved, by=actor(ada), text="You hear from us today.")


def test_requesters_inform_nobody(bo, ticket):
    with pytest.raises(NotAllowed):
        actions.inform(ticket, by=actor(bo), text="Hello")
