import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import State
from vakdesk.tickets.tests.play import fresh, last, refused


def test_not_yet_puts_it_back_to_work(ada, bo, resolved):
    actions.dispute(resolved, by=actor(bo), text="Still black.")
    found = fresh(resolved)
    assert (found.state, found.needs_answer, found.verification, found.resolved_at, found.times_reopened) == (
        State.IN_PROGRESS,
        True,
        "",
        None,
        1,
    )
    assert resolved.record.messages.order_by("-pk")[0].text == "Still black."
    assert last(resolved, "ticket.disputed").facts == {"resolver": ada.pk}


def test_words_are_not_needed(bo, resolved):
    actions.dispute(resolved, by=actor(bo))
    assert resolved.record.messages.count() == 1


def test_there_is_nothing_to_dispute_before_it_is_resolved(bo, taken):
    with refused("", "nothing to confirm"):
        actions.dispute(taken, by=actor(bo))


def test_nobody_disputes_for_the_requester(ada, resolved):
    with pytest.raises(NotAllowed):
        actions.dispute(resolved, by=actor(ada))
