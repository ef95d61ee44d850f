from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.logbook.models import Book, Entry
from vakdesk.mailroom import actions
from vakdesk.mailroom.actions import receive
from vakdesk.mailroom.jobs import take_up
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.models import Arrival
from vakdesk.mailroom.tests.conftest import message
from vakdesk.notices.kinds import Channel
from vakdesk.notices.models import Notice
from vakdesk.people.models import MailDomain, Person
from vakdesk.records.kinds import Side
from vakdesk.records.models import BlobContent
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.kinds import Closure, State, Verification, WaitingFor
from vakdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def arrive(body: str = "The printer in C2 is dead.", **headers: str) -> Arrival:
    return receive(message(body, **headers), source="help@desk.example").arrival


def answer(body: str, **headers: str) -> Arrival:
    return arrive(body, **{"Message_ID": "<2@lindewaard.example>", "In_Reply_To": "<1@lindewaard.example>"} | headers)


def ticket_of(arrival: Arrival) -> Ticket:
    assert arrival.record is not None
    return Ticket.objects.get(pk=arrival.record.pk)


def test_mail_from_somebody_we_know_is_their_ticket(bo: Person, desk: Any) -> None:
    arrival = arrive("The printer in C2 is dead.\n\nMvg,\nBo", Subject="Re: FW: Printer C2")
    ticket = ticket_of(arrival)
    assert (arrival.outcome, ticket.title, ticket.requester_id, ticket.via, ticket.team_id) == (
        Outcome.TICKET,
        "Printer C2",
        bo.pk,
        "mail",
        desk.pk,
    )
    assert arrival.message and (arrival.message.text, arrival.message.history, arrival.message.author_id) == (
        "The printer in C2 is dead.",
        "Mvg,\nBo",
        bo.pk,
    )
    assert arrival.read() == message("The printer in C2 is dead.\n\nMvg,\nBo", Subject="Re: FW: Printer C2")
    verbs = list(Entry.objects.about(arrival).values_list("verb", flat=True))
    assert verbs == ["mail.arrived", "mail.taken_in"]


def test_a_sender_we_do_not_know_becomes_a_requester_of_the_organisation_of_their_domain(lindewaard: Any) -> None:
    ticket = ticket_of(arrive(From="Kai Post <kai@student.lindewaard.example>"))
    stranger = ticket_of(arrive(From="x@elsewhere.example", Message_ID="<3@x>"))
    assert (ticket.record.requester.name, ticket.record.requester.email) == ("Kai Post", "kai@student.lindewaard.example")  # type: ignore[union-attr]
    assert (ticket.organisation_id, stranger.organisation_id) == (lindewaard.pk, None)


def test_the_nearest_domain_decides(lindewaard: Any, vlierhof: Any) -> None:
    MailDomain.objects.create(organisation=vlierhof, name="depot.lindewaard.example")
    senders = ("kai@hall.depot.lindewaard.example", "kai@office.lindewaard.example", "kai@notlindewaard.example")
    found = [ticket_of(arrive(From=sender, Message_ID=f"<{sender}>")).organisation_id for sender in senders]
    assert found == [vlierhof.pk, lindewaard.pk, None]


def test_an_answer_from_the_requester_is_their_reply_and_ends_the_wait(bo: Person, ada: Person, actor: Callable[..., Actor]) -> None:
    ticket = ticket_of(arrive())
    tickets.hold(ticket, by=actor(ada), waiting_for=WaitingFor.REQUESTER, reason="Is it on?")
    arrival = answer("Yes.\n\nOp 2 nov 2026 schreef Ada <help@desk.example>:\n> Is it on?")
    ticket.refresh_from_db()
    assert (arrival.outcome, arrival.record_id, ticket.state, ticket.needs_answer) == (Outcome.REPLY, ticket.pk, State.NEW, True)
    assert arrival.message and (arrival.message.text, arrival.message.side, arrival.message.author_id) == ("Yes.", Side.PUBLIC, bo.pk)
    assert "Is it on?" in arrival.message.history


def test_an_answer_to_an_answer_joins_by_its_references(bo: Person) -> None:
    first = arrive()
    answer("And also the scanner.")
    third = arrive("Both, really.", Message_ID="<4@x>", References="<1@lindewaard.example> <unseen@x>")
    assert third.record_id == first.record_id


