"""Two people on one ticket: what each hears of the other, by stream and without."""

import json

import pytest

from vakdesk.live import hub as hubs
from vakdesk.live import presence
from vakdesk.people import actions as people
from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.tickets import actions

pytestmark = pytest.mark.django_db
STREAM = {"Accept": "text/event-stream"}


@pytest.fixture(autouse=True)
def nobody_there(db):
    presence._write("DELETE FROM live_presence WHERE page <> ?", [""])


def address(ticket, page="p1"):
    return f"/tickets/{ticket.reference}/live/?page={page}"


def heard(stream):
    """The next thing a stream says."""
    while True:
        said = next(stream).decode()
        if said.startswith("data:"):
            return json.loads(said.removeprefix("data:"))
        if said.startswith("event: end"):
            return "end"


@pytest.fixture
def listen(ticket):
    """`listen(client)` is what a page of theirs hears."""
    opened = []

    def open_for(client):
        answer = client.get(address(ticket), headers=STREAM)
        opened.append(answer)
        return answer.streaming_content

    yield open_for
    for answer in opened:
        answer._iterator.close()


def test_a_stream_says_who_is_there_and_what_is_newest(ticket, as_ada, listen, dee):
    presence.tell(ticket.pk, "d1", "reply", by=actor(dee))
    said = heard(listen(as_ada))
    assert f"{dee.name} writes a reply" in said["present"]
    assert f"{dee.name} is writing to the requester now" in said["writing"]
    assert said["newest"] > 0


def test_a_stream_says_that_something_happened(ticket, as_ada, listen, dee, monkeypatch):
    stream = listen(as_ada)
    before = heard(stream)["newest"]
    records.tag(ticket.record, by=actor(dee), name="printer")
    monkeypatch.setattr("vakdesk.live.streams.PULSE_SECONDS", 0)
    assert heard(stream)["newest"] > before


def test_a_reader_is_there_while_the_stream_is_open(ticket, as_ada, listen, ada):
    answer = as_ada.get(address(ticket), headers=STREAM)
    heard(answer.streaming_content)
    assert [one.name for one in presence.present_on(ticket.pk)] == [ada.name]
    answer._iterator.close()
    assert presence.present_on(ticket.pk) == []


@pytest.mark.parametrize("how", ["signed out", "role taken", "left"])
def test_a_stream_ends_with_the_right_to_read(ticket, as_ada, listen, ada, how, monkeypatch):
    monkeypatch.setattr("vakdesk.live.streams.PULSE_SECONDS", 0)
    stream = listen(as_ada)
    heard(stream)
    if how == "signed out":
        as_ada.logout()
    elif how == "role taken":
        people.end_role(ada.grants.get(), by=INSTALLER)
    else:
        people.record_leaving(ada, by=INSTALLER)
    assert heard(stream) == "end"
    assert list(stream) == []


def test_when_too_many_streams_are_open_a_page_is_told_to_ask_instead(ticket, as_ada, monkeypatch):
    monkeypatch.setattr(hubs, "STREAMS_AT_MOST", 0)
    assert as_ada.get(address(ticket), headers=STREAM).status_code == 204
    assert as_ada.post(address(ticket), {"doing": "note"}).json()["newest"] > 0
    assert [one.doing for one in presence.present_on(ticket.pk)] == ["note"]
    assert as_ada.post(address(ticket), {"doing": "gone"}).status_code == 204
    assert presence.present_on(ticket.pk) == []


def test_a_stranger_and_the_requester_hear_nothing(ticket, as_cem, as_bo):
    for client in (as_cem, as_bo):
        for answer in (client.get(address(ticket), headers=STREAM), client.post(address(ticket), {"doing": "reply"})):
            assert answer.status_code in (302, 404)
    assert presence.present_on(ticket.pk) == []


def test_the_page_itself_says_who_is_there_and_who_has_begun_a_reply(ticket, as_ada, dee):
    presence.tell(ticket.pk, "d1", "", by=actor(dee))
    records.save_draft(ticket.record, by=actor(dee), side=Side.PUBLIC, text="My secret draft")
    page = as_ada.get(ticket.get_absolute_url()).content.decode()
    assert f"{dee.name} is looking" in page
    assert f"{dee.name} has begun a reply and not sent it." in page
    assert "My secret draft" not in page


def test_ones_own_pages_and_drafts_warn_nobody(ticket, as_ada, ada):
    presence.tell(ticket.pk, "a1", "reply", by=actor(ada))
    records.save_draft(ticket.record, by=actor(ada), side=Side.PUBLIC, text="Mine")
    page = as_ada.get(ticket.get_absolute_url()).content.decode()
    assert "composer-other" not in page.replace("composer-others", "") and "writes a reply" not in page


def test_the_parts_that_change_come_alone(ticket, as_ada, dee):
    actions.note(ticket, by=actor(dee), text="It is the fuser.")
    parts = as_ada.get(ticket.get_absolute_url(), headers={"X-Part": "live"}).content.decode()
    assert "It is the fuser." in parts and ticket.title in parts
    assert "composer-text" not in parts and "<html" not in parts
