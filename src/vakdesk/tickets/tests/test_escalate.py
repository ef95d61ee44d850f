"""Who cannot go on asks the lead, with why and for what; what goes to and fro between teams is seen and named."""

import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.notices.models import Notice
from vakdesk.people.tests.cast import actor
from vakdesk.records.kinds import Side
from vakdesk.tickets import actions
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.pingpong import between_teams
from vakdesk.tickets.tests.play import fresh, last, refused, verbs
from vakdesk.tickets.tests.test_merge import told

ASKED = {"reason": "The client wants it today", "asked": "May I order one?"}
PARTS = {"found": "The server", "tried": "A restart", "expected": "Look"}


def test_the_lead_reads_why_and_for_what_and_the_work_stays(ada, dee, taken):
    actions.escalate(taken, by=actor(ada), **ASKED)
    found = fresh(taken)
    assert (found.assignee_id, found.escalated_at is not None) == (ada.pk, True)
    note = found.record.messages.get(side=Side.STAFF)
    assert note.text == "Why: The client wants it today\n\nAsked of the lead: May I order one?"
    assert last(taken, "ticket.escalated").facts == {"message": note.pk}
    told(dee)
    assert Notice.objects.filter(person=dee, text__contains="May I order one?").exists()


def test_the_requester_reads_it_in_plain_words_and_not_what_was_asked(as_bo, ada, taken):
    actions.escalate(taken, by=actor(ada), **ASKED)
    page = as_bo.get(f"/portal/reports/{taken.reference}/").content.decode()
    assert "We asked a team lead to look at this with us." in page and "May I order" not in page


@pytest.mark.parametrize("part", ["reason", "asked"])
def test_without_either_part_nobody_is_asked(ada, taken, part):
    with refused(part):
        actions.escalate(taken, by=actor(ada), **(ASKED | {part: " "}))
    assert fresh(taken).escalated_at is None


def test_it_is_asked_once_and_answered_by_a_lead(as_dee, ada, dee, taken):
    with refused("", "Nothing is asked"):
        actions.settle(taken, by=actor(dee), text="Yes")
    actions.escalate(taken, by=actor(ada), **ASKED)
    with refused("", "asked already"):
        actions.escalate(taken, by=actor(ada), **ASKED)
    assert taken.reference in as_dee.get("/tickets/?view=all&escalated=1").content.decode()
    with pytest.raises(NotAllowed):
        actions.settle(taken, by=actor(ada), text="Yes")
    as_dee.post(f"/tickets/{taken.reference}/settle/", {"text": "Order it."})
    assert (fresh(taken).escalated_at, verbs(taken)[-1]) == (None, "ticket.settled")


def test_requesters_and_what_is_solved_ask_no_lead(ada, bo, taken, resolved):
    with pytest.raises(NotAllowed):
        actions.escalate(taken, by=actor(bo), **ASKED)
    with refused("", "solved already"):
        actions.escalate(resolved, by=actor(ada), **ASKED)


def test_handing_back_is_told_in_plain_words_too(as_bo, ada, taken, systems):
    actions.hand_back(taken, by=actor(ada), team=systems, tried="All", needed="Rights")
    page = as_bo.get(f"/portal/reports/{taken.reference}/").content.decode()
    assert "Colleagues are looking at it now: Systems." in page and "Rights" not in page


def test_ping_pong_is_named_on_the_ticket_in_the_list_and_in_the_report(as_dee, ada, taken, desk, systems):
    for number, team in enumerate((systems, desk, systems)):
        actions.hand_over(fresh(taken), by=actor(ada), team=team, **PARTS)
        assert fresh(taken).times_returned == max(0, number)
        assert (taken.reference in as_dee.get("/tickets/?view=all&returned=1").content.decode()) == (number == 2)
    page = as_dee.get(taken.get_absolute_url()).content.decode()
    assert "ping-pong between teams" in page and "Its way through the teams" in page
    (pair,) = between_teams(Ticket.objects.all())
    assert ({*pair.teams}, pair.tickets, pair.moves) == ({"Service desk", "Systems"}, 1, 3)
    report = as_dee.get("/tickets/ping-pong/").content.decode()
    assert "Systems" in report and "Ada" not in report.split("<main")[1]


def test_what_goes_on_from_team_to_team_is_no_ping_pong(as_dee, ada, taken, systems):
    actions.hand_over(taken, by=actor(ada), team=systems, **PARTS)
    assert fresh(taken).times_returned == 0
    assert "ping-pong between teams" not in as_dee.get(taken.get_absolute_url()).content.decode()
    assert "Nothing went to and fro" in as_dee.get("/tickets/ping-pong/").content.decode()
