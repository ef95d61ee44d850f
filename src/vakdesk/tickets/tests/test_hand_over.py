import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people import actions as people
from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.records.kinds import Side
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import State
from vakdesk.tickets.tests.play import fresh, last, refused


def test_it_lies_with_the_other_team_with_a_note(ada, taken, desk, systems):
    actions.hold(taken, by=actor(ada), waiting_for="colleague", reason="Systems")
    actions.hand_over(taken, by=actor(ada), team=systems, found="Certificate expired.", tried="A restart", expected="Look")
    found = fresh(taken)
    assert (found.record.team, found.assignee_id, found.state, found.waiting_for) == (systems, None, State.NEW, "")
    note = found.record.messages.get(side=Side.STAFF)
    assert (note.text, note.author) == ("Found: Certificate expired.\n\nTried: A restart\n\nExpected next: Look", ada)
    assert last(taken, "ticket.handed_over").facts == {"team": systems.pk, "from_team": desk.pk}


@pytest.mark.parametrize("part", ["found", "tried", "expected"])
def test_without_each_part_of_the_note_it_stays(ada, taken, desk, systems, part):
    with refused(part):
        actions.hand_over(
            taken, by=actor(ada), team=systems, **({"found": "Here.", "tried": "A restart", "expected": "Look"} | {part: " "})
        )
    assert (fresh(taken).record.team, fresh(taken).assignee_id) == (desk, ada.pk)


def test_it_is_not_handed_to_the_team_that_has_it(ada, taken, desk):
    with refused("team", "already"):
        actions.hand_over(taken, by=actor(ada), team=desk, found="Here.", tried="A restart", expected="Look")


def test_it_is_not_handed_to_a_team_that_is_no_more(ada, taken, systems):
    people.edit_team(systems, by=INSTALLER, name=systems.name, line=systems.line, is_active=False)
    systems.refresh_from_db()
    with refused("team", "no longer"):
        actions.hand_over(taken, by=actor(ada), team=systems, found="Here.", tried="A restart", expected="Look")


def test_what_is_solved_is_not_handed_over(ada, resolved, systems):
    with refused("", "solved already"):
        actions.hand_over(resolved, by=actor(ada), team=systems, found="Here.", tried="A restart", expected="Look")


def test_requesters_hand_nothing_over(bo, ticket, systems):
    with pytest.raises(NotAllowed):
        actions.hand_over(ticket, by=actor(bo), team=systems, found="Faster please.", tried="A restart", expected="Look")
