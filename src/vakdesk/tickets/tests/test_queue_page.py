"""The queue: views, filters, order, export, and acts on many tickets at once."""

import csv
import io

import pytest
from django.test import Client

from vakdesk.access.roles import Role
from vakdesk.people.tests.cast import actor, client_of, make_person
from vakdesk.records import actions as records
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import Priority, State
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import fresh, report
from vakdesk.tickets.tests.play import taken as taken_by

FACTS = {"affected": "All", "systems": "C1", "criticality": "Exams", "workaround": "None"}


def _shown(client: Client, query: str = "") -> list[str]:
    """References in the order of the page."""
    page = client.get(f"/tickets/{query}").content.decode()
    return [part.split("<")[0] for part in page.split('<span class="reference">')[1:]]


def test_the_tabs_part_the_work(as_ada, ada, tia, bo, desk):
    mine, hers, nobodys = taken_by(bo, ada), taken_by(bo, tia), report(bo)
    waits = taken_by(bo, ada)
    actions.hold(waits, by=actor(ada), waiting_for="supplier", reason="A part")
    assert set(_shown(as_ada)) == {mine.reference, waits.reference}
    assert set(_shown(as_ada, "?view=team")) == {one.reference for one in (mine, hers, nobodys, waits)}
    assert _shown(as_ada, "?view=unassigned") == [nobodys.reference]
    assert _shown(as_ada, "?view=waiting") == [waits.reference]
    assert set(_shown(as_ada, "?view=all")) == {one.reference for one in (mine, hers, nobodys, waits)}


def test_the_tabs_count(as_ada, ada, bo):
    taken_by(bo, ada)
    assert "My work <b>1</b>" in as_ada.get("/tickets/").content.decode()


def test_what_hurts_next_stands_first(as_ada, ada, bo, printing):
    older, urgent = taken_by(bo, ada), taken_by(bo, ada)
    actions.classify(urgent, by=actor(ada), category=printing, impact=1, urgency=1, **FACTS)
    assert _shown(as_ada) == [urgent.reference, older.reference]
    assert _shown(as_ada, "?sort=oldest") == [older.reference, urgent.reference]


def test_filters_narrow_and_words_are_searched(as_ada, ada, bo, printing):
    one, other = taken_by(bo, ada, title="Printer jammed"), taken_by(bo, ada, title="Laptop lost")
    actions.classify(one, by=actor(ada), category=printing, impact=3, urgency=3)
    assert _shown(as_ada, f"?category={printing.pk}") == [one.reference]
    assert _shown(as_ada, "?priority=4") == [one.reference]
    assert _shown(as_ada, "?words=laptops") == [other.reference]
    assert _shown(as_ada, f"?words={one.reference.lower()}") == [one.reference]
    assert _shown(as_ada, "?view=all&assignee=none") == []
    assert len(_shown(as_ada, "?category=nonsense&priority=99&sort=sideways&after=x")) == 2


def test_pages_turn_both_ways(as_ada, ada, bo, monkeypatch):
    monkeypatch.setattr("vakdesk.tickets.lists.Queue.size", 2)
    tickets = [taken_by(bo, ada).reference for _number in range(5)]
    first = as_ada.get("/tickets/")
    second = as_ada.get(first.context["older"])
    assert (_rows(first), _rows(second)) == (tickets[:2], tickets[2:4])
    assert _rows(as_ada.get(second.context["newer"])) == tickets[:2]


def _rows(response) -> list[str]:
    return [part.split("<")[0] for part in response.content.decode().split('<span class="reference">')[1:]]


def test_the_export_has_the_rows_and_runs_no_formula(as_ada, ada, bo):
    ticket = taken_by(bo, ada, title='=HYPERLINK("evil")')
    body = b"".join(as_ada.get("/tickets/?format=csv").streaming_content).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(body)))
    assert (row["Number"], row["Subject"], row["Requester"], row["State"]) == (
        ticket.reference,
        '\'=HYPERLINK("evil")',
        "Bo Jansen",
        "In progress",
    )


def test_what_needs_an_answer_is_told_in_words(as_ada, ada, taken):
    assert "needs an answer" in as_ada.get("/tickets/").content.decode()
    actions.reply(taken, by=actor(ada), text="Which key?")
    assert "needs an answer" not in as_ada.get("/tickets/").content.decode()


