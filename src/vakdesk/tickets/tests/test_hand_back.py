"""Beyond me: a verb of its own, and no failure."""

import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.records.kinds import Side
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import State
from vakdesk.tickets.tests.play import fresh, last, refused, taken


@pytest.fixture
def hers(bo, tia):
    """A ticket that Tia has."""
    return taken(bo, tia)


def test_it_lies_with_the_team_with_what_was_tried_and_what_is_needed(tia, hers, desk):
    actions.hand_back(hers, by=actor(tia), team=desk, tried="A restart", needed="Rights on the server")
    found = fresh(hers)
    note = found.record.messages.get(side=Side.STAFF)
    assert (found.record.team, found.assignee_id, found.state) == (desk, None, State.NEW)
    assert note.text == "Tried: A restart\n\nNeeded: Rights on the server"
    assert last(hers, "ticket.handed_back").facts == {"team": desk.pk, "from_team": desk.pk, "message": note.pk}


@pytest.mark.parametrize(("tried", "needed", "field"), [(" ", "Rights", "tried"), ("A restart", " ", "needed")])
def test_both_are_needed(tia, hers, desk, tried, needed, field):
    with refused(field):
        actions.hand_back(hers, by=actor(tia), team=desk, tried=tried, needed=needed)
    assert fresh(hers).assignee_id == tia.pk


def test_only_who_has_it_hands_it_back(ada, hers, desk):
    with refused("", "Only the one who has a ticket"):
        actions.hand_back(hers, by=actor(ada), team=desk, tried="A restart", needed="Rights")


def test_requesters_hand_nothing_back(bo, hers, desk):
    with pytest.raises(NotAllowed):
        actions.hand_back(hers, by=actor(bo), team=desk, tried="A restart", needed="Rights")