def test_an_answer_from_anybody_else_is_a_note_with_an_unverified_sender(bo: Person, ada: Person, cem: Person) -> None:
    ticket = ticket_of(arrive())
    for number, sender in enumerate(("cem@vlierhof.example", "ada@lindewaard.example", "Bo Jansen <stranger@x.example>")):
        arrival = answer("Please reset my password.", From=sender, Message_ID=f"<n{number}@x>")
        assert (arrival.outcome, arrival.record_id) == (Outcome.NOTE, ticket.pk)
        assert arrival.message and (arrival.message.side, arrival.message.verified, arrival.message.author) == (Side.STAFF, False, None)
        assert sender.split()[-1].strip("<>") in arrival.message.author_label


def test_an_answer_to_a_mail_of_ours_finds_its_ticket_and_our_own_mail_coming_back_none(bo: Person) -> None:
    ticket = ticket_of(arrive())
    sent = Notice.objects.create(
        channel=Channel.MAIL, person=bo, subject="S", text="T", record=ticket.record, at=clock.now(), message_id="<n@desk>"
    )
    answered = arrive("Thanks", Message_ID="<9@x>", References="<unseen@x> <n@desk>")
    back = arrive("T", From="list@elsewhere.example", Message_ID=sent.message_id)
    bounced = arrive("User unknown\n\n> Message-ID: <n@desk>", From="MAILER-DAEMON@x.example", Message_ID="<10@x>")
    part = "--b\nContent-Type: message/rfc822\n\nMessage-ID: <n@desk>\n\nT\n--b--\n"
    enclosed = arrive(part, From="MAILER-DAEMON@x.example", Message_ID="<11@x>", Content_Type="multipart/mixed; boundary=b")
    assert (answered.outcome, answered.record_id) == (Outcome.REPLY, ticket.pk)
    assert [(one.outcome, one.record_id) for one in (bounced, enclosed)] == [(Outcome.IGNORED, ticket.pk)] * 2
    assert (back.outcome, back.reason) == (Outcome.IGNORED, "own.identifier")


def test_a_number_in_the_subject_leads_nowhere(bo: Person, cem: Person) -> None:
    first = ticket_of(arrive())
    guessed = arrive("Let me in", From="cem@vlierhof.example", Subject=f"Re: [{first.reference}]", Message_ID="<5@x>")
    assert guessed.outcome == Outcome.TICKET and guessed.record_id != first.pk


def test_the_same_bytes_and_the_same_message_by_another_way_count_once(bo: Person) -> None:
    first = arrive()
    again = receive(message(), source="help@desk.example")
    other_way = receive(b"Received: by another.example\n" + message(), source="it@desk.example")
    assert (again.again, again.arrival.pk) == (True, first.pk)
    assert (other_way.again, other_way.arrival.outcome, other_way.arrival.record_id) == (True, Outcome.DUPLICATE, first.record_id)
    assert Ticket.objects.count() == 1


def test_another_message_under_a_known_identifier_is_another_message(bo: Person) -> None:
    arrive()
    assert arrive("Something else entirely").outcome == Outcome.TICKET


def test_messages_without_identifier_differ_by_their_bytes(bo: Person) -> None:
    assert arrive(Message_ID="").outcome == arrive("Again", Message_ID="").outcome == Outcome.TICKET


def test_machines_open_no_ticket_and_are_noted_with_what_they_concern(bo: Person) -> None:
    ticket = ticket_of(arrive())
    away = answer("", Subject="Automatisch antwoord: Printer")
    bounce = arrive("User unknown", From="MAILER-DAEMON@lindewaard.example", Subject="Returned mail", Message_ID="<6@x>")
    nobody = arrive("User unknown", From="Mail Delivery System <>", Subject="Returned mail", Message_ID="<11@x>")
    own = arrive("Loop", From="servicedesk@localhost", Message_ID="<7@x>")
    assert [(one.outcome, one.reason, one.record_id) for one in (away, bounce, nobody, own)] == [
        (Outcome.IGNORED, "auto-reply.subject", ticket.pk),
        (Outcome.IGNORED, "bounce.machine", None),
        (Outcome.IGNORED, "bounce.machine", None),
        (Outcome.IGNORED, "own.address", None),
    ]
    assert Ticket.objects.count() == 1