@pytest.mark.parametrize(("who", "status"), [("tia", 200), ("dee", 200), ("ann", 200), ("bo", 404), ("eli", 404)])
def test_who_sees_the_queue(request, who, status):
    assert client_of(request.getfixturevalue(who)).get("/tickets/").status_code == status


def test_who_serves_one_client_sees_its_tickets_only(bo, cem, vlierhof):
    theirs, _other = report(cem), report(bo)
    agent = client_of(make_person("Ivo Elders", role=Role.AGENT, scope=vlierhof))
    assert _shown(agent, "?view=all") == [theirs.reference]


def test_the_number_of_queries_does_not_grow(as_ada, ada, bo, django_assert_max_num_queries):
    def count() -> int:
        with django_assert_max_num_queries(60) as captured:
            assert as_ada.get("/tickets/?view=all").status_code == 200
        return len(captured)

    count()
    for _number in range(3):
        taken_by(bo, ada)
    few = count()
    for _number in range(20):
        taken_by(bo, ada)
    assert count() == few


def test_many_are_taken_at_once_and_what_was_refused_is_said(as_ada, ada, bo):
    free, hers = report(bo), taken_by(bo, ada)
    response = as_ada.post("/tickets/many/take/", {"pick": [free.pk, hers.pk], "next": "/tickets/?view=all"}, follow=True)
    assert fresh(free).assignee_id == ada.pk
    said = [str(message) for message in response.context["messages"]]
    assert said == ["Done for 1 ticket.", f"{hers.reference}: This is yours already."]


def test_particulars_are_asked_once_for_all(as_dee, ada, bo):
    tickets = [report(bo), report(bo)]
    picked = [ticket.pk for ticket in tickets]
    asked = as_dee.post("/tickets/many/assign/", {"pick": picked})
    assert (asked.status_code, all(ticket.reference in asked.content.decode() for ticket in tickets)) == (200, True)
    assert as_dee.post("/tickets/many/assign/", {"pick": picked, "sure": "1"}).status_code == 422
    as_dee.post("/tickets/many/assign/", {"pick": picked, "sure": "1", "assignee": ada.pk})
    assert {fresh(ticket).assignee_id for ticket in tickets} == {ada.pk}


def test_many_are_handed_over_classified_and_tagged(as_dee, bo, systems, printing):
    ticket = report(bo)
    as_dee.post("/tickets/many/tag/", {"pick": [ticket.pk], "sure": "1", "name": "outage"})
    as_dee.post("/tickets/many/classify/", {"pick": [ticket.pk], "sure": "1", "category": printing.pk, "impact": "3", "urgency": "3"})
    as_dee.post(
        "/tickets/many/hand_over/",
        {"pick": [ticket.pk], "sure": "1", "team": systems.pk, "found": "All the same outage.", "tried": "A restart", "expected": "Look"},
    )
    found = fresh(ticket)
    assert (list(found.record.tags.values_list("name", flat=True)), found.priority, found.record.team) == (
        ["outage"],
        Priority.LOW,
        systems,
    )


def test_nothing_picked_is_said(as_ada):
    response = as_ada.post("/tickets/many/take/", {"pick": ["x", "-1"]}, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["Select tickets first."]


def test_keys_of_tickets_one_cannot_see_pick_nothing(cem, bo, vlierhof):
    ticket = report(bo)
    agent = client_of(make_person("Ivo Elders", role=Role.AGENT, scope=vlierhof))
    agent.post("/tickets/many/take/", {"pick": [ticket.pk]})
    assert fresh(ticket).state == State.NEW


def test_an_unknown_act_on_many_is_not_there_and_requesters_have_none(as_ada, as_bo, bo):
    ticket = report(bo)
    assert as_ada.post("/tickets/many/erase/", {"pick": [ticket.pk]}).status_code == 404
    assert as_bo.post("/tickets/many/take/", {"pick": [ticket.pk]}).status_code == 403


def test_an_empty_queue_says_what_belongs_there(as_ada):
    assert "Nothing waits here" in as_ada.get("/tickets/").content.decode()
    assert "Nothing matches" in as_ada.get("/tickets/?priority=1").content.decode()


def test_tags_do_not_repeat_rows(as_ada, ada, bo):
    ticket = taken_by(bo, ada)
    for name in ("one", "two"):
        records.tag(ticket.record, by=actor(ada), name=name)
    assert _shown(as_ada) == [ticket.reference]
    assert Ticket.objects.count() == 1
