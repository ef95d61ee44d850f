"""Reading: lists with the filters of the web, things, what hangs on them; and what does not belong in an address."""

from typing import Any

import pytest

from vakdesk.api.reads import key_of
from vakdesk.api.tests.calling import Caller, caller, detail
from vakdesk.people.models import Person, Team
from vakdesk.people.tests import cast
from vakdesk.records import actions as records
from vakdesk.records.store import stage
from vakdesk.tickets import actions
from vakdesk.tickets.models import Ticket
from vakdesk.ui.offering import Hanging, Thing


def test_a_ticket_is_read_by_its_reference(by_ada: Caller, ticket: Ticket, bo: Person) -> None:
    answer = by_ada.get(f"tickets/{ticket.reference}")
    assert answer.status_code == 200 and answer["ETag"]
    shown = answer.json()
    assert shown["title"] == "Printer in C2" and shown["state"] == "new"
    assert shown["requester"] == {"id": bo.pk, "name": "Bo Jansen"}


def test_what_has_not_changed_is_not_sent_again(by_ada: Caller, ticket: Ticket, ada: Person) -> None:
    tag = by_ada.get(f"tickets/{ticket.reference}")["ETag"]
    assert by_ada.get(f"tickets/{ticket.reference}", If_None_Match=f"W/{tag}").status_code == 304
    actions.take(ticket, by=cast.actor(ada))
    assert by_ada.get(f"tickets/{ticket.reference}", If_None_Match=tag).status_code == 200


def test_a_list_is_narrowed_and_ordered_as_on_the_web(by_ada: Caller, bo: Person, ada: Person) -> None:
    made = [
        actions.register(bo, by=cast.actor(ada), kind="incident", title=f"Thing {number}", text="It does nothing") for number in range(3)
    ]
    actions.take(made[1], by=cast.actor(ada))
    assert [one["title"] for one in by_ada.get("tickets?sort=oldest").json()["items"]] == ["Thing 0", "Thing 1", "Thing 2"]
    assert [one["title"] for one in by_ada.get("tickets?view=mine").json()["items"]] == ["Thing 1"]
    assert [one["title"] for one in by_ada.get("tickets?state=in_progress").json()["items"]] == ["Thing 1"]
    assert by_ada.get("tickets?words=Thing%202").json()["items"][0]["title"] == "Thing 2"
    assert [one["title"] for one in by_ada.get("tickets?not_state=new&opened_from=1d").json()["items"]] == ["Thing 1"]
    assert len(by_ada.get("tickets?escalated=false").json()["items"]) == 3 and by_ada.get("tickets?escalated=true").json()["items"] == []


def test_a_list_goes_on_from_page_to_page_and_back(by_ada: Caller, bo: Person, ada: Person) -> None:
    for number in range(5):
        actions.register(bo, by=cast.actor(ada), kind="incident", title=f"Thing {number}", text="It does nothing")
    seen, url = [], "/api/v1/tickets?sort=oldest&limit=2"
    while url:
        page = by_ada.get(url.removeprefix("/api/v1/"))
        seen += [one["title"] for one in page.json()["items"]]
        last, url = page, page.json()["next"]
    assert seen == [f"Thing {number}" for number in range(5)]
    before = last.json()["previous"].removeprefix("/api/v1/")
    assert [one["title"] for one in by_ada.get(before).json()["items"]] == ["Thing 2", "Thing 3"]
    assert 'rel="prev"' in last["Link"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page=-1", "page"),
        ("limit=1000000", "limit"),
        ("limit=0", "limit"),
        ("limit=-1", "limit"),
        ("limit=1e3", "limit"),
        ("after=nonsense", "after"),
        ("after=W10", "after"),
        ("sort=password", "sort"),
        ("view=everything", "view"),
        ("state=asleep", "state"),
        ("state=new&state=closed", "state"),
        ("state[]=new", "state[]"),
        ("state__in=new", "state__in"),
        ("record__requester__password__startswith=a", "record__requester__password__startswith"),
        ("answer=perhaps", "answer"),
        ("not_answer=true", "not_answer"),
        ("opened_from=yesterday", "opened_from"),
        ("requester=Bo", "requester"),
        ("words=%00", "words"),
        ("words=" + "a" * 201, "words"),
    ],
)
def test_words_of_the_address_that_mean_nothing_are_refused(by_ada: Caller, query: str, field: str) -> None:
    answer = by_ada.get(f"tickets?{query}")
    assert detail(answer, 422)
    assert answer.json()["errors"][0]["field"] == field


def test_page_minus_one_is_refused_with_the_way_to_go_on(by_ada: Caller) -> None:
    assert "next" in detail(by_ada.get("tickets?page=-1"), 422)


def test_ten_thousand_words_and_patterns_that_match_everything_are_survived(by_ada: Caller, ticket: Ticket) -> None:
    assert detail(by_ada.get("search?q=" + "+OR+".join(["a"] * 2000)), 422)
    for words in ("%25%25%25%25", "((((a%2B)%2B)%2B)%2B$", "*", "%22"):
        assert by_ada.get(f"search?q={words}").status_code == 200
        assert by_ada.get(f"tickets?words={words}").status_code == 200


