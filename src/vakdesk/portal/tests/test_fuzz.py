"""Whatever is typed, chosen or uploaded, the questions answer, and what was sent is what stands there."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from vakdesk.kit.text import one_line, storable
from vakdesk.portal.models import Unsent
from vakdesk.portal.tests.play import begin, send
from vakdesk.records.models import Message
from vakdesk.tickets.kinds import TicketKind
from vakdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db
FUZZ = settings(max_examples=25)
#: What a browser can send: no halves of surrogate pairs, which are no UTF-8.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
STEPS = st.sampled_from(["next", "back", "check", "more", "", "\0", "nowhere"])


@FUZZ
@given(text=TEXT, kind=st.one_of(st.sampled_from(TicketKind.values), TEXT), details=TEXT, then=STEPS)
def test_any_text_is_reported_as_it_is_or_refused(as_bo, desk, text, kind, details, then):
    started = as_bo.post("/portal/", {"text": text})
    assert started.status_code in (303, 409, 422)
    if started.status_code != 303:
        assert not one_line(text)
        return
    draft = started["Location"].removesuffix("kind/")
    chosen = as_bo.post(f"{draft}kind/", {"kind": kind, "then": then})
    assert chosen.status_code in (303, 422)
    assert as_bo.post(f"{draft}details/", {"details": details, "then": then}).status_code == 303
    assert as_bo.get(f"{draft}check/").status_code in (200, 302)
    before = Ticket.objects.count()
    assert send(as_bo, draft).status_code == 303
    assert Ticket.objects.count() == before + 1
    ticket = Ticket.objects.order_by("-pk")[0]
    said = Message.objects.get(record=ticket.pk).text
    assert "".join(storable(text).split()) in "".join(said.split())
    assert as_bo.get(f"/portal/reports/{ticket.reference}/").status_code == 200


@FUZZ
@given(name=TEXT, content=st.binary(max_size=2000), times=st.integers(1, 3))
def test_any_file_is_kept_or_refused(as_bo, name, content, times):
    draft = begin(as_bo)
    files = [SimpleUploadedFile(f"{name}x", content) for _time in range(times)]
    answer = as_bo.post(f"{draft}files/", {"files": files})
    assert answer.status_code in (303, 409, 422)
    assert as_bo.get(f"{draft}files/").status_code == 200


@FUZZ
@given(text=TEXT)
def test_any_text_can_be_looked_for_and_answered(as_bo, ticket, text):
    assert as_bo.post("/portal/alike/", {"text": text}).status_code == 200
    assert as_bo.get("/portal/reports/", {"words": text, "state": text, "view": text, "sort": text, "after": text}).status_code == 200
    assert as_bo.post(f"/portal/reports/{ticket.reference}/draft/", {"text": text}).status_code == 303
    assert as_bo.post(f"/portal/reports/{ticket.reference}/reply/", {"text": text}).status_code in (303, 422)


@FUZZ
@given(body=st.binary(max_size=300))
def test_any_broken_upload_is_answered(as_bo, body):
    draft = begin(as_bo)
    answer = as_bo.generic("POST", f"{draft}files/", body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code in (303, 400, 422)


def test_text_of_the_greatest_length_is_sent_whole(as_bo, desk):
    draft = begin(as_bo, "x" * 50_000)
    as_bo.post(f"{draft}kind/", {"kind": "incident"})
    as_bo.post(f"{draft}details/", {"details": "y" * 100_000})
    assert send(as_bo, draft).status_code == 303
    assert len(Message.objects.get().text) == 150_002
    assert as_bo.post("/portal/", {"text": "x" * 50_001}).status_code == 422
    assert not Unsent.objects.unsent().exists()
