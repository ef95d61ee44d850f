"""Floods, loops, unknown senders who wait, and bounces: what keeps the door from being abused or from running in circles."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.models import Book, Entry
from vakdesk.mailroom.actions import receive
from vakdesk.mailroom.adopting import adopt, approve
from vakdesk.mailroom.breakers import close_breaker
from vakdesk.mailroom.jobs import let_through
from vakdesk.mailroom.kinds import BreakerKind, Outcome
from vakdesk.mailroom.models import Arrival, Breaker, Mailbox
from vakdesk.mailroom.tests.conftest import message
from vakdesk.mailroom.tests.test_speaking import sent
from vakdesk.notices.models import Notice
from vakdesk.people import actions as people
from vakdesk.people.models import Person
from vakdesk.records.kinds import Side
from vakdesk.records.models import Record
from vakdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def arrive(number: int = 1, **headers: str) -> Arrival:
    return receive(message(f"Number {number}", **({"Message_ID": f"<{number}@x>"} | headers)), source="help@desk.example").arrival


def outcomes() -> list[str]:
    return list(Arrival.objects.order_by("pk").values_list("outcome", flat=True))


def test_one_sender_too_many_opens_a_breaker_and_closing_it_lets_everything_through(
    bo: Person, ann: Person, actor: Callable[..., Actor], settings: Any
) -> None:
    settings.MAIL_MOST_PER_ADDRESS = 3
    for number in range(6):
        arrive(number)
    assert outcomes() == [Outcome.TICKET] * 3 + [Outcome.QUARANTINED] * 3
    breaker = Breaker.objects.get()
    assert (breaker.kind, breaker.key, breaker.letters) == (BreakerKind.ADDRESS, "bo@lindewaard.example", 3)
    assert Entry.objects.about(breaker).get().verb == "mail.breaker_opened"
    assert arrive(9, From="cem@vlierhof.example").outcome == Outcome.TICKET, "others go on"

    let_through()
    assert Arrival.objects.quarantined().count() == 3, "it is still open"
    close_breaker(breaker, by=actor(ann))
    let_through()

    assert set(outcomes()) == {Outcome.TICKET}
    assert [arrive(20 + number).outcome for number in range(4)] == [Outcome.TICKET] * 3 + [Outcome.QUARANTINED]
    with pytest.raises(Refused):
        close_breaker(breaker, by=actor(ann))


def test_agents_do_not_close_breakers(bo: Person, ada: Person, actor: Callable[..., Actor], settings: Any) -> None:
    settings.MAIL_MOST_PER_ADDRESS = 1
    arrive(1), arrive(2)
    with pytest.raises(NotAllowed):
        close_breaker(Breaker.objects.get(), by=actor(ada))


def test_an_hour_later_the_count_begins_anew(bo: Person, settings: Any) -> None:
    settings.MAIL_MOST_PER_ADDRESS = 1
    arrive(1)
    with clock.travel(clock.now() + timedelta(minutes=61)):
        assert arrive(2).outcome == Outcome.TICKET


def test_a_flooded_mailbox_still_takes_mail_of_people_we_know(bo: Person, settings: Any) -> None:
    settings.MAIL_MOST_PER_MAILBOX = 2
    strangers = [arrive(number, From=f"s{number}@flood.example").outcome for number in range(4)]
    assert strangers == [Outcome.TICKET] * 2 + [Outcome.QUARANTINED] * 2
    assert arrive(9).outcome == Outcome.TICKET
    assert Person.objects.filter(emailaddress__email__endswith="flood.example").count() == 2


def test_old_mail_trips_nothing(bo: Person, settings: Any) -> None:
    settings.MAIL_MOST_PER_ADDRESS = 1
    for number in range(3):
        receive(message(str(number), Message_ID=f"<{number}@x>"), source="old.mbox", book=Book.IMPORTED)
    assert not Breaker.objects.exists()


@pytest.mark.parametrize(("rule", "waits"), [("take", [False, False]), ("hold-outside", [False, True]), ("hold", [True, True])])
def test_unknown_senders_wait_where_the_house_says_so(rule: str, waits: list[bool], lindewaard: Any, bo: Person, settings: Any) -> None:
    settings.MAIL_UNKNOWN_SENDERS = rule
    senders = ("kai@lindewaard.example", "kai@elsewhere.example")
    found = [arrive(number, From=sender).outcome == Outcome.HELD for number, sender in enumerate(senders)]
    assert found == waits
    assert arrive(9).outcome == Outcome.TICKET, "we know Bo"


FORWARDED = """Kan niet mailen. Wat nu?

