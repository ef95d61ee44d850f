"""The page of a ticket: what it says, to whom, and what its composer does."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from vakdesk.access.actors import Door, machine
from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.people.tests.cast import actor, client_of, make_person
from vakdesk.records import actions as records
from vakdesk.records import store
from vakdesk.records.kinds import LinkKind, Side
from vakdesk.records.models import Draft, DraftFile, Message
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import State
from vakdesk.tickets.tests.play import SOLUTION, fresh, report
from vakdesk.tickets.tests.play import taken as taken_by

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
MAILROOM = machine("mailroom", "Mail", door=Door.MAIL)


def _page(client: Client, ticket, query: str = "") -> str:
    response = client.get(f"/tickets/{ticket.reference}/{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("who", "status"), [("ada", 200), ("tia", 200), ("dee", 200), ("ann", 200), ("eli", 404), ("cem", 404)])
def test_who_may_read_it(request, ticket, who, status):
    assert client_of(request.getfixturevalue(who)).get(f"/tickets/{ticket.reference}/").status_code == status


def test_its_requester_never_sees_the_desks_page(as_bo, ticket):
    response = as_bo.get(f"/tickets/{ticket.reference}/")
    assert response.status_code in (302, 404)
    assert not response.content or b"Internal note" not in response.content


def test_who_serves_another_client_finds_nothing(vlierhof, ticket):
    agent = client_of(make_person("Ivo Elders", role=Role.AGENT, scope=vlierhof))
    assert agent.get(f"/tickets/{ticket.reference}/").status_code == 404
    assert agent.post(f"/tickets/{ticket.reference}/take/").status_code == 404


def test_a_link_tells_whoever_may_not_read_the_other_end_no_more_than_its_number(as_ada, ada, cem, lindewaard, ticket):
    secret = report(cem, title="Dismissal of Kai")
    records.link(ticket.record, by=actor(ada), kind=LinkKind.RELATES_TO, target=secret.record)
    [link] = ticket.record.links_out.all()
    records.unlink(ticket.record, by=actor(ada), link=link)
    limited = client_of(make_person("Ivo Elders", role=Role.AGENT, scope=lindewaard))
    for page in (_page(limited, ticket), _page(limited, ticket, "?show=log")):
        assert f"linked: relates to {secret.reference}" in page
        assert f"removed the link: relates to {secret.reference}" in page
        assert "Dismissal" not in page


def test_references_are_read_in_any_case(as_ada, ticket):
    assert as_ada.get(f"/tickets/{ticket.reference.lower()}/").status_code == 200


def test_it_tells_what_was_said_and_done_in_order(as_ada, ada, bo, taken):
    actions.reply(taken, by=actor(ada), text="Which **key**?")
    actions.note(taken, by=actor(ada), text="Same as yesterday.")
    page = _page(as_ada, taken)
    told = ["Since the update.", "reported this by portal", "took it", "Which <strong>key</strong>?", "Same as yesterday."]
    assert [page.index(words) for words in told] == sorted(page.index(words) for words in told)


def test_the_timeline_can_be_narrowed(as_ada, ada, taken):
    actions.reply(taken, by=actor(ada), text="Which key?")
    actions.note(taken, by=actor(ada), text="Same as yesterday.")
    shown = {show: _page(as_ada, taken, f"?show={show}") for show in ("conversation", "internal", "log", "nonsense")}
    assert ("Which key?" in shown["conversation"], "Same as yesterday." in shown["conversation"]) == (True, False)
    assert ("Which key?" in shown["internal"], "Same as yesterday." in shown["internal"]) == (False, True)
    assert ("replied by web" in shown["log"], "Same as yesterday." in shown["log"]) == (True, False)
    assert ("Which key?" in shown["nonsense"], "took it" in shown["nonsense"]) == (True, True)


def test_a_long_conversation_is_shown_from_its_end(as_ada, ada, taken, monkeypatch):
    monkeypatch.setattr("vakdesk.tickets.telling.LATEST", 3)
    for number in range(6):
        actions.note(taken, by=actor(ada), text=f"Note {number}.")
    assert ("Note 5." in _page(as_ada, taken), "Note 1." in _page(as_ada, taken)) == (True, False)
    assert "Note 1." in _page(as_ada, taken, "?whole=1")


def test_the_priority_says_why(as_ada, ada, taken, printing):
    facts = {"affected": "All of C", "systems": "C1", "criticality": "Exams at 13:00", "workaround": "None"}
    actions.classify(taken, by=actor(ada), category=printing, impact=3, urgency=1, priority=1, override_reason="Exams", **facts)
    page = _page(as_ada, taken)
    assert all(words in page for words in ("Why Critical?", "Exams at 13:00", "All of C", "Set by Ada Kask", "Why it differs"))
    assert re.search(r'<td data-here aria-current="true">Normal</td>', page)


def test_the_main_button_is_the_act_that_is_expected(as_ada, ada, ticket):
    assert f'action="/tickets/{ticket.reference}/take/"' in _page(as_ada, ticket)
    actions.take(ticket, by=actor(ada))
    assert "Tell Bo what happens next" in _page(as_ada, ticket)


def test_a_coach_reads_and_notes_but_does_not_reply(ticket):
    coach = client_of(make_person("Kim Coach", role=Role.COACH))
    page = _page(coach, ticket)
    assert ("Internal note" in page, "Reply to Bo" in page, "take/" in page) == (True, False, False)


def test_the_queue_stands_beside_it_with_the_list_it_was_opened_from(as_ada, ada, tia, bo):
    one, other = taken_by(bo, ada), taken_by(bo, tia)
    page = _page(as_ada, one, "?view=team&sort=oldest")
    assert f'href="/tickets/{other.reference}/?view=team&amp;sort=oldest"' in page
    assert f'data-row="{one.pk}" data-state="ok" data-unread data-current' in page
    assert f'data-row="{other.pk}"' not in _page(as_ada, one)


def test_what_belongs_to_it_is_beside_it(as_ada, ada, dee, bo, taken):
    also, cause = report(bo, title="No sound either"), report(bo, title="Update failed")
    records.link(taken.record, by=actor(ada), kind=LinkKind.CAUSED_BY, target=cause.record)
    records.tag(taken.record, by=actor(ada), name="firmware")
    records.watch(taken.record, by=actor(ada), person_id=dee.pk)
    page = _page(as_ada, taken)
    assert all(words in page for words in (also.title, "caused by", cause.title, "firmware", "Dee de Wit", "+31 6 1234 5678"))
    assert "causes" in _page(as_ada, cause)


def test_the_number_of_queries_does_not_grow(as_ada, ada, bo, taken, django_assert_max_num_queries):
    def count() -> int:
        with django_assert_max_num_queries(60) as captured:
            _page(as_ada, taken, "?view=all")
        return len(captured)

    count()
    actions.note(taken, by=actor(ada), text="First.")
    report(bo)
    few = count()
    for number in range(20):
        actions.note(taken, by=actor(ada), text=f"Note {number}.")
        report(bo)
    assert count() == few


def test_an_expert_can_hide_the_hints_and_then_the_steps(as_ada, taken):
    hint = "Tell them that you have it, what happens next and when they hear from you.</span>"
    assert hint in _page(as_ada, taken)
    for choice, seen in (("plain", (False, True)), ("off", (False, False)), ("hints", (True, True))):
        as_ada.post("/ui/preferences/", {"steps": choice})
        page = _page(as_ada, taken)
        assert (hint in page, 'class="steps"' in page) == seen


def test_every_key_of_the_page_is_explained(as_ada, taken):
    page, explained = _page(as_ada, taken), as_ada.get("/ui/shortcuts/").content.decode()
    for key in "staephrn":
        assert f"<dt><kbd>{key}</kbd></dt>" in explained
    assert all(f"<kbd>{key}</kbd>" in explained for key in re.findall(r'data-key="(\w)"', page))


# The composer


def _write(client: Client, ticket, **given) -> object:
    return client.post(f"/tickets/{ticket.reference}/write/", given)


def test_a_reply_is_sent_and_the_draft_is_gone(as_ada, ada, taken):
    records.save_draft(taken.record, by=actor(ada), side=Side.PUBLIC, text="Which")
    response = _write(as_ada, taken, mode="public", text="Which key?", then="reply")
    assert response.url == f"/tickets/{taken.reference}/"
    assert Message.objects.get(text="Which key?").side == Side.PUBLIC
    assert not Draft.objects.exists()


@pytest.mark.parametrize("then", ["reply", "ask", "note", "resolve", ""])
def test_no_button_makes_a_note_public(as_ada, taken, then):
    _write(as_ada, taken, mode="staff", text="He forgot his password again.", then=then)
    assert Message.objects.get(text="He forgot his password again.").side == Side.STAFF


def test_sending_and_waiting_is_one_press(as_ada, taken):
    _write(as_ada, taken, mode="public", text="Which key?", then="ask")
    assert (fresh(taken).state, fresh(taken).waiting_for) == (State.WAITING, "requester")


def test_what_is_written_becomes_what_the_requester_is_told(as_ada, taken):
    response = _write(as_ada, taken, mode="public", text="It was the cable.", then="resolve", files=[SimpleUploadedFile("cable.png", PNG)])
    assert response.url == f"/tickets/{taken.reference}/resolve/"
    assert "It was the cable.</textarea>" in as_ada.get(response.url).content.decode()
    as_ada.post(response.url, {**SOLUTION, "text": "It was the cable."})
    assert fresh(taken).state == State.RESOLVED
    assert not Draft.objects.exists()


def _going_to_resolve(client, ticket) -> tuple[str, str]:
    """Pressed “Resolve…” with a file chosen: the address of the form, and the box beside the file on it."""
    there = _write(
        client, ticket, mode="public", text="It was the cable.", then="resolve", files=[SimpleUploadedFile("cable.png", PNG)]
    ).url
    return there, re.search(r'name="kept" value="(\d+)"[^>]* checked><span>cable.png', client.get(there).content.decode())[1]


def test_files_go_along_when_the_form_that_resolves_is_sent_and_not_before(as_ada, as_bo, taken):
    there, box = _going_to_resolve(as_ada, taken)
    assert (
        not taken.record.attachments.exists()
        and "cable.png" not in as_bo.get(reverse("portal:report", args=[taken.reference])).content.decode()
    )
    assert as_ada.post(there, {**SOLUTION, "cause": "", "text": "It was the cable.", "kept": box}).status_code == 422
    assert not taken.record.attachments.exists()
    as_ada.post(there, {**SOLUTION, "text": "It was the cable.", "kept": box, "files": [SimpleUploadedFile("new.png", PNG)]})
    assert sorted(taken.record.attachments.values_list("name", "side", "message__text")) == [
        ("cable.png", "public", "It was the cable."),
        ("new.png", "public", "It was the cable."),
    ]
    assert not DraftFile.objects.exists()


def test_a_file_that_is_unticked_stays_behind(as_ada, taken):
    there, _box = _going_to_resolve(as_ada, taken)
    as_ada.post(there, {**SOLUTION, "text": "It was the cable."})
    assert fresh(taken).state == State.RESOLVED and not taken.record.attachments.exists()


def test_whoever_turns_back_finds_text_and_file_in_the_composer(as_ada, as_dee, taken):
    _going_to_resolve(as_ada, taken)
    as_ada.post(f"/tickets/{taken.reference}/draft/", {"mode": "staff", "text": "Not for Bo"}, headers={"X-Quiet": "1"})
    page = _page(as_ada, taken)
    box = re.search(r'name="kept" value="(\d+)"[^>]* checked><span>cable.png', page)[1]
    assert "Not for Bo</textarea>" in page and "cable.png" not in _page(as_dee, taken)
    _write(as_ada, taken, mode="staff", text="Not for Bo", then="note", kept=box)
    assert taken.record.attachments.get().side == Side.STAFF and not DraftFile.objects.exists()


def test_a_file_that_will_not_do_is_said_before_the_form_that_resolves(as_ada, taken):
    response = _write(as_ada, taken, mode="public", text="It was the cable.", then="resolve", files=[SimpleUploadedFile("cable.png", b"")])
    assert response.status_code == 422 and "cable.png is empty" in response.content.decode()


def test_the_bytes_of_a_waiting_file_are_not_swept(as_ada, ada, taken):
    there, box = _going_to_resolve(as_ada, taken)
    with clock.travel(clock.now() + timedelta(days=3)):
        store.sweep_orphans()
    as_ada.post(there, {**SOLUTION, "text": "It was the cable.", "kept": box})
    assert store.holds(taken.record.attachments.get().blob_id) == ""


def test_an_empty_message_is_shown_again(as_ada, taken):
    response = _write(as_ada, taken, mode="staff", text=" ", then="note")
    assert response.status_code in (409, 422)
    assert re.search(r'value="staff"[^>]*checked', response.content.decode())


def test_a_message_sent_twice_stands_once(as_ada, taken):
    for _time in range(2):
        assert _write(as_ada, taken, mode="public", text="Which key?", _once="abc").status_code == 303
    assert Message.objects.filter(text="Which key?").count() == 1


def test_a_draft_survives_a_reload(as_ada, as_dee, taken):
    saved = as_ada.post(f"/tickets/{taken.reference}/draft/", {"mode": "staff", "text": "Half a thought"}, headers={"X-Quiet": "1"})
    assert saved.status_code == 204
    assert "Half a thought</textarea>" in _page(as_ada, taken)
    assert "Half a thought" not in _page(as_dee, taken)
    as_ada.post(f"/tickets/{taken.reference}/draft/", {"mode": "public", "text": "For Bo"})
    assert Draft.objects.get().side == Side.PUBLIC


def test_what_is_closed_is_not_written_on(as_ada, as_dee, bo, resolved):
    actions.confirm(resolved, by=actor(bo))
    assert "Reply to Bo" not in _page(as_ada, resolved)
    assert _write(as_ada, resolved, mode="public", text="One more").status_code == 409


# Messages from outside, and files


@pytest.fixture
def letter(bo, taken):
    """A mail with HTML, a picture inside it, and one elsewhere."""
    html = '<p onclick="x()">Hello<script>alert(1)</script><img src="https://tracker.example/x.png"></p>'
    actions.reply(taken, by=MAILROOM, text="Hello", html=html, history="> earlier words", verified=False)
    return taken.record.messages.get(text="Hello")


def test_mail_is_shown_in_a_frame_that_runs_nothing(as_ada, taken, letter):
    page = _page(as_ada, taken)
    assert f'src="/tickets/messages/{letter.pk}/"' in page
    assert all(words in page for words in ("sandbox=", "sender not verified", "Show pictures from elsewhere", "&gt; earlier words"))
    frame = as_ada.get(f"/tickets/messages/{letter.pk}/")
    body = frame.content.decode()
    assert ("script" in body, "onclick" in body, "tracker" in body, "Hello" in body) == (False, False, False, True)
    assert "sandbox" in frame["Content-Security-Policy"] and "default-src 'none'" in frame["Content-Security-Policy"]


def test_pictures_from_elsewhere_come_on_request_only(as_ada, letter):
    assert "tracker.example" in as_ada.get(f"/tickets/messages/{letter.pk}/?pictures=1").content.decode()


def test_a_message_is_framed_for_its_readers_only(as_bo, as_cem, letter):
    assert as_bo.get(f"/tickets/messages/{letter.pk}/").status_code in (200, 404)
    assert as_cem.get(f"/tickets/messages/{letter.pk}/").status_code == 404


def _attached(ticket, by, name: str, body: bytes, side: str = Side.PUBLIC):
    records.attach(ticket.record, by=actor(by), files=[store.stage(name, [body])], side=side)
    return ticket.record.attachments.get(name=name)


def test_a_file_is_a_download_that_nothing_sniffs(as_ada, as_bo, ada, taken):
    attached = _attached(taken, ada, "page.html", b"<html><script>alert(1)</script></html>")
    for client in (as_ada, as_bo):
        response = client.get(f"/tickets/files/{attached.pk}/")
        assert b"".join(response.streaming_content).startswith(b"<html>")
        assert response["Content-Disposition"] == 'attachment; filename="page.html"'
        assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
        assert response["Content-Security-Policy"].startswith("sandbox")
    assert as_ada.get(f"/tickets/files/{attached.pk}/picture/").status_code == 404


def test_only_what_is_a_picture_is_looked_at(as_ada, ada, taken):
    picture, liar = _attached(taken, ada, "screen.png", PNG), _attached(taken, ada, "liar.png", b"<svg onload=alert(1)>")
    shown = as_ada.get(f"/tickets/files/{picture.pk}/picture/")
    assert (shown["Content-Type"], b"".join(shown.streaming_content)) == ("image/png", PNG)
    assert as_ada.get(f"/tickets/files/{liar.pk}/picture/").status_code == 404


def test_files_of_the_desk_and_of_others_are_not_there(as_bo, as_cem, ada, taken):
    internal, public = _attached(taken, ada, "log.txt", b"x", Side.STAFF), _attached(taken, ada, "manual.txt", b"x")
    assert as_bo.get(f"/tickets/files/{internal.pk}/").status_code == 404
    assert as_cem.get(f"/tickets/files/{public.pk}/").status_code == 404
    assert as_bo.get("/tickets/files/999999/").status_code == 404


def test_a_file_that_is_gone_from_the_store_is_not_found(as_ada, ada, taken):
    attached = _attached(taken, ada, "lost.txt", b"lost for ever")
    store.path_of(attached.blob_id).unlink()
    assert as_ada.get(f"/tickets/files/{attached.pk}/").status_code == 404