def test_an_answer_to_a_machine_leads_to_no_ticket_by_it(bo: Person) -> None:
    arrive()
    answer("", Subject="Automatisch antwoord: Printer")
    assert (
        arrive("Who is there?", From="cem@vlierhof.example", Message_ID="<8@x>", In_Reply_To="<2@lindewaard.example>").outcome
        == Outcome.TICKET
    )


@pytest.mark.parametrize("days", [1, 30])
def test_an_answer_to_a_closed_ticket_reopens_it_or_follows_it_up(days: int, bo: Person, ada: Person, actor: Callable[..., Actor]) -> None:
    ticket = ticket_of(arrive())
    tickets.resolve(ticket, by=actor(ada), cause="Paper", done="Paper in", verification=Verification.SEEN)
    tickets.close(ticket, by=actor(ada), closure=Closure.VERIFIED)
    with clock.travel(clock.now() + timedelta(days=days)):
        arrival = answer("Broken again.\n\n-- \nBo")
    ticket.refresh_from_db()
    assert arrival.message and arrival.message.history == "-- \nBo"
    if days == 1:
        assert (arrival.outcome, arrival.record_id, ticket.is_open) == (Outcome.REPLY, ticket.pk, True)
    else:
        assert (arrival.outcome, ticket.is_open) == (Outcome.TICKET, False)
        assert ticket.record.links_in.get().source_id == arrival.record_id


def test_all_files_come_along_however_many(bo: Person) -> None:
    part = "--b\nContent-Type: image/png; name=p{0}.png\nContent-ID: <p{0}@x>\n\npicture {0}\n"
    body = "--b\n\nSee these\n" + "".join(part.format(number) for number in range(45)) + "--b\nContent-Type: x/y; name=none\n\n\n--b--\n"
    arrival = arrive(body, Content_Type="multipart/mixed; boundary=b")
    assert arrival.record and arrival.message
    names = sorted(arrival.record.attachments.values_list("name", "content_id"))
    assert names == sorted((f"p{number}.png", f"p{number}@x") for number in range(45))
    assert "Empty files: none" in arrival.message.history


def test_a_text_too_long_for_a_message_comes_along_as_a_file(bo: Person) -> None:
    arrival = arrive("word " * 50_000)
    assert arrival.message and len(arrival.message.text) == 200_000
    assert [file.name for file in arrival.message.attachments.all()] == ["message.txt"]


def test_mail_without_text_or_subject_is_a_ticket_all_the_same(bo: Person) -> None:
    assert ticket_of(arrive("", Subject="")).title == "(The message has no text.)"


@pytest.mark.parametrize(
    ("reason", "original"),
    [
        ("empty", b""),
        ("headers", b"\x89PNG\r\n"),
        ("sender", message(From="")),
        ("sender", message(From="bo@nowhere")),
        ("authors", message(From="bo@lindewaard.example, cem@vlierhof.example")),
    ],
)
def test_what_cannot_be_taken_in_waits_in_quarantine_with_its_bytes(reason: str, original: bytes, bo: Person) -> None:
    arrival = receive(original, source="help@desk.example").arrival
    assert (arrival.outcome, arrival.reason, arrival.read()) == (Outcome.QUARANTINED, reason, original)
    assert receive(original, source="help@desk.example").again
    assert not Ticket.objects.exists()


def test_mail_of_somebody_who_left_waits_until_it_is_tried_again(bo: Person, dee: Person, actor: Callable[..., Actor]) -> None:
    Person.objects.filter(pk=bo.pk).update(is_active=False)
    arrival = arrive()
    assert (arrival.outcome, arrival.reason) == (Outcome.QUARANTINED, "refused") and "has left" in arrival.detail
    Person.objects.filter(pk=bo.pk).update(is_active=True)
    seen_by_the_other = Arrival.objects.get()
    actions.retry(arrival, by=actor(dee))
    assert (arrival.outcome, arrival.reason, arrival.detail) == (Outcome.TICKET, "", "")
    with pytest.raises(Refused):
        actions.retry(seen_by_the_other, by=actor(dee))
    assert list(Entry.objects.about(arrival).values_list("verb", flat=True)) == [
        "mail.arrived",
        "mail.quarantined",
        "mail.retried",
        "mail.taken_in",
    ]


