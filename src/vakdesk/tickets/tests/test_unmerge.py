"""Undoing a merge brings back what was."""

from datetime import timedelta

import pytest

from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor, client_of, make_person
from vakdesk.records import actions as records
from vakdesk.records.kinds import LinkKind
from vakdesk.records.models import Link
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import State, WaitingFor
from vakdesk.tickets.tests.play import MONDAY, fresh, last, refused, report
from vakdesk.tickets.tests.play import resolved as resolved_by
from vakdesk.tickets.tests.test_merge import fay, fays, merged, other, told

__all__ = ["fay", "fays", "other"]
KEPT = ("state", "waiting_for", "hold_reason", "hold_until", "needs_answer", "closure", "closed_at", "assignee_id", "priority", "cause")


def told_by(ticket):
    return {name: getattr(fresh(ticket), name) for name in KEPT}


def test_it_stands_as_before(ada, taken, other):
    with clock.travel(MONDAY):
        actions.hold(taken, by=actor(ada), waiting_for="supplier", reason="A part", until=MONDAY + timedelta(days=3))
        before = told_by(taken)
        merged(taken, other, ada)
        actions.unmerge(fresh(taken), by=actor(ada))
    assert told_by(taken) == before
    assert (fresh(taken).merged_into_id, fresh(taken).before_merge) == (None, {})
    assert not Link.objects.exists()
    facts = last(taken, "ticket.unmerged").facts
    assert facts == {"state": "waiting", "waiting_for": "supplier", "team": taken.team_id}
    assert last(other, "ticket.parted").facts == {"parted": taken.reference}


def test_what_was_resolved_is_resolved_again(ada, bo, other):
    ticket = resolved_by(bo, ada)
    before = told_by(ticket)
    merged(ticket, other, ada)
    actions.unmerge(fresh(ticket), by=actor(ada))
    assert told_by(ticket) == before


def test_what_lay_unanswered_does_so_again(ada, bo, ticket, other):
    actions.reply(ticket, by=actor(bo), text="Hello?")
    merged(ticket, other, ada)
    actions.unmerge(fresh(ticket), by=actor(ada))
    assert fresh(ticket).needs_answer


def test_it_waits_no_more_for_a_requester_who_has_written_since(ada, fay, fays, ticket):
    actions.take(fays, by=actor(ada))
    actions.ask(fays, by=actor(ada), text="Which room?")
    merged(fays, ticket, ada)
    actions.reply(fresh(fays), by=actor(fay), text="C2")
    actions.unmerge(fresh(fays), by=actor(ada))
    found = fresh(fays)
    assert (found.state, found.waiting_for, found.needs_answer) == (State.IN_PROGRESS, "", True)


def test_it_waits_on_for_a_requester_who_has_not(ada, fays, ticket):
    actions.ask(fays, by=actor(ada), text="Which room?")
    merged(fays, ticket, ada)
    actions.unmerge(fresh(fays), by=actor(ada))
    assert (fresh(fays).state, fresh(fays).waiting_for) == (State.WAITING, WaitingFor.REQUESTER)


def test_a_link_that_was_there_before_stays(ada, ticket, other):
    records.link(ticket.record, by=actor(ada), kind=LinkKind.DUPLICATES, target=other.record)
    merged(ticket, other, ada)
    actions.unmerge(fresh(ticket), by=actor(ada))
    assert Link.objects.count() == 1


def test_no_other_link_goes(ada, fays, ticket, other):
    kept = {"source": ticket.record, "target": other.record, "kind": LinkKind.RELATES_TO}
    records.link(ticket.record, by=actor(ada), kind=LinkKind.RELATES_TO, target=other.record)
    records.link(ticket.record, by=actor(ada), kind=LinkKind.DUPLICATES, target=fays.record)
    records.link(fays.record, by=actor(ada), kind=LinkKind.DUPLICATES, target=other.record)
    merged(ticket, other, ada)
    actions.unmerge(fresh(ticket), by=actor(ada))
    assert Link.objects.count() == 3 and Link.objects.filter(**kept).exists()
    assert not Link.objects.filter(**kept | {"kind": LinkKind.DUPLICATES}).exists()


def test_who_reads_it_by_a_share_alone_does_not_undo_it(vlierhof, ada, ticket, other):
    agent = make_person("Ivo Elders", role=Role.AGENT, scope=vlierhof)
    records.link(ticket.record, by=actor(ada), kind=LinkKind.DUPLICATES, target=other.record)
    merged(ticket, other, ada)
    records.share(ticket.record, by=actor(ada), person_id=agent.pk, side="staff", why="The same fault at their client")
    with pytest.raises(NotAllowed):
        actions.unmerge(fresh(ticket), by=actor(agent))


def test_a_link_that_somebody_took_off_is_not_missed(ada, ticket, other):
    merged(ticket, other, ada)
    records.unlink(ticket.record, by=actor(ada), link=Link.objects.get())
    actions.unmerge(fresh(ticket), by=actor(ada))
    assert fresh(ticket).is_open


def test_it_can_be_merged_again(ada, ticket, other):
    for _time in range(2):
        merged(ticket, other, ada)
        actions.unmerge(fresh(ticket), by=actor(ada))
    assert fresh(ticket).is_open


def test_what_is_not_merged_is_refused(ada, ticket):
    with refused("", "not merged"):
        actions.unmerge(ticket, by=actor(ada))


def test_requesters_do_not_undo_it(bo, ada, ticket, other):
    merged(ticket, other, ada)
    with pytest.raises(NotAllowed):
        actions.unmerge(fresh(ticket), by=actor(bo))


def test_who_asked_hears_that_it_goes_on_by_itself(ada, fay, fays, ticket):
    merged(fays, ticket, ada)
    actions.unmerge(fresh(fays), by=actor(ada))
    assert any("working on your report again" in text for text in told(fay))
    assert "We handle this on its own again." in client_of(fay).get(f"/portal/reports/{fays.reference}/").content.decode()


def test_it_is_undone_from_the_page(as_ada, ada, ticket, other):
    merged(ticket, other, ada)
    address = f"/tickets/{ticket.reference}/unmerge/"
    assert "clocks go on" in as_ada.get(address).content.decode()
    assert as_ada.post(address).status_code == 303
    assert fresh(ticket).is_open
    assert ticket.reference in as_ada.get("/tickets/?view=unassigned").content.decode()


def test_what_it_took_in_stays_with_it(ada, bo, ticket, other):
    third = report(bo)
    merged(third, ticket, ada)
    merged(ticket, other, ada)
    actions.unmerge(fresh(ticket), by=actor(ada))
    assert fresh(third).root.pk == ticket.pk
