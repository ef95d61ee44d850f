"""Many reports of one matter are solved together, and every requester hears of it in their own conversation."""

import pytest

from vakdesk.access.roles import Role
from vakdesk.jobs.embedded import work_off
from vakdesk.jobs.models import Job
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor, make_person
from vakdesk.tickets import actions, following, relatives
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import SOLUTION, fresh, last, refused, report, verbs
from vakdesk.tickets.tests.test_merge import told
from vakdesk.ui.lists import counting


@pytest.fixture
def fay(lindewaard) -> Person:
    return make_person("Fay Bos", organisation=lindewaard, email="fay@lindewaard.example", language="et")


@pytest.fixture
def parent(dee, ada) -> Ticket:
    """What the desk itself registered about the outage, and Ada works on."""
    found = report(dee, title="Mail is down", text="Nobody gets mail.")
    actions.take(found, by=actor(ada))
    return found


def child(requester: Person, parent: Ticket, by: Person, **more) -> Ticket:
    own = report(requester, **more)
    actions.join(fresh(own), by=actor(by), parent=fresh(parent))
    return fresh(own)


def solved(parent: Ticket, by: Person) -> None:
    actions.resolve(fresh(parent), by=actor(by), **SOLUTION)
    work_off()


def test_a_child_stays_its_requesters_own(ada, bo, parent):
    own = child(bo, parent, ada)
    assert (own.parent_id, own.state, own.requester_id) == (parent.pk, State.NEW, bo.pk)
    assert last(own, "ticket.joined").facts == {"parent": parent.reference}


def test_children_are_solved_with_their_parent_and_not_before(ada, bo, fay, parent):
    one, two = child(bo, parent, ada), child(fay, parent, ada)
    actions.resolve(fresh(parent), by=actor(ada), **SOLUTION)
    assert fresh(one).state == State.NEW
    work_off()
    for own in (fresh(one), fresh(two)):
        assert (own.state, own.cause, own.done, own.verification, own.resolver_id) == (
            State.RESOLVED,
            SOLUTION["cause"],
            SOLUTION["done"],
            "asked",
            ada.pk,
        )
        assert verbs(own)[-2:] == ["ticket.followed", "ticket.resolved"]


def test_each_requester_hears_of_it_once_and_in_their_own_language(ada, bo, fay, parent):
    child(bo, parent, ada)
    child(fay, parent, ada)
    solved(parent, ada)
    following.follow_parent.enqueue(parent.pk)
    work_off()
    assert sum("Others had the same as you" in text for text in told(bo)) == 1
    assert sum("Teistel oli sama mure" in text for text in told(fay)) == 1


def test_a_run_that_was_killed_goes_on_and_tells_nobody_twice(ada, lindewaard, parent, monkeypatch):
    monkeypatch.setattr(following, "BATCH", 3)
    people = [make_person(f"Pia {number}", organisation=lindewaard, email=f"pia{number}@lindewaard.example") for number in range(8)]
    own = [child(one, parent, ada) for one in people]
    actions.resolve(fresh(parent), by=actor(ada), **SOLUTION)
    actions.follow(fresh(own[0]), by=following.FAMILY)  # all that a batch had done when it was killed, before its job was taken up again
    work_off()
    assert {fresh(one).state for one in own} == {State.RESOLVED}
    assert Entry.objects.filter(verb="ticket.followed").count() == len(own)
    assert [len([text for text in told(one) if "Others had the same" in text]) for one in people] == [1] * len(people)
    assert Job.objects.filter(task__contains="follow_parent").count() == 3


def test_a_child_that_was_solved_alone_is_left_as_it_is(ada, bo, parent):
    own = child(bo, parent, ada)
    actions.take(own, by=actor(ada))
    actions.resolve(fresh(own), by=actor(ada), cause="Its own", done="Done", verification="seen")
    solved(parent, ada)
    assert (fresh(own).cause, "ticket.followed" in verbs(own)) == ("Its own", False)


def test_no_child_follows_a_parent_that_is_open_again(ada, bo, parent):
    own = child(bo, parent, ada)
    actions.resolve(fresh(parent), by=actor(ada), **SOLUTION)
    actions.reopen(fresh(parent), by=actor(ada), text="Not yet")
    work_off()
    assert fresh(own).state == State.NEW


