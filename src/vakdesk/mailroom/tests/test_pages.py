from typing import Any

import pytest
from django.test import Client

from vakdesk.logbook import remembering
from vakdesk.mailroom.actions import receive
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.models import Arrival
from vakdesk.mailroom.tests.conftest import message
from vakdesk.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def stuck() -> Arrival:
    return receive(message("I am <b>nobody</b>", From="", Subject="Who am I?"), source="help@desk.example").arrival


def test_the_quarantine_shows_what_waits_and_why(stuck: Arrival, as_dee: Client, bo: Person) -> None:
    receive(message(Subject="All is well"), source="help@desk.example")
    page = as_dee.get("/mail/").content.decode()
    assert "Who am I?" in page and "Nobody with a valid address" in page and "All is well" not in page
    assert "All is well" in as_dee.get("/mail/?view=all").content.decode()


def test_a_message_is_shown_as_text_with_its_ticket(stuck: Arrival, as_dee: Client, bo: Person) -> None:
    page = as_dee.get(f"/mail/{stuck.pk}/").content.decode()
    assert "I am &lt;b&gt;nobody&lt;/b&gt;" in page and "put the message into quarantine" in page
    taken = receive(message(), source="help@desk.example").arrival
    assert taken.record and taken.record.reference in as_dee.get(f"/mail/{taken.pk}/").content.decode()


def test_a_message_that_cannot_be_shown_can_be_saved_as_it_came(as_dee: Client) -> None:
    stuck = receive(b"\x89PNG", source="help@desk.example").arrival
    assert "Save the original" in as_dee.get(f"/mail/{stuck.pk}/").content.decode()
    saved = as_dee.get(f"/mail/{stuck.pk}/original/")
    assert b"".join(saved.streaming_content) == b"\x89PNG"  # type: ignore[attr-defined]
    assert saved["Content-Disposition"].startswith("attachment") and saved["X-Content-Type-Options"] == "nosniff"
    empty = receive(b"", source="help@desk.example").arrival
    assert as_dee.get(f"/mail/{empty.pk}/original/").status_code == 404


def test_trying_again_says_what_came_of_it(as_dee: Client, bo: Person) -> None:
    Person.objects.filter(pk=bo.pk).update(is_active=False)
    stuck = receive(message(), source="help@desk.example").arrival
    assert "read once more" in as_dee.get(f"/mail/{stuck.pk}/retry/").content.decode()
    assert "could still not" in as_dee.post(f"/mail/{stuck.pk}/retry/", follow=True).content.decode()
    Person.objects.filter(pk=bo.pk).update(is_active=True)
    assert "Taken in: new ticket" in as_dee.post(f"/mail/{stuck.pk}/retry/", follow=True).content.decode()
    assert as_dee.post(f"/mail/{stuck.pk}/retry/").status_code == 409


def test_discarding_asks_for_a_reason(stuck: Arrival, as_dee: Client) -> None:
    assert as_dee.post(f"/mail/{stuck.pk}/discard/", {"why": ""}).status_code == 422
    assert as_dee.post(f"/mail/{stuck.pk}/discard/", {"why": "Advertisement"}).status_code == 303
    stuck.refresh_from_db()
    assert stuck.outcome == Outcome.DISCARDED
    assert as_dee.post(f"/mail/{stuck.pk}/discard/", {"why": "Again"}).status_code == 409


def test_only_leads_and_administrators_see_mail_that_arrived(
    stuck: Arrival, as_ann: Client, as_ada: Client, as_bo: Client, as_eli: Client
) -> None:
    assert as_ann.get("/mail/").status_code == 200
    for client in (as_ada, as_bo, as_eli):
        assert [client.get(f"/mail/{path}").status_code for path in ("", f"{stuck.pk}/", f"{stuck.pk}/original/")] == [403] * 3
        assert [client.post(f"/mail/{stuck.pk}/{verb}/", {"why": "x"}).status_code for verb in ("retry", "discard")] == [403] * 2
    stuck.refresh_from_db()
    assert stuck.outcome == Outcome.QUARANTINED


def test_a_ticket_shows_staff_what_was_left_aside_about_it(as_ada: Client, as_bo: Client, bo: Person) -> None:
    taken = receive(message(), source="help@desk.example").arrival
    away = message("", Message_ID="<2@x>", In_Reply_To="<1@lindewaard.example>", From="cem@vlierhof.example", Auto_Submitted="auto-replied")
    assert taken.record
    page = f"/tickets/{taken.record.reference}/"
    assert "An automatic answer." not in as_ada.get(page).content.decode()
    receive(away, source="help@desk.example")
    assert "An automatic answer." in as_ada.get(page).content.decode()
    assert "An automatic answer." not in as_bo.get(page).content.decode()


def test_the_list_takes_the_same_queries_however_long(as_dee: Client, bo: Person, django_assert_max_num_queries: Any) -> None:
    def queries() -> int:
        remembering.forget()
        with django_assert_max_num_queries(40) as counted:
            as_dee.get("/mail/?view=all")
        return len(counted)

    receive(message(), source="a")
    queries()
    few = queries()
    for number in range(5):
        receive(message(Message_ID=f"<{number}@x>"), source="a")
    queries()  # what was recorded meanwhile is read once
    assert queries() == few
