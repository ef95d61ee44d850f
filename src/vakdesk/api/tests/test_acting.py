"""Acting: the forms and actions of the web, guarded by what the caller has seen, once, in one transaction."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from vakdesk.access.actors import Door
from vakdesk.access.roles import Role
from vakdesk.api import doing, door
from vakdesk.api.models import Answered
from vakdesk.api.tests.calling import Caller, caller, detail
from vakdesk.kit import clock
from vakdesk.kit.timetable import timetable
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.people.tests import cast
from vakdesk.records import actions as records
from vakdesk.records.models import Attachment, Message
from vakdesk.tickets import actions
from vakdesk.tickets.models import CareSetting, Category, Ticket
from vakdesk.ui.offering import Deed


def test_a_ticket_is_registered_and_can_be_found_at_its_address(by_ada: Caller, bo: Person, desk: Team) -> None:
    answer = by_ada.post("tickets", {"requester": bo.pk, "title": "Beamer is dark", "text": "No light at all"})
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert answer["Location"] == f"/api/v1/tickets/{made['reference']}"
    assert (made["kind"], made["via"], made["team"]["name"]) == ("incident", "phone", "Service desk")
    assert answer["ETag"] == by_ada.get(f"tickets/{made['reference']}")["ETag"]


def test_a_person_is_named_by_key_or_by_text_that_finds_them(by_ada: Caller, bo: Person, desk: Team) -> None:
    for who in (bo.pk, "Bo Jansen", "bo@lindewaard.example"):
        assert by_ada.post("tickets", {"requester": who, "title": "A", "text": "B"}).status_code == 201
    assert detail(by_ada.post("tickets", {"requester": "Nobody at all", "title": "A", "text": "B"}), 422)


def test_what_is_done_by_the_api_says_so_in_the_logbook(by_ada: Caller, ticket: Ticket, ada: Person) -> None:
    assert by_ada.post(f"tickets/{ticket.reference}/take").json()["assignee"]["name"] == "Ada Kask"
    entry = Entry.objects.get(verb="ticket.taken")
    assert (entry.door, entry.actor_id) == (Door.API, ada.pk)


def test_who_has_not_read_it_cannot_change_it(by_ada: Caller, ticket: Ticket) -> None:
    assert "ETag" in detail(by_ada.post(f"tickets/{ticket.reference}/take", If_Match=""), 428)


def test_who_has_seen_it_otherwise_is_told_to_look_again(by_ada: Caller, ticket: Ticket, dee: Person) -> None:
    tag = by_ada.get(f"tickets/{ticket.reference}")["ETag"]
    actions.take(ticket, by=cast.actor(dee))
    answer = by_ada.post(f"tickets/{ticket.reference}/hold", {"waiting_for": "supplier", "reason": "A part"}, If_Match=tag)
    assert detail(answer, 412) and answer["ETag"] == by_ada.get(f"tickets/{ticket.reference}")["ETag"]
    assert (
        by_ada.post(
            f"tickets/{ticket.reference}/hold", {"waiting_for": "supplier", "reason": "A part"}, If_Match=answer["ETag"]
        ).status_code
        == 200
    )


def test_what_changes_between_the_look_and_the_lock_is_seen(by_ada: Caller, ticket: Ticket, dee: Person, monkeypatch: Any) -> None:
    """Somebody else is quicker by a moment: the tag is compared again while the ticket is locked."""
    tag, filled = by_ada.get(f"tickets/{ticket.reference}")["ETag"], doing._filled

    def slow(*args: Any) -> Any:
        monkeypatch.setattr(doing, "_filled", filled)
        actions.take(Ticket.objects.get(pk=ticket.pk), by=cast.actor(dee))
        return filled(*args)

    monkeypatch.setattr(doing, "_filled", slow)
    assert detail(by_ada.post(f"tickets/{ticket.reference}/hold", {"waiting_for": "supplier", "reason": "A part"}, If_Match=tag), 412)


def test_what_the_rules_do_not_allow_is_409_with_the_sentence_of_the_action(by_ada: Caller, ticket: Ticket) -> None:
    by_ada.post(f"tickets/{ticket.reference}/take")
    assert detail(by_ada.post(f"tickets/{ticket.reference}/take"), 409) == "This is yours already."
    answer = by_ada.post(f"tickets/{ticket.reference}/hold", {"waiting_for": "moment", "reason": "After the exams"})
    assert detail(answer, 409) == "Say until when." and answer.json()["errors"] == [{"field": "until", "detail": "Say until when."}]


def test_what_is_not_theirs_to_do_is_403_and_nothing_happens(by_ada: Caller) -> None:
    assert "administrator" in detail(by_ada.post("teams", {"name": "Mine"}), 403)
    assert not Team.objects.filter(name="Mine").exists()


def test_a_reply_answers_with_the_message(by_ada: Caller, ticket: Ticket) -> None:
    answer = by_ada.post(f"tickets/{ticket.reference}/reply", {"text": "Is the lamp on?"})
    assert answer.status_code == 201 and answer.json()["side"] == "public" and answer.json()["via"] == "api"
    assert by_ada.get(answer["Location"].removeprefix("/api/v1/")).json() == answer.json()


def test_files_come_as_parts_of_a_form(by_ada: Caller, ticket: Ticket) -> None:
    file = SimpleUploadedFile("log.txt", b"it hums")
    assert by_ada.send(f"tickets/{ticket.reference}/note", {"text": "See the log", "files": [file]}).status_code == 201
    found = Attachment.objects.get()
    assert (found.name, found.side, found.blob.size_bytes) == ("log.txt", "staff", 7)
    assert detail(by_ada.send(f"tickets/{ticket.reference}/note", {"text": "Empty", "files": [SimpleUploadedFile("e.txt", b"")]}), 422)
    assert detail(by_ada.post(f"tickets/{ticket.reference}/note", {"text": "As JSON", "files": ["aGVsbG8="]}), 422)


def test_what_is_not_given_stays_as_it_is(by_ada: Caller, ticket: Ticket, bo: Person) -> None:
    shown = by_ada.post(f"tickets/{ticket.reference}/edit", {"title": "Printer in C3"}).json()
    assert (shown["title"], shown["kind"], shown["requester"]["id"]) == ("Printer in C3", "incident", bo.pk)
    category = Category.objects.create(code="printing", names={"en": "Printing", "nl": "Printen"})
    first = by_ada.post(f"tickets/{ticket.reference}/classify", {"category": category.pk, "impact": 3, "urgency": 1}).json()
    assert (first["priority"], first["category"]["name"]) == (3, "Printing")
    assert by_ada.post(f"tickets/{ticket.reference}/classify", {"urgency": 3}).json()["urgency"] == 3


def test_an_administrator_edits_part_of_a_thing(ann: Person, lindewaard: Organisation) -> None:
    by_ann = caller(ann)
    shown = by_ann.post(f"organisations/{lindewaard.pk}/edit", {"zone": "Europe/Tallinn"}).json()
    assert (shown["name"], shown["zone"], shown["domains"], shown["is_active"]) == (
        "ROC Lindewaard",
        "Europe/Tallinn",
        ["lindewaard.example"],
        True,
    )
    made = by_ann.post("services", {"name_en": "Printing", "name_nl": "Printen", "criticality": "supporting"})
    assert made.status_code == 201, made.content
    edited = by_ann.post(f"services/{made.json()['id']}/edit", {"criticality": "critical"}).json()
    assert (edited["names"]["nl"], edited["criticality"], edited["is_active"]) == ("Printen", "critical", True)
    assert by_ann.post(f"services/{made.json()['id']}/edit", {"is_active": False}).json()["is_active"] is False


def test_a_canned_answer_of_ones_own_is_added_and_changed(dee: Person) -> None:
    by_dee = caller(dee)
    made = by_dee.post("canned-answers", {"name": "Restart", "text_en": "Please restart it"})
    assert made.status_code == 201, made.content
    edited = by_dee.post(f"canned-answers/{made.json()['id']}/edit", {"text_nl": "Start het opnieuw"}).json()
    assert edited["texts"] == {"en": "Please restart it", "nl": "Start het opnieuw"} and edited["is_active"]


def test_a_calendar_gets_a_new_version(ann: Person) -> None:
    by_ann = caller(ann)
    made = by_ann.post(
        "calendars", {"name": "Office", "starts_on": "2026-01-01", "zone": "Europe/Amsterdam", "country": "NL", "monday": "8:00-17:00"}
    )
    assert made.status_code == 201, made.content
    shown = by_ann.post(f"calendars/{made.json()['id']}/change", {"starts_on": "2026-02-01", "monday": "9:00-17:00"})
    assert shown.status_code == 200 and shown.json()["version"] == 2
    newest = by_ann.get(f"calendars/{made.json()['id']}/versions").json()["items"][-1]
    assert newest["week"][0] == [[32400, 61200]] and newest["country"] == "NL"


def test_the_same_key_acts_once_and_answers_the_same(by_ada: Caller, bo: Person, desk: Team) -> None:
    said = {"requester": bo.pk, "title": "Beamer is dark", "text": "No light"}
    first, second = (by_ada.post("tickets", said, Idempotency_Key="call-17") for _each in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json() and second["Idempotency-Replayed"] == "true"
    assert Ticket.objects.count() == 1


def test_the_same_key_for_something_else_is_refused(by_ada: Caller, bo: Person, desk: Team) -> None:
    said = {"requester": bo.pk, "title": "Beamer is dark", "text": "No light"}
    by_ada.post("tickets", said, Idempotency_Key="call-17")
    assert detail(by_ada.post("tickets", said | {"title": "Another"}, Idempotency_Key="call-17"), 422)
    assert detail(by_ada.post("tickets", said, Idempotency_Key="é" * 3), 400)
    assert Ticket.objects.count() == 1


def test_a_refused_act_may_be_tried_again_under_its_key(by_ada: Caller, ticket: Ticket) -> None:
    words = {"waiting_for": "moment", "reason": "After the exams"}
    assert by_ada.post(f"tickets/{ticket.reference}/hold", words, Idempotency_Key="k").status_code == 409
    assert not Answered.objects.exists()
    assert by_ada.post(f"tickets/{ticket.reference}/hold", words | {"waiting_for": "supplier"}, Idempotency_Key="k").status_code == 200
    assert (
        by_ada.post(
            f"tickets/{ticket.reference}/hold", words | {"waiting_for": "supplier"}, Idempotency_Key="k", If_Match='"old"'
        ).status_code
        == 200
    )


def test_a_form_with_a_file_sent_twice_under_one_key_attaches_once(by_ada: Caller, ticket: Ticket) -> None:
    for _each in range(2):
        parts = {"text": "See the log", "files": [SimpleUploadedFile("log.txt", b"it hums")]}
        assert by_ada.send(f"tickets/{ticket.reference}/note", parts, Idempotency_Key="n1").status_code == 201
    assert Attachment.objects.count() == 1


def test_kept_keys_are_forgotten_after_two_days(by_ada: Caller, ticket: Ticket) -> None:
    by_ada.post(f"tickets/{ticket.reference}/take", Idempotency_Key="k")
    forget = next(each.run for each in timetable if each.name == "api.forget_answered")
    forget()
    assert Answered.objects.exists()
    with clock.travel(clock.now() + timedelta(days=3)):
        forget()
    assert not Answered.objects.exists()


def test_a_trainee_under_care_waits_for_the_coach_by_this_door_too(tia: Person, ticket: Ticket) -> None:
    answer = caller(tia).post(f"tickets/{ticket.reference}/reply", {"text": "Turn it off and on"})
    assert answer.status_code == 201 and answer.json()["side"] == "staff"
    assert not CareSetting.objects.exists() and not Message.objects.filter(side="public", text__startswith="Turn").exists()


def test_a_requester_reports_answers_and_confirms(by_bo: Caller, bo: Person, ada: Person, desk: Team) -> None:
    made = by_bo.post("reports", {"text": "The beamer is dark\nin C2"}).json()
    assert made["title"] == "The beamer is dark" and made["state"] == "new"
    here = f"reports/{made['reference']}"
    assert by_bo.post(f"{here}/reply", {"text": "Since today"}).status_code == 201
    ticket = Ticket.objects.get()
    actions.resolve(ticket, by=cast.actor(ada), cause="A fuse", done="A new one", verification="asked")
    assert by_bo.get(here).json()["needs_them"] is True
    assert by_bo.post(f"{here}/confirm").json()["state"] == "closed"
    assert detail(by_bo.post("tickets", {"requester": bo.pk, "title": "A", "text": "B"}), 403)


# What is wrong with what was sent


def test_every_field_of_a_ticket_sent_along_is_refused_and_changes_nothing(by_ada: Caller, ticket: Ticket, cem: Person) -> None:
    """Mass assignment through JSON: what a form does not ask for cannot be said, whatever it is called."""
    names = [field.name for field in (*Ticket._meta.get_fields(), *ticket.record._meta.get_fields())]
    before = by_ada.get(f"tickets/{ticket.reference}").json()
    for name in {*names, "assignee_id", "requester_id", "is_staff", "organisation", "version", "hurts_at", "scopes", "by", "seen", "kept"}:
        answer = by_ada.post(f"tickets/{ticket.reference}/take", {name: cem.pk})
        assert name in detail(answer, 422), name
    assert by_ada.get(f"tickets/{ticket.reference}").json() == before


def test_every_field_in_the_query_string_of_an_act_is_refused(by_ada: Caller, ticket: Ticket) -> None:
    for query in ("state=closed", "assignee=1", "requester_id=2", "team=1", "limit=1", "closure=confirmed", "_once=x", "next=/"):
        assert detail(by_ada.post(f"tickets/{ticket.reference}/take?{query}"), 422)
    assert Ticket.objects.get().assignee_id is None


@pytest.mark.parametrize("value", [["a"], {"a": 1}, 7, True, 1.5, [], {}])
def test_anything_else_where_text_is_expected_is_refused(by_ada: Caller, ticket: Ticket, value: Any) -> None:
    answer = by_ada.post(f"tickets/{ticket.reference}/reply", {"text": value})
    assert detail(answer, 422) == "This takes text." and not Message.objects.filter(via="api").exists()


@pytest.mark.parametrize("value", ["1", [1], {"id": 1}, True, 0, -1, 1.0, 2**63, 2**70])
def test_anything_else_where_a_key_is_expected_is_refused(by_ada: Caller, ticket: Ticket, value: Any) -> None:
    assert detail(by_ada.post(f"tickets/{ticket.reference}/hand-over", {"team": value, "text": "Beyond me"}), 422)


def test_a_moment_without_its_offset_is_refused(by_ada: Caller, ticket: Ticket) -> None:
    for moment in ("2030-01-01T08:00", "2030-01-01", "tomorrow", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", 7):
        words = {"waiting_for": "moment", "reason": "After the exams", "until": moment}
        assert detail(by_ada.post(f"tickets/{ticket.reference}/hold", words), 422)
    words["until"] = "2030-01-01T08:00:00+01:00"
    assert by_ada.post(f"tickets/{ticket.reference}/hold", words).json()["hold_until"] == "2030-01-01T07:00:00+00:00"


def test_a_key_that_is_there_twice_is_refused(by_ada: Caller, ticket: Ticket) -> None:
    answer = by_ada.post(f"tickets/{ticket.reference}/reply", '{"text": "one", "text": "two"}')
    assert "twice" in detail(answer, 400)


def test_deep_nesting_is_refused(by_ada: Caller, ticket: Ticket) -> None:
    for depth in (20, 900, 100_000):
        assert detail(by_ada.post(f"tickets/{ticket.reference}/reply", '{"text": ' + "[" * depth + "]" * depth + "}"), 400)


def test_a_megabyte_of_json_is_refused(by_ada: Caller, ticket: Ticket) -> None:
    assert "768" in detail(by_ada.post(f"tickets/{ticket.reference}/reply", json.dumps({"text": "a" * 1_000_000})), 413)


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "application/vnd.api+json"])
def test_any_other_content_type_is_refused(by_ada: Caller, ticket: Ticket, kind: str) -> None:
    answer = by_ada.post(f"tickets/{ticket.reference}/reply", "text=hello", content_type=kind)
    assert "application/json" in detail(answer, 415) and answer["Accept-Post"]


@pytest.mark.parametrize(
    "body", ["", "null", "[]", '"text"', "7", "{", "{'text': 'a'}", '{"text": NaN}', b"\xff\xfe{}", '{"text": "\\ud800"}', b"\x00"]
)
def test_what_is_no_json_object_is_refused(by_ada: Caller, ticket: Ticket, body: Any) -> None:
    assert by_ada.post(f"tickets/{ticket.reference}/reply", body).status_code in (400, 422)
    assert not Message.objects.filter(via="api").exists()


def test_parts_that_cannot_be_read_are_refused(by_ada: Caller, ticket: Ticket) -> None:
    for body in (b"", b"--x\r\nnothing", b"--y\r\n\r\n"):
        answer = by_ada.post(f"tickets/{ticket.reference}/note", body, content_type="multipart/form-data; boundary=x")
        assert answer.status_code in (400, 422)
    assert by_ada.post(f"tickets/{ticket.reference}/note", b"a", content_type="multipart/form-data").status_code == 400
    assert detail(by_ada.send(f"tickets/{ticket.reference}/take", {"a": "b"}), 415)


# Foreign ids in side parameters


@pytest.fixture
def foreign(cem: Person, vlierhof: Organisation, desk: Team) -> Ticket:
    """What an agent of Lindewaard alone does not see."""
    return actions.report(cem, by=cast.actor(cem), text="A secret at Vlierhof")


@pytest.fixture
def by_local(lindewaard: Organisation) -> Caller:
    return caller(cast.make_person("Lou Local", organisation=lindewaard, role=Role.AGENT, scope=lindewaard))


def test_a_link_to_a_foreign_ticket_is_refused(by_local: Caller, ticket: Ticket, foreign: Ticket) -> None:
    answer = by_local.post(f"tickets/{ticket.reference}/link", {"kind": "relates_to", "target": foreign.reference})
    assert detail(answer, 422) and "secret" not in answer.content.decode()


def test_merging_into_a_foreign_ticket_is_refused(by_local: Caller, ticket: Ticket, foreign: Ticket) -> None:
    answer = by_local.post(f"tickets/{ticket.reference}/merge", {"target": foreign.reference})
    assert answer.status_code == 422 and "secret" not in answer.content.decode()
    assert by_local.get(f"tickets/{foreign.reference}").status_code == 404


def test_a_foreign_watcher_is_refused(by_local: Caller, ticket: Ticket, cem: Person) -> None:
    for who in (cem.pk, "Cem Yildiz", "cem@vlierhof.example"):
        assert "found" in detail(by_local.post(f"tickets/{ticket.reference}/watch", {"person": who}), 422)
        assert by_local.post(f"tickets/{ticket.reference}/share", {"person": who, "side": "public", "why": "x"}).status_code == 422


def test_a_foreign_link_cannot_be_removed(by_local: Caller, ticket: Ticket, foreign: Ticket, ada: Person, cem: Person) -> None:
    other = actions.report(cem, by=cast.actor(cem), text="Another")
    records.link(foreign.record, by=cast.actor(ada), kind="relates_to", target=other.record)
    link = foreign.record.links_out.get()
    assert by_local.post(f"tickets/{ticket.reference}/unlink", {"link": link.pk}).status_code == 422


def test_a_foreign_message_cannot_be_corrected(by_ada: Caller, ticket: Ticket, dee: Person) -> None:
    theirs = actions.reply(ticket, by=cast.actor(dee), text="By Dee")
    answer = by_ada.post(f"tickets/{ticket.reference}/correct", {"message": theirs.pk, "text": "By Ada"})
    assert detail(answer, 409)


def test_a_message_of_another_ticket_cannot_be_corrected_here(by_ada: Caller, ticket: Ticket, bo: Person, ada: Person) -> None:
    other = actions.register(bo, by=cast.actor(ada), kind="incident", title="Other", text="Other")
    mine = actions.reply(other, by=cast.actor(ada), text="On the other")
    answer = by_ada.post(f"tickets/{ticket.reference}/correct", {"message": mine.pk, "text": "Moved"})
    assert detail(answer, 409)


def test_an_address_of_somebody_else_cannot_be_removed(ann: Person, bo: Person, cem: Person) -> None:
    theirs = cem.emailaddress_set.get()  # type: ignore[attr-defined]
    assert detail(caller(ann).post(f"people/{bo.pk}/remove-address", {"address": theirs.pk}), 409)


def test_a_foreign_organisation_cannot_be_given(by_local: Caller, vlierhof: Organisation) -> None:
    assert detail(by_local.post("people", {"name": "Mole", "organisation": vlierhof.pk}), 422)


def test_no_act_is_offered_twice_at_one_address() -> None:
    assert len(door.deeds()) == len(Deed.registry)


def test_a_program_declares_a_major_incident_in_any_language_and_ends_it(by_ada: Caller, ticket: Ticket) -> None:
    assert detail(by_ada.post(f"tickets/{ticket.reference}/declare-major", {"why": "Nobody prints"}), 409)
    said = {"why": "Nobody prints", "headline_nl": "Printen kan niet", "text_nl": "Wij zoeken het uit"}
    declared = by_ada.post(f"tickets/{ticket.reference}/declare-major", said)
    assert declared.status_code == 201 and declared.json()["headlines"] == {"nl": "Printen kan niet"}
    assert by_ada.get(f"majors/{ticket.reference}/news").json()["items"][0]["texts"] == {"nl": "Wij zoeken het uit"}
    ended = {"cause": "A fuse", "done": "Replaced it", "verification": "seen", "text_nl": "Het werkt weer"}
    assert by_ada.post(f"majors/{ticket.reference}/end", ended).json()["state"] == "solved"


def test_a_program_runs_its_persons_timer_and_reads_their_views_and_acts_on_many(
    by_ada: Caller, by_bo: Caller, ticket: Ticket, ada: Person, dee: Person
) -> None:
    here = f"tickets/{ticket.reference}"
    assert by_ada.post(f"{here}/start-timer", {}, if_match="*").status_code == 200
    assert by_ada.post(f"{here}/start-timer", {}, if_match="*").status_code == 409
    stopped = by_ada.post("time/stop-timer", {})
    assert stopped.status_code == 201 and by_ada.get("time").json()["items"][0]["id"] == stopped.json()["id"]
    assert by_ada.post("time/stop-timer", {}).status_code == 409

    actions.add_view(by=cast.actor(ada), name="Mine", conditions={"assignee": ["me"]})
    actions.add_view(by=cast.actor(dee), name="Hers", conditions={})
    [view] = by_ada.get("views").json()["items"]
    assert (view["name"], view["conditions"], view["team"]) == ("Mine", {"assignee": ["me"]}, None)
    bulk = actions.begin(by=cast.actor(ada), verb="take", tickets=[ticket.pk], particulars={})
    [one] = by_ada.get("bulk-acts").json()["items"]
    assert (one["verb"], one["phase"]) == ("take", "doing")
    [line] = by_ada.get(f"bulk-acts/{bulk.pk}/lines").json()["items"]
    assert (line["ticket"], line["outcome"]) == (ticket.reference, "waiting")
    for path in ("views", "bulk-acts"):
        assert by_bo.get(path).status_code == 403
    assert caller(dee).get(f"bulk-acts/{bulk.pk}").status_code == 404
