"""The pages on which somebody says whose words a message are, and lets held mail pass."""

from typing import Any

import pytest
from django.test import Client

from vakdesk.mailroom.actions import receive
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.models import Arrival, Breaker
from vakdesk.mailroom.tests.conftest import message
from vakdesk.people import actions as people
from vakdesk.people.models import Person
from vakdesk.people.tests.test_bouncing import MAILROOM

pytestmark = pytest.mark.django_db


def arrive(number: int = 1, **headers: str) -> Arrival:
    return receive(message(f"Number {number}", **({"Message_ID": f"<{number}@x>"} | headers)), source="help@desk.example").arrival


def ticket_page(arrival: Arrival) -> str:
    assert arrival.record
    return f"/tickets/{arrival.record.reference}/"


def text(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_an_unknown_sender_is_approved_from_their_message(lindewaard: Any, as_dee: Client, as_ada: Client, settings: Any) -> None:
    settings.MAIL_UNKNOWN_SENDERS = "hold"
    waiting = arrive(From="Kai Post <kai@lindewaard.example>")
    url = f"/mail/{waiting.pk}/approve/"

    assert "kai@lindewaard.example" in text(as_dee, "/mail/?view=held")
    assert url in text(as_dee, f"/mail/{waiting.pk}/")
    assert 'value="Kai Post"' in text(as_dee, url)
    assert as_ada.post(url, {"name": "Kai"}).status_code == 403
    assert as_dee.post(url, {"name": ""}).status_code == 422
    assert as_dee.post(url, {"name": "Kai Post", "organisation": lindewaard.pk}).status_code == 303
    waiting.refresh_from_db()
    assert waiting.outcome == Outcome.TICKET
    assert as_dee.post(url, {"name": "Kai Post"}).status_code == 409


def test_an_unknown_sender_may_be_turned_away(as_dee: Client, settings: Any) -> None:
    settings.MAIL_UNKNOWN_SENDERS = "hold"
    waiting = arrive(From="x@flood.example")
    assert as_dee.post(f"/mail/{waiting.pk}/discard/", {"why": "Advertisement"}).status_code == 303


def test_an_agent_says_on_the_ticket_who_wrote_an_unverified_note(
    bo: Person, cem: Person, as_ada: Client, as_tia: Client, as_bo: Client
) -> None:
    first = arrive()
    note = arrive(2, From="bo@home.example", In_Reply_To="<1@x>")
    url = f"/mail/{note.pk}/adopt/"

    page = text(as_ada, ticket_page(first))
    assert "sender not verified" in page and "does not take part in this ticket" in page and url in page
    assert url not in text(as_tia, ticket_page(first)), "trainees do not vouch for anybody"
    assert [client.post(url, {"requester": "Bo Jansen <bo@lindewaard.example>"}).status_code for client in (as_tia, as_bo)] == [403] * 2
    assert "This address is theirs" in text(as_ada, url)
    sent = as_ada.post(url, {"requester": "Bo Jansen <bo@lindewaard.example>", "is_their_address": "on"})

    assert (sent.status_code, sent["Location"]) == (303, ticket_page(first))
    note.refresh_from_db()
    assert note.outcome == Outcome.REPLY
    assert url not in text(as_ada, ticket_page(first))


def test_an_agent_does_not_reach_mail_that_waits_in_the_mailroom(as_ada: Client, as_dee: Client, bo: Person) -> None:
    stuck = arrive(From="")
    url = f"/mail/{stuck.pk}/adopt/"
    assert as_ada.get(url).status_code == 404
    assert "This address is theirs" not in text(as_dee, url), "it names no address"
    assert as_dee.post(url, {"requester": "Bo Jansen <bo@lindewaard.example>"}).status_code == 303


def test_an_open_breaker_stands_above_the_list_and_is_closed_there(bo: Person, as_ann: Client, as_ada: Client, settings: Any) -> None:
    settings.MAIL_MOST_PER_ADDRESS = 1
    arrive(1), arrive(2), arrive(3)
    breaker = Breaker.objects.get()
    url = f"/mail/breakers/{breaker.pk}/close/"

    page = text(as_ann, "/mail/")
    assert "Too many messages came from bo@lindewaard.example" in page and "2 wait in quarantine" in page and url in page
    assert as_ada.post(url).status_code == 403
    assert as_ann.post(url).status_code == 303
    assert "Mail is held back" not in text(as_ann, "/mail/")
    assert as_ann.post(url).status_code == 409


def test_a_ticket_says_that_mail_to_its_requester_comes_back(bo: Person, as_ada: Client, as_tia: Client) -> None:
    page = ticket_page(arrive())
    assert "Mail comes back" not in text(as_ada, page)
    people.mark_bouncing(bo.email, by=MAILROOM, status="5.1.1")

    assert "Nothing is sent to bo@lindewaard.example" in text(as_tia, page)
    assert "clear-bouncing" not in text(as_tia, page)
    address = bo.emailaddress_set.get()  # type: ignore[attr-defined]
    cleared = as_ada.post(f"/people/{bo.pk}/addresses/{address.pk}/clear-bouncing/", {"next": page})
    assert (cleared.status_code, cleared["Location"]) == (303, page)
    assert "Mail comes back" not in text(as_ada, page)


def test_what_the_mail_server_found_stands_in_words_on_the_ticket_and_the_message(
    bo: Person, as_ada: Client, as_dee: Client, settings: Any
) -> None:
    settings.MAIL_TRUSTED_HOSTS = ["mx.lindewaard.example"]
    fine = arrive(1, Authentication_Results="mx.lindewaard.example; dmarc=pass; spf=pass")
    forged = arrive(2, Authentication_Results="mx.lindewaard.example; dmarc=fail; spf=fail")

    assert "confirmed by the mail server" in text(as_ada, ticket_page(fine))
    page = text(as_ada, ticket_page(forged))
    assert "refuted by the mail server" in page and "sender not verified" in page
    assert "dmarc=fail spf=fail" in text(as_dee, f"/mail/{forged.pk}/")


def test_a_domain_of_lookalike_letters_is_shown_as_the_network_writes_it(lindewaard: Any, as_dee: Client) -> None:
    forged = arrive(From="Bo Jansen <bo@lindewa\u0430rd.example>")
    assert forged.record and forged.record.organisation is None
    assert "xn--lindewrd-" in text(as_dee, f"/mail/{forged.pk}/") or "xn--" in text(as_dee, f"/mail/{forged.pk}/")