> Your message could not be delivered.
>
> Final-Recipient: RFC822; kim@x.example
> Action: failed
> Status: 5.1.1
"""


@pytest.mark.parametrize("book", [Book.MAIN, Book.IMPORTED])
def test_a_report_that_a_stranger_passes_on_opens_no_ticket_until_they_are_approved(book: str, dee: Person, actor: Any) -> None:
    def passed_on(sender: str) -> Arrival:
        original = message(FORWARDED, From=sender, Subject="Fwd: Returned mail", Message_ID=f"<{sender}>")
        return receive(original, source="help@desk.example", book=book).arrival

    held = passed_on("kai@post.example")
    assert (held.outcome, held.reason, held.record) == (Outcome.HELD, "forwarded", None)
    assert not Ticket.objects.exists() and not Person.objects.filter(emailaddress__email="kai@post.example").exists()
    approve(held, by=actor(dee), name="Kai Post")
    assert held.outcome == Outcome.TICKET


def test_a_report_that_somebody_we_know_passes_on_is_their_ticket(bo: Person) -> None:
    arrival = receive(message(FORWARDED, Subject="Fwd: Returned mail"), source="help@desk.example").arrival
    assert (arrival.outcome, arrival.record and arrival.record.requester_id) == (Outcome.TICKET, bo.pk)


def test_an_approved_sender_is_a_requester_and_all_their_mail_is_taken_in(
    lindewaard: Any, dee: Person, ada: Person, actor: Callable[..., Actor], settings: Any
) -> None:
    settings.MAIL_UNKNOWN_SENDERS = "hold"
    first, second = arrive(1, From="Kai <Kai@post.example>"), arrive(2, From="kai@post.example")
    with pytest.raises(NotAllowed):
        approve(first, by=actor(ada), name="Kai Post")

    approve(first, by=actor(dee), name="Kai Post", organisation=lindewaard)

    second.refresh_from_db()
    assert (first.outcome, second.outcome) == (Outcome.TICKET, Outcome.TICKET)
    ticket = Ticket.objects.get(pk=first.record_id)
    assert ticket.record.requester and (ticket.record.requester.name, ticket.organisation_id) == ("Kai Post", lindewaard.pk)
    assert first.message and (first.message.author_id, first.message.text) == (ticket.requester_id, "Number 1")
    with pytest.raises(Refused):
        approve(first, by=actor(dee), name="Kai Post")


def test_a_message_in_quarantine_is_adopted_for_a_named_requester(bo: Person, dee: Person, actor: Callable[..., Actor]) -> None:
    stuck = arrive(1, From="")
    adopt(stuck, by=actor(dee), requester=bo)
    assert stuck.record and stuck.message
    assert (stuck.outcome, stuck.record.requester_id, stuck.message.author_id) == (Outcome.TICKET, bo.pk, bo.pk)
    entry = Entry.objects.about(stuck).last()
    assert entry and (entry.verb, entry.actor_id, entry.facts["person"]) == ("mail.adopted", dee.pk, bo.pk)
    with pytest.raises(Refused):
        adopt(stuck, by=actor(dee), requester=bo)


def test_an_unverified_note_becomes_the_requesters_word_and_their_address(bo: Person, ada: Person, actor: Callable[..., Actor]) -> None:
    ticket = arrive(1).record
    note = arrive(2, From="bo.at.home@post.example", In_Reply_To="<1@x>")
    assert note.outcome == Outcome.NOTE

    adopt(note, by=actor(ada), requester=bo, is_their_address=True)

    assert note.message and (note.outcome, note.record, note.message.side) == (Outcome.REPLY, ticket, Side.PUBLIC)
    assert (note.message.author_id, note.message.verified) == (bo.pk, True)
    assert arrive(3, From="bo.at.home@post.example", In_Reply_To="<1@x>").outcome == Outcome.REPLY


def test_an_unverified_note_of_somebody_else_becomes_their_own_ticket(
    bo: Person, cem: Person, ada: Person, actor: Callable[..., Actor]
) -> None:
    first = arrive(1).record
    note = arrive(2, From="cem@home.example", In_Reply_To="<1@x>")
    adopt(arrive(3, From="cem@home.example", In_Reply_To="<1@x>"), by=actor(ada), requester=cem, is_their_address=True)
    with pytest.raises(Refused):
        adopt(arrive(4, From="cem@home.example", In_Reply_To="<1@x>"), by=actor(ada), requester=bo, is_their_address=True)
    adopt(note, by=actor(ada), requester=cem)
    assert note.record and note.record != first and note.record.requester_id == cem.pk
    assert note.record.links_out.get().target == first


DSN = """--b

