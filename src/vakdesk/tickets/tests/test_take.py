import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import State
from vakdesk.tickets.tests.play import fresh, refused, verbs


def test_a_ticket_that_is_taken_is_theirs_and_in_progress(ada, ticket):
    version = ticket.record.version
    actions.take(ticket, by=actor(ada))
    assert (fresh(ticket).assignee_id, fresh(ticket).state) == (ada.pk, State.IN_PROGRESS)
    assert fresh(ticket).record.version == version + 1
    assert verbs(ticket)[-1] == "ticket.taken"


def test_taking_over_from_a_colleague_leaves_a_wait_as_it_is(tia, ada, taken):
    actions.hold(taken, by=actor(ada), waiting_for="supplier", reason="A part")
    actions.take(taken, by=actor(tia))
    assert (fresh(taken).assignee_id, fresh(taken).state) == (tia.pk, State.WAITING)


def test_taking_what_is_yours_already_is_refused(ada, taken):
    with refused("", "yours already"):
        actions.take(taken, by=actor(ada))


def test_taking_what_is_solved_is_refused(tia, resolved):
    with refused("", "solved already"):
        actions.take(resolved, by=actor(tia))


def test_requesters_take_nothing(bo, ticket):
    with pytest.raises(NotAllowed):
        actions.take(ticket, by=actor(bo))
