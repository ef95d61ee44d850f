"""Acts on many tickets: each its own act with its own refusal, a report of what was not done, and undoing it."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from vakdesk.access.roles import Role
from vakdesk.jobs.embedded import work_off
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people.tests.cast import actor, make_person
from vakdesk.records import actions as records
from vakdesk.tickets import actions
from vakdesk.tickets.jobs import forget_bulk_acts
from vakdesk.tickets.kinds import State
from vakdesk.tickets.many import MANY
from vakdesk.tickets.models import BulkAct, Outcome, Phase
from vakdesk.tickets.running import go_on
from vakdesk.tickets.tests.play import fresh, refused, report, resolved, taken, verbs

FACTS = {"affected": "All of C", "systems": "C1-C3", "criticality": "Exams", "workaround": "None"}


def to_many(by, verb, tickets, **particulars) -> BulkAct:
    who = replace(actor(by), correlation=uuid.uuid4())
    given = {name: [str(value)] for name, value in particulars.items()}
    bulk = actions.begin(by=who, verb=verb, tickets=[ticket.pk for ticket in tickets], particulars=given)
    go_on(bulk, who)
    bulk.refresh_from_db()
    return bulk


def undone(bulk, by) -> list[tuple[str, str]]:
    actions.undo(bulk, by=actor(by))
    bulk.refresh_from_db()
    go_on(bulk, actor(by))
    bulk.refresh_from_db()
    return outcomes(bulk)


def outcomes(bulk) -> list[tuple[str, str]]:
    return list(bulk.lines.values_list("outcome", "why"))


def stands(ticket, by) -> dict:
    """Everything about the ticket that an act on many may change."""
    found = fresh(ticket)
    plain = {name: one.standing(found, actor(by), {"name": "outage"}) for name, one in MANY.items()}
    return {**plain, "closed_at": found.closed_at}


def test_each_is_an_act_of_its_own_and_what_refuses_stops_no_other(ada, bo):
    free, hers, other = report(bo), taken(bo, ada), report(bo)
    bulk = to_many(ada, "take", [free, hers, other])
    assert outcomes(bulk) == [("done", ""), ("refused", "This is yours already."), ("done", "")]
    assert [verbs(one)[-1] for one in (free, other)] == ["ticket.taken"] * 2
    entries = Entry.objects.filter(correlation=bulk.number).order_by("pk").values_list("verb", flat=True)
    assert list(entries) == ["bulk.begun", "ticket.taken", "ticket.taken"]


@pytest.mark.parametrize(
    ("verb", "particulars"),
    [
        ("take", {}),
        ("assign", {"assignee": "tia"}),
        ("hand_over", {"team": "systems", "found": "All one outage", "tried": "A restart", "expected": "Look"}),
        ("hold", {"waiting_for": "supplier", "reason": "A part"}),
        ("classify", {"category": "printing", "impact": 3, "urgency": 3}),
        ("tag", {"name": "#Outage"}),
        ("watch", {}),
    ],
)
@pytest.mark.parametrize("begin", ["new", "held"])
def test_undoing_brings_back_how_each_stood(request, ada, dee, bo, printing, verb, particulars, begin):
    ticket = report(bo)
    if begin == "held":
        actions.take(ticket, by=actor(ada))
        actions.classify(ticket, by=actor(ada), category=printing, impact=1, urgency=1, **FACTS)
        actions.hold(ticket, by=actor(ada), waiting_for="requester", reason="Their answer")
    before = stands(ticket, dee)
    rows = ("tia", "systems", "printing")
    bulk = to_many(
        dee, verb, [ticket], **{name: request.getfixturevalue(one).pk if one in rows else one for name, one in particulars.items()}
    )
    assert outcomes(bulk) == [("done", "")]
    assert stands(ticket, dee) != before
    assert undone(bulk, dee) == [("undone", "")]
    assert (stands(ticket, dee), bulk.phase) == (before, Phase.UNDONE)


def test_resuming_untagging_and_closing_are_undone_too(ada, dee, bo):
    held, tagged, done = taken(bo, ada), report(bo), resolved(bo, ada)
    actions.hold(held, by=actor(ada), waiting_for="requester", reason="Their answer")
    records.tag(tagged.record, by=actor(ada), name="outage")
    for verb, ticket, more in (("resume", held, {}), ("untag", tagged, {"name": "outage"}), ("close", done, {"closure": "verified"})):
        before = stands(ticket, dee)
        bulk = to_many(dee, verb, [ticket], **more)
        assert outcomes(bulk) == [("done", "")]
        assert stands(ticket, dee) != before
        assert undone(bulk, dee) == [("undone", "")]
        assert stands(ticket, dee) == before
    assert (fresh(done).state, fresh(done).closure, fresh(done).closed_at) == (State.RESOLVED, "", None)


def test_what_somebody_changed_since_stays_and_is_told(ada, dee, tia, bo):
    one, other = report(bo), report(bo)
    bulk = to_many(dee, "assign", [one, other], assignee=ada.pk)
    actions.assign(one, by=actor(dee), assignee=tia)
    assert undone(bulk, dee) == [("kept", "Somebody changed this since. It stays as it is now."), ("undone", "")]
    assert (fresh(one).assignee, fresh(other).assignee) == (tia, None)


def test_a_message_since_is_no_reason_not_to_undo(ada, dee, bo):
    ticket = report(bo)
    bulk = to_many(dee, "assign", [ticket], assignee=ada.pk)
    actions.reply(ticket, by=actor(bo), text="Any news?")
    assert undone(bulk, dee) == [("undone", "")]


def test_undoing_has_its_entries_and_tells_what_is_as_before(dee, bo):
    bulk = to_many(dee, "take", [report(bo)])
    undone(bulk, dee)
    entry = Entry.objects.get(verb="ticket.put_back")
    assert entry.facts == {"fields": "assignee, state", "assignee": None, "state": "new", "priority": 3}
    assert Entry.objects.get(verb="bulk.undone").facts == {"act": "take", "count": 1}


def test_whoever_had_it_and_has_left_does_not_get_it_back(ada, dee, tia, bo):
    bulk = to_many(dee, "assign", [taken(bo, tia)], assignee=ada.pk)
    type(tia).objects.filter(pk=tia.pk).update(is_active=False)
    assert undone(bulk, dee) == [("kept", "Whoever had it before has left. Assign it to somebody else.")]


def test_it_is_undone_once_by_whoever_did_it_and_for_some_minutes(ada, dee, bo):
    bulk = to_many(dee, "take", [report(bo)])
    with refused("", "Only the one"):
        actions.undo(bulk, by=actor(ada))
    with clock.travel(clock.now() + timedelta(minutes=16)), refused("", "15 minutes"):
        actions.undo(bulk, by=actor(dee))
    undone(bulk, dee)
    with refused("", "undone already"):
        actions.undo(bulk, by=actor(dee))


def test_nothing_done_is_nothing_to_undo_and_what_is_at_work_waits(dee, bo):
    bulk = to_many(dee, "take", [taken(bo, dee)])
    with refused("", "Nothing of this was done"):
        actions.undo(bulk, by=actor(dee))
    begun = actions.begin(by=replace(actor(dee), correlation=uuid.uuid4()), verb="take", tickets=[report(bo).pk], particulars={})
    with refused("", "still at work"):
        actions.undo(begun, by=actor(dee))


def test_a_tag_that_was_there_is_not_taken_off_by_undoing(ada, dee, bo):
    had, had_not = report(bo), report(bo)
    records.tag(had.record, by=actor(ada), name="outage")
    bulk = to_many(dee, "tag", [had, had_not], name="outage")
    assert list(bulk.lines.values_list("outcome", flat=True)) == ["refused", "done"]
    undone(bulk, dee)
    assert [one.record.tags.exists() for one in (had, had_not)] == [True, False]


def test_classifying_many_leaves_what_is_not_chosen(ada, dee, bo, printing):
    urgent, bare = taken(bo, ada), report(bo)
    actions.classify(urgent, by=actor(ada), category=printing, impact=1, urgency=2, **FACTS)
    bulk = to_many(dee, "classify", [urgent, bare], urgency=3)
    assert (fresh(urgent).impact, fresh(urgent).urgency, fresh(urgent).category) == (1, 3, printing)
    assert bulk.lines.get(ticket=bare).why.startswith("This has no category yet")


def test_each_ticket_is_asked_whether_one_may(bo, cem, vlierhof):
    theirs, other = report(cem), report(bo)
    serves_one = make_person("Ivo Elders", role=Role.AGENT, scope=vlierhof)
    bulk = to_many(serves_one, "take", [theirs, other])
    assert outcomes(bulk) == [("done", ""), ("refused", "This is not there any more, or not for you.")]
    assert fresh(other).assignee is None


def test_many_are_done_by_the_worker_who_goes_on_where_it_stopped(dee, bo, monkeypatch):
    monkeypatch.setattr("vakdesk.tickets.running.AT_ONCE", 1)
    tickets = [report(bo) for _number in range(3)]
    bulk = to_many(dee, "tag", tickets, name="outage")
    assert (bulk.phase, bulk.lines.filter(outcome=Outcome.WAITING).count()) == (Phase.DOING, 3)
    bulk.lines.filter(ticket=tickets[0]).update(outcome=Outcome.DONE)
    work_off()
    bulk.refresh_from_db()
    assert (bulk.phase, bulk.particulars) == (Phase.DONE, {})
    assert [one.record.tags.exists() for one in tickets] == [False, True, True]
    assert Entry.objects.filter(verb="record.tagged", correlation=bulk.number, actor_id=dee.pk).count() == 2


def test_who_has_lost_the_right_meanwhile_does_nothing_more(dee, bo, monkeypatch):
    monkeypatch.setattr("vakdesk.tickets.running.AT_ONCE", 0)
    ticket = report(bo)
    bulk = to_many(dee, "take", [ticket])
    dee.grants.update(ends_at=clock.now() - timedelta(minutes=1))
    work_off()
    assert (bulk.lines.get().outcome, fresh(ticket).assignee) == (Outcome.REFUSED, None)


def test_particulars_that_are_gone_meanwhile_are_said(dee, bo, monkeypatch):
    monkeypatch.setattr("vakdesk.tickets.running.AT_ONCE", 0)
    bulk = to_many(dee, "hand_over", [report(bo)], team=987654, found="All one outage", tried="A restart", expected="Look")
    work_off()
    assert bulk.lines.get().why.startswith("What was chosen for all is no longer there")


def test_more_than_anybody_means_is_refused(dee, monkeypatch):
    monkeypatch.setattr("vakdesk.tickets.actions.bulk.MOST_AT_ONCE", 2)
    with refused("", "more than 2 tickets"):
        actions.begin(by=actor(dee), verb="take", tickets=[1, 2, 3], particulars={})


def test_requesters_and_auditors_act_on_none(bo, eli):
    for somebody in (bo, eli):
        with pytest.raises(NotAllowed):
            actions.begin(by=actor(somebody), verb="take", tickets=[report(bo).pk], particulars={})


def test_the_same_submission_again_is_the_same_act(dee, bo):
    by, pk = replace(actor(dee), correlation=uuid.uuid4()), report(bo).pk
    first, again = (actions.begin(by=by, verb="take", tickets=[pk], particulars={}) for _time in range(2))
    assert first == again


def test_all_that_match_are_meant_also_beyond_the_page(as_dee, ada, bo, monkeypatch):
    monkeypatch.setattr("vakdesk.tickets.lists.Queue.size", 2)
    tickets = [report(bo) for _number in range(3)]
    mine = taken(bo, ada)
    assert "All 3 that match" in as_dee.get("/tickets/?view=unassigned").content.decode()
    posted = {"all": "1", "query": "view=unassigned&state=new", "next": "/tickets/"}
    asked = as_dee.post("/tickets/many/take/", posted)
    assert (asked.status_code, asked.context["count"], "to each by itself" in asked.content.decode()) == (200, 3, True)
    response = as_dee.post("/tickets/many/take/", posted | {"sure": "1", "expected": "3"}, follow=True)
    assert "Done for 3 tickets." in response.content.decode()
    assert (all(fresh(one).assignee for one in tickets), fresh(mine).assignee) == (True, ada)


def test_too_many_that_match_are_not_offered(as_dee, bo, monkeypatch):
    monkeypatch.setattr("vakdesk.tickets.views.queue.MOST_AT_ONCE", 1)
    report(bo), report(bo)
    page = as_dee.post("/tickets/many/take/", {"all": "1", "query": "view=all"}).content.decode()
    assert "These are more than 1 tickets" in page and "Take them" not in page


def test_when_others_match_meanwhile_one_is_asked_again(as_dee, bo):
    report(bo)
    response = as_dee.post("/tickets/many/take/", {"all": "1", "query": "view=unassigned", "sure": "1", "expected": "7"})
    assert (response.status_code, "Meanwhile these are 1" in response.content.decode()) == (409, True)


@pytest.mark.parametrize("query", ["view=v1", "after=%00&sort=password", "%%%%", "=&&=;", "words=" + "x" * 30_000])
def test_nonsense_in_what_all_means_breaks_nothing(as_dee, bo, query):
    report(bo)
    assert as_dee.post("/tickets/many/take/", {"all": "1", "query": query}).status_code in (200, 303)


def test_the_toast_undoes_it(as_dee, bo):
    ticket = report(bo)
    page = as_dee.post("/tickets/many/take/", {"pick": [ticket.pk], "next": "/tickets/"}, follow=True).content.decode()
    bulk = BulkAct.objects.get()
    assert f'action="/tickets/bulk/{bulk.pk}/undo/"' in page
    page = as_dee.post(f"/tickets/bulk/{bulk.pk}/undo/", {"next": "/tickets/"}, follow=True).content.decode()
    assert "Undone for 1 ticket." in page and fresh(ticket).assignee is None
    assert "This is undone already." in as_dee.post(f"/tickets/bulk/{bulk.pk}/undo/", follow=True).content.decode()


def test_its_page_says_what_was_not_done_and_why(as_dee, dee, as_ada, bo):
    hers = taken(bo, dee)
    bulk = to_many(dee, "take", [report(bo), hers])
    page = as_dee.get(bulk.get_absolute_url()).content.decode()
    assert "This is yours already." in page and hers.reference in page and "Undo" in page
    assert as_ada.get(bulk.get_absolute_url()).status_code == 404
    assert as_ada.post(f"/tickets/bulk/{bulk.pk}/undo/").status_code == 404
    assert bulk.get_absolute_url() in as_dee.get("/tickets/bulk/").content.decode()
    assert bulk.get_absolute_url() not in as_ada.get("/tickets/bulk/").content.decode()


def test_what_is_at_work_is_looked_at_again(as_dee, bo, monkeypatch):
    monkeypatch.setattr("vakdesk.tickets.running.AT_ONCE", 0)
    response = as_dee.post("/tickets/many/take/", {"pick": [report(bo).pk]})
    bulk = BulkAct.objects.get()
    assert response.headers["Location"] == bulk.get_absolute_url()
    assert "every 2s" in as_dee.get(bulk.get_absolute_url()).content.decode()


def test_a_list_where_text_is_expected_and_text_where_a_list_is(as_dee, bo, printing):
    ticket = report(bo)
    for posted in ({"name": ["a", "b"]}, {"name[]": "a"}, {"pick[]": ticket.pk, "name": "x"}, {"category": [printing.pk, "x"]}):
        assert as_dee.post("/tickets/many/tag/", {"pick": [ticket.pk], "sure": "1", **posted}).status_code in (303, 422)


def test_no_field_of_a_ticket_is_assigned_through_the_form_of_many(as_dee, bo):
    ticket = report(bo)
    posted = {"pick": [ticket.pk], "sure": "1", "name": "x", "state": "closed", "priority": "1", "assignee": "1"}
    as_dee.post("/tickets/many/tag/?state=closed&priority=1", posted)
    assert (fresh(ticket).state, fresh(ticket).priority, fresh(ticket).assignee) == (State.NEW, 3, None)


def test_lines_are_forgotten_after_a_month(dee, bo):
    with clock.travel(clock.now() - timedelta(days=31)):
        to_many(dee, "take", [report(bo)])
    kept = to_many(dee, "take", [report(bo)])
    forget_bulk_acts()
    assert list(BulkAct.objects.all()) == [kept]
