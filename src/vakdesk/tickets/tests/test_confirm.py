import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import Closure, State
from vakdesk.tickets.tests.play import fresh, last, refused, verbs
from vakdesk.tickets.tests.play import taken as taken_by


def test_it_works_now_verifies_and_closes(ada, bo, resolved):
    actions.confirm(resolved, by=actor(bo))
    found = fresh(resolved)
    assert (found.state, found.closure, found.verification, found.needs_answer) == (State.CLOSED, Closure.CONFIRMED, "requester", False)
    assert found.closed_at == last(resolved, "ticket.closed").happened_at
    assert last(resolved, "ticket.confirmed").facts == {"resolver": ada.pk}
    assert last(resolved, "ticket.closed").facts == {"closure": "confirmed"}
    assert verbs(resolved)[-2:] == ["ticket.confirmed", "ticket.closed"]


def test_there_is_nothing_to_confirm_before_it_is_resolved(bo, taken):
    with refused("", "nothing to confirm"):
        actions.confirm(taken, by=actor(bo))


def test_who_solved_it_does_not_confirm_it(ada):
    own = taken_by(ada, ada)
    actions.resolve(own, by=actor(ada), cause="Cable", done="Replaced", verification="seen")
    with refused("", "cannot be the one"):
        actions.confirm(own, by=actor(ada))


def test_nobody_confirms_for_the_requester(dee, cem, resolved):
    for somebody in (dee, cem):
        with pytest.raises(NotAllowed):
            actions.confirm(resolved, by=actor(somebody))
