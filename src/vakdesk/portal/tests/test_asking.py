"""Reporting: one question at a time, and nothing that was answered is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.portal import actions
from vakdesk.portal.jobs import KEPT, forget_unsent
from vakdesk.portal.models import Unsent, UnsentFile
from vakdesk.portal.tests.play import PNG, begin, picture, ready, send
from vakdesk.records.models import Attachment, Blob, Message
from vakdesk.records.store import ORPHANED_AFTER, stage, sweep_orphans
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import refused

pytestmark = pytest.mark.django_db


def test_a_report_is_sent_with_all_answers(as_bo, bo, desk):
    answer = send(as_bo, ready(as_bo, files=[picture()]))
    ticket = Ticket.objects.get()
    assert answer["Location"] == f"/portal/reports/{ticket.reference}/sent/"
    assert (ticket.title, ticket.kind, ticket.via, ticket.requester_id) == ("The printer in C2 does nothing", "incident", "portal", bo.pk)
    assert Message.objects.get().text == "The printer in C2 does nothing\n\nSince nine. The small screen says 07."
    assert Attachment.objects.get().name == "screen.png"
    assert set(Entry.objects.filter(subject_type="tickets.ticket").values_list("door", flat=True)) == {"portal"}


def test_after_sending_it_is_told_what_happens_now(as_bo, desk):
    page = as_bo.get(send(as_bo, ready(as_bo))["Location"]).content.decode()
    assert "Thank you, Bo. We have it." in page
    assert Ticket.objects.get().reference in page
    assert "bo@lindewaard.example" in page


def test_sending_twice_makes_one_report(as_bo, desk):
    draft = ready(as_bo)
    answers = {send(as_bo, draft, once)["Location"] for once in ("one", "one", "two")}
    assert Ticket.objects.count() == 1
    assert len(answers) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_windows_that_send_at_once_make_one_report(bo, desk, actor):
    by = actor(bo)
    draft = actions.begin(by=by, text="The printer in C2 does nothing")

    def send_it(_window: int) -> str:
        try:
            return actions.send(draft, by=by).reference
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as windows:
        references = set(windows.map(send_it, range(4)))
    assert len(references) == Ticket.objects.count() == 1


def test_a_sent_draft_leads_to_its_report_and_keeps_no_text(as_bo, desk):
    draft = ready(as_bo, files=[picture()])
    sent = send(as_bo, draft)["Location"]
    assert {as_bo.get(f"{draft}{step}/")["Location"] for step in ("kind", "check")} == {sent}
    left = Unsent.objects.get()
    assert (left.text, left.details, left.files.count()) == ("", "", 0)
    assert as_bo.post(f"{draft}throw-away/").status_code == 409


def test_answers_survive_going_back_and_coming_again(as_bo):
    draft = ready(as_bo, files=[picture()])
    assert "Since nine." in as_bo.get(f"{draft}details/").content.decode()
    assert "screen.png" in as_bo.get(f"{draft}files/").content.decode()
    assert 'value="incident" id="id_kind_0" required checked' in as_bo.get(f"{draft}kind/").content.decode()
    home = as_bo.get("/portal/").content.decode()
    assert "Not sent yet" in home and draft in home


def test_the_button_back_keeps_the_answer_too(as_bo):
    draft = begin(as_bo)
    answer = as_bo.post(f"{draft}details/", {"details": "Half a sent", "then": "back"})
    assert answer["Location"] == f"{draft}kind/"
    assert Unsent.objects.get().details == "Half a sent"
    assert as_bo.post(f"{draft}kind/", {"then": "back"})["Location"] == f"{draft}what/"


def test_what_is_changed_from_the_summary_leads_back_to_it(as_bo):
    draft = ready(as_bo)
    answer = as_bo.post(f"{draft}what/?then=check", {"text": "The copier in C2 does nothing"})
    assert answer["Location"] == f"{draft}check/"
    assert "The copier in C2" in as_bo.get(answer["Location"]).content.decode()


def test_enough_is_enough(as_bo):
    draft = begin(as_bo)
    as_bo.post(f"{draft}kind/", {"kind": "information"})
    assert as_bo.post(f"{draft}details/", {"details": "", "then": "check"})["Location"] == f"{draft}check/"


def test_the_summary_asks_for_the_kind_first(as_bo):
    draft = begin(as_bo)
    assert as_bo.get(f"{draft}check/")["Location"] == f"{draft}kind/"
    answer = as_bo.post(f"{draft}kind/", {"kind": "disaster"})
    assert answer.status_code == 422
    assert as_bo.post(f"{draft}kind/", {}).status_code == 422


def test_each_kind_has_its_own_next_question(as_bo):
    draft = begin(as_bo)
    as_bo.post(f"{draft}kind/", {"kind": "access"})
    assert "Where do you need to get in?" in as_bo.get(f"{draft}details/").content.decode()


def test_nothing_to_say_is_said(as_bo):
    answer = as_bo.post("/portal/", {"text": "   "})
    assert answer.status_code == 422
    assert "Write in a few words" in answer.content.decode()
    assert not Unsent.objects.exists()


def test_the_same_words_again_go_on_with_the_same_draft(as_bo):
    assert begin(as_bo) == begin(as_bo)
    assert Unsent.objects.count() == 1


def test_somebody_who_begins_again_and_again_keeps_the_newest(as_bo):
    for number in range(actions.MOST_UNSENT + 2):
        begin(as_bo, f"Matter {number}")
    assert Unsent.objects.count() == actions.MOST_UNSENT
    assert not Unsent.objects.filter(text="Matter 0").exists()


def test_a_file_that_will_not_do_does_not_take_the_others_with_it(as_bo):
    draft = begin(as_bo)
    answer = as_bo.post(f"{draft}files/", {"files": [picture(), SimpleUploadedFile("empty.png", b"")]})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "empty.png is empty." in page and "screen.png" in page
    assert [file.name for file in UnsentFile.objects.all()] == ["screen.png"]


def test_a_file_that_is_too_large_is_refused_with_its_name(as_bo, settings):
    settings.ATTACHMENT_LIMIT_BYTES = 1024**2
    answer = as_bo.post(f"{begin(as_bo)}files/", {"files": [picture("film.mp4", b"x" * (1024**2 + 1))]})
    assert "film.mp4 is larger than 1 MB." in answer.content.decode()
    assert not UnsentFile.objects.exists()


def test_more_files_than_fit_are_refused(as_bo):
    draft = begin(as_bo)
    many = [picture(f"{number}.png", PNG + bytes([number])) for number in range(settings.ATTACHMENTS_PER_MESSAGE + 1)]
    answer = as_bo.post(f"{draft}files/", {"files": many})
    assert answer.status_code == 409
    assert "Take some away first" in answer.content.decode()


def test_the_same_file_twice_goes_once_and_can_be_taken_away(as_bo):
    draft = begin(as_bo)
    for _time in range(2):
        as_bo.post(f"{draft}files/", {"files": [picture()], "then": "more"})
    file = UnsentFile.objects.get()
    assert as_bo.post(f"{draft}files/{file.pk}/remove/").status_code == 303
    assert not UnsentFile.objects.exists()


def test_a_broken_upload_is_no_crash(as_bo):
    draft = begin(as_bo)
    answer = as_bo.generic("POST", f"{draft}files/", b"--x\r\nnonsense", content_type="multipart/form-data; boundary=x")
    assert answer.status_code in (303, 400)


def test_files_of_a_draft_are_not_swept(as_bo):
    draft = begin(as_bo)
    as_bo.post(f"{draft}files/", {"files": [picture()]})
    with clock.travel(clock.now() + ORPHANED_AFTER + timedelta(hours=1)):
        sweep_orphans()
    assert Blob.objects.count() == 1


def test_a_draft_is_kept_while_it_is_written(as_bo):
    draft = begin(as_bo)
    assert as_bo.post(f"{draft}keep/", {"details": "I am still"}).status_code == 204
    assert Unsent.objects.get().details == "I am still"


def test_a_draft_is_thrown_away_only_after_asking(as_bo):
    draft = begin(as_bo)
    assert "Throw this away?" in as_bo.get(f"{draft}throw-away/").content.decode()
    assert Unsent.objects.exists()
    assert as_bo.post(f"{draft}throw-away/")["Location"] == "/portal/"
    assert not Unsent.objects.exists()


def test_what_nobody_goes_on_with_is_forgotten(as_bo, bo, actor):
    begin(as_bo)
    with clock.travel(clock.now() + KEPT - timedelta(hours=1)):
        forget_unsent()
        assert Unsent.objects.exists()
    with clock.travel(clock.now() + KEPT + timedelta(hours=1)):
        forget_unsent()
    assert not Unsent.objects.exists()


def test_a_draft_of_somebody_else_is_not_there(as_bo, as_cem, as_ada, bo):
    draft = ready(as_bo, files=[picture()])
    file = UnsentFile.objects.get()
    for client in (as_cem, as_ada):
        assert {client.get(f"{draft}{step}/").status_code for step in ("what", "kind", "details", "files", "check", "throw-away")} == {404}
        posts = ("what/", "kind/", "details/", "files/", "keep/", "send/", "throw-away/", f"files/{file.pk}/remove/")
        assert {client.post(f"{draft}{step}").status_code for step in posts} == {404}
    assert not Ticket.objects.exists()


def test_a_key_that_is_none_is_not_there(as_bo):
    for key in ("0", "%00", "..", "é", "x" * 500):
        assert as_bo.get(f"/portal/new/{key}/kind/").status_code == 404


def test_a_file_of_another_draft_is_not_taken_away(as_bo, as_cem):
    theirs = begin(as_cem)
    as_cem.post(f"{theirs}files/", {"files": [picture()]})
    assert as_bo.post(f"{begin(as_bo)}files/{UnsentFile.objects.get().pk}/remove/").status_code == 404


def test_a_sent_draft_takes_nothing_more(as_bo, bo, desk, actor):
    send(as_bo, ready(as_bo))
    sent = Unsent.objects.get()
    with refused():
        actions.answer(sent, by=actor(bo), details="More")
    with refused():
        actions.add_files(sent, by=actor(bo), files=[stage("late.png", [PNG])])
    with refused():
        actions.throw_away(sent, by=actor(bo))


def test_what_one_told_already_is_shown_while_typing_and_on_the_next_page(as_bo, desk):
    send(as_bo, ready(as_bo))
    found = as_bo.post("/portal/alike/", {"text": "the printer is broken"}).content.decode()
    assert "The printer in C2 does nothing" in found and "You told us about this." in found
    assert "Is it about one of these?" in as_bo.get(f"{begin(as_bo, 'That printer again')}kind/").content.decode()


def test_what_others_told_is_not_shown_while_typing(as_bo, as_cem, desk):
    send(as_bo, ready(as_bo))
    assert "printer" not in as_cem.post("/portal/alike/", {"text": "the printer in C2 does nothing"}).content.decode()