def test_what_waits_in_quarantine_is_not_known_yet(bo: Person, dee: Person, actor: Callable[..., Actor]) -> None:
    Person.objects.filter(pk=bo.pk).update(is_active=False)
    waiting = arrive()
    Person.objects.filter(pk=bo.pk).update(is_active=True)
    other_way = receive(b"Received: by another.example\n" + message(), source="it@desk.example").arrival
    assert other_way.outcome == Outcome.TICKET
    actions.retry(waiting, by=actor(dee))
    waiting.refresh_from_db()
    assert (waiting.outcome, waiting.record_id) == (Outcome.DUPLICATE, other_way.record_id)
    assert (waiting.reason, waiting.detail) == ("", "")


def test_discarding_needs_a_reason_which_is_sealed(dee: Person, actor: Callable[..., Actor]) -> None:
    arrival = receive(b"junk", source="help@desk.example").arrival
    with pytest.raises(Refused) as refusal:
        actions.discard(arrival, by=actor(dee), why=" ")
    assert refusal.value.field == "why"
    actions.discard(arrival, by=actor(dee), why=" Advertise\nment" + "!" * 600)
    entry = Entry.objects.about(arrival).last()
    assert (arrival.outcome, arrival.read()) == (Outcome.DISCARDED, b"junk")
    assert entry and (entry.verb, entry.facts) == ("mail.discarded", {})
    why = (entry.sealed or {})["why"]
    assert (len(why), why[:15]) == (500, "Advertise ment!")
    with pytest.raises(Refused):
        actions.discard(arrival, by=actor(dee), why="Again")


def test_a_fault_of_ours_leads_to_quarantine_and_nothing_half_done(settings: Any) -> None:
    settings.ATTACHMENTS_PER_MESSAGE = 0
    arrival = arrive("%PDF", From="new@lindewaard.example", Content_Type="application/pdf")
    assert (arrival.outcome, arrival.reason) == (Outcome.QUARANTINED, "fault") and arrival.detail == "ValueError"
    assert not Person.objects.exists()


def test_a_message_whose_receiver_was_interrupted_is_taken_up_later(bo: Person) -> None:
    arrival = actions.keep([message()], source="help@desk.example")[0].arrival
    take_up()
    arrival.refresh_from_db()
    assert arrival.outcome == Outcome.ARRIVED, "somebody may still be at it"
    with clock.travel(clock.now() + timedelta(minutes=11)):
        take_up()
    arrival.refresh_from_db()
    assert arrival.outcome == Outcome.TICKET


def test_a_message_that_was_only_stored_is_taken_in_when_it_comes_again(bo: Person) -> None:
    actions.keep([message()], source="help@desk.example")
    assert arrive().outcome == Outcome.TICKET


def test_a_lost_original_leads_to_quarantine(bo: Person) -> None:
    arrival = actions.keep([message()], source="help@desk.example")[0].arrival
    BlobContent.objects.all().delete()
    actions.sort_out(arrival)
    assert (arrival.outcome, arrival.reason) == (Outcome.QUARANTINED, "fault")


def test_old_mail_keeps_its_own_date_in_the_book_of_imported_history(bo: Person) -> None:
    arrival = receive(message(Date="Mon, 3 Feb 2020 10:00:00 +0100"), source="old.mbox", book=Book.IMPORTED).arrival
    assert ticket_of(arrival).opened_at == datetime(2020, 2, 3, 9, tzinfo=UTC)
    of_mail = Entry.objects.filter(subject_type__in=["mailroom.arrival", "tickets.ticket", "records.record"])
    assert set(of_mail.values_list("book", flat=True)) == {"imported"}


def test_a_date_to_come_counts_as_now(bo: Person) -> None:
    arrival = receive(message(Date="Mon, 3 Feb 2120 10:00:00 +0100"), source="old.mbox", book=Book.IMPORTED).arrival
    assert ticket_of(arrival).opened_at <= clock.now()