The mail could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.lindewaard.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} {words}
--b
Content-Type: text/rfc822-headers

Message-ID: {ours}
--b--
"""


def bounce(
    ours: str, *, recipient: str = "bo@lindewaard.example", status: str = "5.1.1", action: str = "failed", words: str = ""
) -> Arrival:
    body = DSN.format(recipient=recipient, status=status, action=action, ours=ours, words=words)
    kind = 'multipart/report; report-type=delivery-status; boundary="b"'
    headers = {"From": "MAILER-DAEMON@lindewaard.example", "Content_Type": kind, "Message_ID": f"<{status}{recipient}{action}@x>"}
    return receive(message(body, **headers), source="help@desk.example").arrival


@pytest.fixture
def record(bo: Person, desk: Any) -> Record:
    found = arrive(1).record
    assert found is not None
    return found


def test_a_hard_bounce_of_a_mail_of_ours_marks_the_address(record: Record, bo: Person) -> None:
    ours = sent(bo, record)
    Notice.objects.update(state="sent")

    arrival = bounce(ours)

    assert (arrival.outcome, arrival.record_id) == (Outcome.IGNORED, record.pk)
    assert people.is_bouncing(bo.email)
    notice = Notice.objects.get(message_id=ours)
    assert (notice.state, notice.fault.split()[0]) == ("refused", "5.1.1")
    assert Entry.objects.filter(verb="notice.not_delivered", subject_id=record.pk).count() == 1


@pytest.mark.parametrize(
    ("status", "action"), [("4.2.2", "delayed"), ("5.2.2", "failed"), ("5.7.1", "failed"), ("5.3.4", "failed"), ("4.4.1", "failed")]
)
def test_what_passes_marks_nothing(status: str, action: str, record: Record, bo: Person) -> None:
    bounce(sent(bo, record), status=status, action=action)
    assert not people.is_bouncing(bo.email)


def test_a_bounce_that_anybody_could_have_written_marks_nothing(record: Record, bo: Person, cem: Person) -> None:
    bounce("<guessed@desk.example>")
    bounce(sent(cem, record), recipient=bo.email)
    assert not people.is_bouncing(bo.email)
    assert not people.is_bouncing(cem.email)


def test_a_bounce_in_words_marks_the_address_it_was_sent_to(record: Record, bo: Person) -> None:
    text = f"550 5.1.1 user unknown\n\nOriginal message follows\nMessage-ID: {sent(bo, record)}\n"
    arrive(7, From="MAILER-DAEMON@x.example", Subject="Returned mail")
    assert not people.is_bouncing(bo.email)
    receive(message(text, From="MAILER-DAEMON@x.example", Subject="Returned mail", Message_ID="<8@x>"), source="x")
    assert people.is_bouncing(bo.email)


def test_a_group_of_our_own_passes_mail_on_with_its_writer(bo: Person, settings: Any) -> None:
    headers = {"From": "'Bo Jansen' via Help <help@lindewaard.example>", "Reply_To": "bo@lindewaard.example", "Precedence": "list"}
    listed = headers | {"List_Id": "Help desk <help.lindewaard.example>"}
    assert arrive(1, **listed).reason == "list.header"

    settings.MAIL_OWN_LISTS = ["help.lindewaard.example", "help@lindewaard.example"]
    arrival = arrive(2, **listed)

    assert (arrival.outcome, arrival.sender) == (Outcome.TICKET, bo.email)
    assert arrive(3, **(headers | {"List_Id": "<other.example>"})).reason == "list.header"


def test_mail_from_one_of_our_own_mailboxes_is_our_own(db: Any) -> None:
    Mailbox.objects.create(name="Systems", address="Systems@desk.example")
    assert [arrive(number, From=sender).reason for number, sender in enumerate(("systems@desk.example", "systems+abc@desk.example"))] == [
        "own.address",
        "own.address",
    ]