def test_what_is_not_theirs_is_not_there(ticket: Ticket, cem: Person) -> None:
    by_cem = caller(cem)
    for path in (f"tickets/{ticket.reference}", f"tickets/{ticket.reference}/messages", f"reports/{ticket.reference}"):
        answer = by_cem.get(path)
        assert answer.status_code in (403, 404), path
        assert "Printer" not in answer.content.decode()
    assert by_cem.get("reports").json()["items"] == []


def test_a_requester_reads_the_public_side_and_nothing_else(ticket: Ticket, by_bo: Caller, ada: Person) -> None:
    actions.note(ticket, by=cast.actor(ada), text="the inside story", files=[stage("inside.txt", [b"inside"])])
    actions.reply(ticket, by=cast.actor(ada), text="Is the lamp on?")
    said = [one["text"] for one in by_bo.get(f"reports/{ticket.reference}/messages").json()["items"]]
    assert said == ["It does nothing", "Is the lamp on?"]
    note = ticket.record.messages.get(text="the inside story")
    file = ticket.record.attachments.get()
    for path in (f"messages/{note.pk}", f"attachments/{file.pk}", f"attachments/{file.pk}/content"):
        assert by_bo.get(path).status_code == 404
    assert "inside" not in by_bo.get(f"reports/{ticket.reference}").content.decode()
    assert "inside" not in by_bo.get("search?q=inside").content.decode()
    assert "NOTED" not in by_bo.get("entries").content.decode().upper()


def test_what_hangs_on_a_ticket_is_listed(by_ada: Caller, ticket: Ticket, ada: Person, dee: Person) -> None:
    by = cast.actor(ada)
    records.tag(ticket.record, by=by, name="toner")
    records.watch(ticket.record, by=by, person_id=dee.pk)
    records.share(ticket.record, by=by, person_id=dee.pk, why="she asked")
    actions.note(ticket, by=by, text="seen", files=[stage("photo.txt", [b"photo"])])
    here = f"tickets/{ticket.reference}"
    assert [one["name"] for one in by_ada.get(f"{here}/tags").json()["items"]] == ["toner"]
    assert by_ada.get(f"{here}/watchers").json()["items"][0]["person"]["name"] == "Dee de Wit"
    assert by_ada.get(f"{here}/shares").json()["items"][0]["why"] == "she asked"
    file = by_ada.get(f"{here}/attachments").json()["items"][0]
    got = by_ada.get(file["content"].removeprefix("/api/v1/"))
    assert b"".join(got) == b"photo" and got["X-Content-Type-Options"] == "nosniff" and "attachment" in got["Content-Disposition"]
    assert [one["verb"] for one in by_ada.get(f"{here}/entries").json()["items"]][:2] == ["ticket.registered", "record.tagged"]


def test_entries_are_read_by_cursor(by_ada: Caller, ticket: Ticket, ada: Person) -> None:
    first = by_ada.get("entries?limit=1").json()
    assert "facts" in first["items"][0] and "sealed" not in first["items"][0]
    verbs, url = [], first["next"]
    while url:
        page = by_ada.get(url.removeprefix("/api/v1/")).json()
        verbs += [one["verb"] for one in page["items"]]
        url = page["next"]
    assert "ticket.registered" in verbs


def test_the_whole_logbook_is_for_those_who_audit(by_ada: Caller, eli: Person) -> None:
    assert detail(by_ada.get("audit"), 403)
    assert caller(eli).get("audit?limit=1").json()["items"]


def test_search_finds_records_with_their_address(by_ada: Caller, ticket: Ticket) -> None:
    found = by_ada.get("search?q=printer").json()
    assert found["items"][0]["reference"] == ticket.reference
    assert found["items"][0]["url"] == f"/api/v1/tickets/{ticket.reference}"


def test_an_address_that_is_not_there_says_so_in_words(by_ada: Caller) -> None:
    for path in (
        "nothing",
        "tickets/TK-9999999",
        "tickets/%00",
        "people/999999999999999999999999",
        "people/-1",
        "people/x",
        "tickets//take",
        "a/b/c/d",
    ):
        assert detail(by_ada.get(path), 404)


def test_what_cannot_be_done_there_says_what_can(by_ada: Caller, ticket: Ticket) -> None:
    answer = by_ada.client.delete(f"/api/v1/tickets/{ticket.reference}", headers={"Authorization": f"Bearer {by_ada.text}"})
    assert "GET" in detail(answer, 405) and answer["Allow"] == "GET, HEAD"


def test_every_list_answers_those_who_may_read_it(ann: Person, dee: Person, ticket: Ticket, desk: Team) -> None:
    answers: dict[str, set[int]] = {}
    for one in (caller(ann), caller(dee)):
        for thing in Thing.registry:
            if thing.page is not None:
                answers.setdefault(thing.name, set()).add(one.get(thing.name).status_code)
    assert all(200 in found and found <= {200, 403} for found in answers.values()), answers
    by_dee = caller(dee)
    for which in Hanging.registry:
        row: Any = which.thing.rows(cast.actor(dee)).first()
        if row is not None:
            assert by_dee.get(f"{which.thing.name}/{key_of(which.thing, row)}/{which.word}").status_code == 200
