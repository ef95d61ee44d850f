import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.tests.play import fresh, last, refused


def test_the_requester_reads_what_was_done(ada, resolved):
    message = actions.feed_back(resolved, by=actor(ada), text="The cable was loose.")
    assert fresh(resolved).needs_answer is False
    assert last(resolved, "ticket.fed_back").facts == {"message": message.pk}


def test_before_it_is_resolved_there_is_nothing_to_tell(ada, taken):
    with refused("", "Resolve it first"):
        actions.feed_back(taken, by=actor(ada), text="The cable was loose.")


def test_what_was_reopened_meanwhile_is_not_told_as_solved(ada, resolved):
    seen = fresh(resolved)
    actions.reopen(resolved, by=actor(ada), text="It was not the cable.")
    with refused("", "Resolve it first"):
        actions.feed_back(seen, by=actor(ada), text="The cable was loose.")


def test_requesters_do_not_tell_themselves(bo, resolved):
    with pytest.raises(NotAllowed):
        actions.feed_back(resolved, by=actor(bo), text="Thanks")
