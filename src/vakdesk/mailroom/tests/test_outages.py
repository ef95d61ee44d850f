"""Those who look after the desk hear that mail does not come in, once, and once when it does again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.mailroom.actions import receive
from vakdesk.mailroom.actions_mailboxes import OUT_AFTER, add_mailbox, note_read, note_trouble, pause
from vakdesk.mailroom.breakers import close_breaker
from vakdesk.mailroom.jobs import note_outages
from vakdesk.mailroom.models import Breaker, Mailbox, Watch
from vakdesk.mailroom.tests.conftest import message
from vakdesk.mailroom.tests.test_mailboxes import SERVER
from vakdesk.mailroom.transport.kinds import TRIES, Fault, Trouble
from vakdesk.notices.models import Notice
from vakdesk.notices.tests.postbox import send_all
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(ann: Person, ada: Person, dee: Person, actor: Callable[..., Actor]) -> Mailbox:
    return add_mailbox(by=actor(ann), kind="imap", **SERVER)


def told(news: str = "mail.outages") -> list[tuple[str, str, str]]:
    send_all()
    found = Notice.objects.filter(news=news).order_by("at", "pk")
    return [(one.person.name, one.channel, one.subject) for one in found if one.person]


def look(minutes: float = 0) -> None:
    with clock.travel(clock.now() + timedelta(minutes=minutes)):
        note_outages()


def test_a_fault_that_passes_within_minutes_is_no_outage(mailbox: Mailbox) -> None:
    note_trouble(mailbox, Trouble(Fault.SILENT))
    look()
    note_read(mailbox)
    look(60)
    assert told() == [] and not Entry.objects.filter(verb="mailbox.out").exists()


def test_an_outage_is_told_once_and_so_is_its_end(mailbox: Mailbox) -> None:
    for fault in (Fault.SILENT, Fault.REFUSED, Fault.SILENT):
        note_trouble(mailbox, Trouble(fault))
        look(OUT_AFTER.total_seconds() / 60)
    assert told() == [("Ann Meijer", channel, "No mail comes in: Service desk") for channel in ("inbox", "mail")]
    assert "Nothing is lost" in Notice.objects.filter(channel="mail").get(news="mail.outages").text
    note_read(mailbox)
    note_read(mailbox)
    assert told()[2:] == [("Ann Meijer", channel, "Mail comes in again: Service desk") for channel in ("inbox", "mail")]
    note_trouble(mailbox, Trouble(Fault.SILENT))
    look(OUT_AFTER.total_seconds() / 60)
    assert len(told()) == 6


def test_what_only_a_person_can_cure_is_told_at_once(mailbox: Mailbox) -> None:
    for _ in range(TRIES):
        note_trouble(mailbox, Trouble(Fault.PASSWORD))
    look()
    assert Watch.objects.get().is_out and len(told()) == 2


def test_a_paused_mailbox_is_no_outage(mailbox: Mailbox, ann: Person, actor: Callable[..., Actor]) -> None:
    note_trouble(mailbox, Trouble(Fault.SILENT))
    pause(mailbox, by=actor(ann))
    look(60)
    assert told() == []


def test_a_breaker_is_told_when_it_opens_and_when_somebody_closes_it(
    ann: Person, dee: Person, ada: Person, bo: Person, actor: Callable[..., Actor], settings: Any
) -> None:
    settings.MAIL_MOST_PER_ADDRESS = 2
    for number in range(5):
        receive(message(f"Number {number}", Message_ID=f"<{number}@x>"), source="help@desk.example")
    opened = "Mail is held back: bo@lindewaard.example"
    assert sorted(told("mail.floods")) == [(name, channel, opened) for name in (ann.name, dee.name) for channel in ("inbox", "mail")]
    close_breaker(Breaker.objects.get(), by=actor(dee))
    passes = "Mail passes again: bo@lindewaard.example"
    assert told("mail.floods")[4:] == [(ann.name, channel, passes) for channel in ("inbox", "mail")]


def test_only_those_who_can_hear_it_are_asked_how(ann: Person, as_dee: Any, as_ada: Any) -> None:
    asked = [one.get(reverse("notices:preferences")).content.decode() for one in (client_of(ann), as_dee, as_ada)]
    assert [("news-mail.outages" in page, "news-mail.floods" in page) for page in asked] == [(True, True), (False, True), (False, False)]
