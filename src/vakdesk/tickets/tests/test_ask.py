import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import State
from vakdesk.tickets.tests.play import fresh, refused, verbs


def test_the_requester_is_asked_and_it_waits_for_them(ada, taken):
    actions.ask(taken, by=actor(ada), text="Which key is it?")
    found = fresh(taken)
    assert (found.state, found.waiting_for, found.hold_reason, found.needs_answer) == (
        State.WAITING,
        "requester",
        "Which key is it?",
        False,
    )
    assert verbs(taken)[-2:] == ["record.replied", "ticket.held"]


def test_what_is_solved_is_not_asked_about_and_nothing_is_sent(ada, resolved):
    before = verbs(resolved)
    with refused():
        actions.ask(resolved, by=actor(ada), text="Which key is it?")
    assert verbs(resolved) == before
    assert resolved.record.messages.count() == 1


def test_requesters_put_nobody_on_hold(bo, ticket):
    with pytest.raises(NotAllowed):
        actions.ask(ticket, by=actor(bo), text="When?")