def test_a_child_whose_requester_says_no_is_work_again(as_ada, ada, bo, parent):
    own = child(bo, parent, ada)
    solved(parent, ada)
    actions.dispute(fresh(own), by=actor(bo), text="Still nothing")
    assert own.reference in as_ada.get("/tickets/?view=unassigned").content.decode()
    assert "1 does not work yet" in as_ada.get(parent.get_absolute_url()).content.decode()


def test_children_of_what_is_worked_on_are_not_in_the_way(as_ada, ada, bo, parent):
    own = child(bo, parent, ada)
    Ticket.objects.filter(pk=own.pk).update(needs_answer=False)
    assert own.reference not in as_ada.get("/tickets/?view=unassigned").content.decode()
    assert own.reference in as_ada.get(f"/tickets/?view=all&parent={parent.reference}").content.decode()
    actions.reply(fresh(own), by=actor(bo), text="Any news?")
    assert own.reference in as_ada.get("/tickets/?view=unassigned").content.decode()


def test_it_can_be_taken_away_again(ada, bo, parent):
    own = child(bo, parent, ada)
    actions.leave(own, by=actor(ada))
    assert (fresh(own).parent_id, last(own, "ticket.left").facts) == (None, {"parent": parent.reference})
    solved(parent, ada)
    assert fresh(own).state == State.NEW
    with refused("", "no child"):
        actions.leave(fresh(own), by=actor(ada))


def test_no_circle_of_parents_can_come_to_be(ada, bo, fay, parent):
    own, other = child(bo, parent, ada), report(fay)
    with refused("parent", "its own parent"):
        actions.join(parent, by=actor(ada), parent=fresh(parent))
    with refused("", "has children itself"):
        actions.join(fresh(parent), by=actor(ada), parent=fresh(own))
    with refused("", "has children itself"):
        actions.join(fresh(parent), by=actor(ada), parent=fresh(other))
    with refused("parent", "is a child of"):
        actions.join(fresh(other), by=actor(ada), parent=fresh(own))
    with refused("parent", "already"):
        actions.join(fresh(own), by=actor(ada), parent=fresh(parent))
    with refused("", "another ticket already"):
        actions.join(fresh(own), by=actor(ada), parent=fresh(other))


def test_a_parent_nobody_may_read_is_not_there(lindewaard, vlierhof, bo, cem, desk):
    vic = make_person("Vic", organisation=vlierhof, email="vic@vlierhof.example", role=Role.AGENT, scope=vlierhof)
    with refused("parent", "no ticket with that number"):
        actions.join(report(cem), by=actor(vic), parent=report(bo))


def test_what_is_solved_is_linked_instead(ada, bo, fay, parent, resolved):
    with refused("", "Link the two"):
        actions.join(resolved, by=actor(ada), parent=fresh(parent))
    with refused("parent", "Link the two"):
        actions.join(report(fay), by=actor(ada), parent=resolved)


def test_requesters_make_no_families(bo, ticket, parent):
    with pytest.raises(NotAllowed):
        actions.leave(ticket, by=actor(bo))
    with refused("parent", "no ticket with that number"):
        actions.join(ticket, by=actor(bo), parent=report(bo))
    with pytest.raises(NotAllowed):
        actions.follow(ticket, by=actor(bo))


def test_many_are_joined_and_taken_away_at_once(as_dee, ada, bo, fay, parent):
    own = [report(bo), report(fay)]
    keys = [one.pk for one in own]
    as_dee.post("/tickets/many/join/", {"pick": keys, "sure": "1", "parent": parent.reference})
    assert {fresh(one).parent_id for one in own} == {parent.pk}
    page = as_dee.get(parent.get_absolute_url()).content.decode()
    assert "2 children" in page and own[0].reference in page
    assert parent.reference in as_dee.get(own[0].get_absolute_url()).content.decode()
    as_dee.post("/tickets/many/leave/", {"pick": keys})
    assert {fresh(one).parent_id for one in own} == {None}


def test_a_large_family_is_counted_no_further_than_anybody_wants_to_know(as_dee, ada, bo, parent, monkeypatch):
    own = [report(bo) for _ in range(3)]
    for one in own:
        actions.join(one, by=actor(ada), parent=fresh(parent))
    whole = as_dee.get(parent.get_absolute_url()).content.decode()
    assert "3 children" in whole and "Children that are solved" in whole
    monkeypatch.setattr(counting, "COUNTED_TO", 2)
    monkeypatch.setattr(relatives, "COUNTED_TO", 2)
    page = as_dee.get(parent.get_absolute_url()).content.decode()
    assert "2+ children" in page and "Children that are solved" not in page and "All of them in the queue" in page
