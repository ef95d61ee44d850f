"""Who may speak in a letter: the requester, participants, agents with proof; and the ways in which others try."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.mailroom.actions import receive
from vakdesk.mailroom.kinds import Authenticity, Outcome
from vakdesk.mailroom.models import Arrival
from vakdesk.mailroom.tests.conftest import message
from vakdesk.notices.models import Notice
from vakdesk.notices.reply_tokens import issue, message_id_with, reply_address
from vakdesk.people.models import Person
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.records.models import Record
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.kinds import Closure, State, Verification, WaitingFor
from vakdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db
DESK = "servicedesk@lindewaard.example"


def arrive(body: str = "The printer in C2 is dead.", **headers: str) -> Arrival:
    return receive(message(body, **headers), source="help@desk.example").arrival


def answer(body: str = "Come to C2.", number: int = 2, **headers: str) -> Arrival:
    return arrive(body, **{"Message_ID": f"<{number}@x>", "In_Reply_To": "<1@lindewaard.example>"} | headers)


@pytest.fixture
def ticket(bo: Person, desk: Any) -> Ticket:
    record = arrive().record
    assert record is not None
    return Ticket.objects.get(pk=record.pk)


def sent(person: Person, record: Record, *, verb: str = "ticket.reported") -> str:
    """A mail of ours to the person about the record, as the outbox keeps it: answers its identifier."""
    entry = Entry.objects.filter(verb=verb, subject_id=record.pk).last()
    address = person.email
    made = Notice.objects.create(
        channel="mail",
        person=person,
        address=address,
        subject="S",
        text="T",
        record=record,
        entry=entry,
        at=clock.now(),
        due_at=clock.now(),
        message_id=message_id_with(issue(record, address, person), "desk.example"),
    )
    return made.message_id


def said(arrival: Arrival) -> tuple[str, str, bool, int | None]:
    """What came of it: outcome, side, whether the sender counts as verified, and whose words they are."""
    assert arrival.message is not None
    return arrival.outcome, arrival.message.side, arrival.message.verified, arrival.message.author_id


def is_refused(arrival: Arrival, ticket: Ticket, reason: str) -> bool:
    assert arrival.message is not None
    unverified = said(arrival) == (Outcome.NOTE, Side.STAFF, False, None)
    return unverified and arrival.record_id == ticket.pk and arrival.reason == f"unverified.{reason}"


def test_an_agent_answers_the_requester_from_a_mail_of_ours(ticket: Ticket, ada: Person) -> None:
    ours = sent(ada, ticket.record)

    arrival = arrive("We are on our way.", From="ada@lindewaard.example", Message_ID="<a@x>", In_Reply_To=ours)

    ticket.refresh_from_db()
    assert said(arrival) == (Outcome.REPLY, Side.PUBLIC, True, ada.pk)
    assert (ticket.needs_answer, ticket.first_replied_at is not None) == (False, True)


def test_a_trainees_answer_by_mail_waits_for_their_coach(ticket: Ticket, tia: Person) -> None:
    ours = sent(tia, ticket.record)

    arrival = arrive("We are on our way.", From="tia@lindewaard.example", Message_ID="<a@x>", In_Reply_To=ours)

    ticket.refresh_from_db()
    assert said(arrival) == (Outcome.NOTE, Side.STAFF, True, tia.pk)
    assert (arrival.reason, ticket.needs_answer, ticket.first_replied_at) == ("answer.waits", True, None)
    assert arrival.message is not None
    assert arrival.message.release.is_waiting  # type: ignore[attr-defined]


def test_an_agents_answer_that_may_hold_a_secret_is_set_aside_until_somebody_has_made_sure_who_asks(ticket: Ticket, ada: Person) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(reveals_secret=True)
    ours = sent(ada, ticket.record)

    arrival = arrive("It is hunter2.", From="ada@lindewaard.example", Message_ID="<a@x>", In_Reply_To=ours)

    assert (arrival.outcome, arrival.reason, arrival.message) == (Outcome.QUARANTINED, "refused", None)
    assert "make sure who asks" in arrival.detail
    assert not ticket.record.messages.filter(text__contains="hunter2").exists()


def test_an_agent_answers_by_the_token_in_the_address(ticket: Ticket, ada: Person) -> None:
    to = reply_address(issue(ticket.record, ada.email, ada), DESK)

    arrival = arrive("Look at the fuse.", From="Ada <ADA@lindewaard.example>", Message_ID="<a@x>", To=to.upper())

    assert said(arrival) == (Outcome.NOTE, Side.STAFF, True, ada.pk), "what it answers is unknown: among ourselves"


def test_an_agents_answer_to_something_internal_stays_internal(ticket: Ticket, ada: Person, dee: Person, actor: Any) -> None:
    tickets.note(ticket, by=actor(dee), text="He always says that.")
    ours = sent(ada, ticket.record, verb="record.noted")

    arrival = arrive("True.", From="ada@lindewaard.example", Message_ID="<a@x>", In_Reply_To=ours)

    assert said(arrival) == (Outcome.NOTE, Side.STAFF, True, ada.pk)


def test_a_forged_agent_from_says_nothing(ticket: Ticket, ada: Person) -> None:
    assert is_refused(answer("Give him the password.", From="ada@lindewaard.example"), ticket, "agent")


def test_an_agents_unproved_address_says_nothing(ticket: Ticket, ada: Person) -> None:
    ours = sent(ada, ticket.record)
    EmailAddress.objects.filter(user=ada).update(verified=False)

    assert is_refused(arrive(From="ada@lindewaard.example", Message_ID="<a@x>", In_Reply_To=ours), ticket, "address")


def test_an_agent_who_lost_the_role_says_nothing(ticket: Ticket, ada: Person) -> None:
    ours = sent(ada, ticket.record)
    ada.grants.all().delete()

    assert is_refused(arrive(From="ada@lindewaard.example", Message_ID="<a@x>", In_Reply_To=ours), ticket, "token")


def test_a_token_replayed_from_another_address_says_nothing(ticket: Ticket, ada: Person, cem: Person) -> None:
    to = reply_address(issue(ticket.record, ada.email, ada), DESK)
    ours = sent(ada, ticket.record)

    for number, sender in enumerate(("cem@vlierhof.example", "ada@evil.example", "dee@lindewaard.example")):
        assert is_refused(arrive(From=sender, Message_ID=f"<a{number}@x>", To=to), ticket, "token")
        assert is_refused(arrive(From=sender, Message_ID=f"<b{number}@x>", In_Reply_To=ours), ticket, "token")


def test_a_token_is_worth_nothing_from_another_address_of_the_same_agent(ticket: Ticket, ada: Person) -> None:
    to, ours = reply_address(issue(ticket.record, ada.email, ada), DESK), sent(ada, ticket.record)
    EmailAddress.objects.create(user=ada, email="ada@home.example", verified=True)

    assert is_refused(arrive(From="ada@home.example", Message_ID="<a@x>", To=to), ticket, "token")
    assert is_refused(arrive(From="ada@home.example", Message_ID="<b@x>", In_Reply_To=ours), ticket, "token")


def test_a_token_of_another_ticket_says_nothing(ticket: Ticket, ada: Person) -> None:
    other = arrive("And the scanner.", Message_ID="<o@x>").record
    assert other is not None
    to = reply_address(issue(other, ada.email, ada), DESK)

    assert is_refused(answer(From="ada@lindewaard.example", To=to), ticket, "token")


def test_a_requesters_token_does_not_make_an_agent(ticket: Ticket, bo: Person, ada: Person) -> None:
    to = reply_address(issue(ticket.record, bo.email, bo), DESK)

    assert is_refused(arrive(From="ada@lindewaard.example", Message_ID="<a@x>", To=to), ticket, "token")


def test_a_token_leads_the_requester_to_the_ticket_where_the_mail_program_names_nothing(ticket: Ticket, bo: Person) -> None:
    to = reply_address(issue(ticket.record, bo.email, bo), DESK)

    for number, headers in enumerate(({"To": to}, {"To": DESK, "Delivered_To": to}, {"To": DESK, "X_Original_To": to})):
        assert said(arrive(f"It is back {number}.", Message_ID=f"<t{number}@x>", **headers)) == (Outcome.REPLY, Side.PUBLIC, True, bo.pk)


@pytest.mark.parametrize("how", ["watches", "is shared"])
def test_a_participants_answer_is_theirs(how: str, ticket: Ticket, bo: Person, cem: Person, ada: Person, dee: Person, actor: Any) -> None:
    if how == "watches":
        records.watch(ticket.record, by=actor(ada), person_id=cem.pk)
    else:
        records.share(ticket.record, by=actor(dee), person_id=cem.pk, why="His building")
    tickets.hold(ticket, by=actor(ada), waiting_for=WaitingFor.REQUESTER, reason="Is it on?")

    arrival = answer("It is on, I looked.", From="cem@vlierhof.example")

    ticket.refresh_from_db()
    assert said(arrival) == (Outcome.REPLY, Side.PUBLIC, True, cem.pk)
    assert (ticket.state, ticket.needs_answer) == (State.NEW, True)
    entry = Entry.objects.filter(verb="record.replied", subject_id=ticket.pk).last()
    assert entry and (entry.machine, entry.on_behalf_of_id) == ("mailroom", cem.pk)


def test_a_participants_answer_does_not_reopen(ticket: Ticket, cem: Person, ada: Person, actor: Callable[..., Actor]) -> None:
    records.watch(ticket.record, by=actor(ada), person_id=cem.pk)
    tickets.resolve(ticket, by=actor(ada), cause="Paper", done="Paper in", verification=Verification.SEEN)
    tickets.close(ticket, by=actor(ada), closure=Closure.VERIFIED)

    arrival = answer("Thanks!", From="cem@vlierhof.example")

    ticket.refresh_from_db()
    assert said(arrival) == (Outcome.NOTE, Side.STAFF, True, cem.pk)
    assert ticket.state == State.CLOSED


def test_a_share_that_is_over_says_nothing(ticket: Ticket, cem: Person, dee: Person, actor: Callable[..., Actor]) -> None:
    records.share(ticket.record, by=actor(dee), person_id=cem.pk, why="His building", until=clock.now())

    assert is_refused(answer(From="cem@vlierhof.example"), ticket, "stranger")


def test_a_number_in_the_subject_leads_its_requester_and_nobody_else(ticket: Ticket, bo: Person, ada: Person, cem: Person) -> None:
    subject = f"Re: [{ticket.reference}] Printer"

    theirs = arrive("Still dead.", Subject=subject, Message_ID="<s1@x>")
    guessed = [
        arrive("Let me in.", Subject=subject, From=sender, Message_ID=f"<{sender}>") for sender in (cem.email, ada.email, "x@y.example")
    ]

    assert said(theirs) == (Outcome.REPLY, Side.PUBLIC, True, bo.pk)
    assert [one.outcome for one in guessed] == [Outcome.TICKET] * 3
    assert ticket.pk not in {one.record_id for one in guessed}


RESULTS = "mx.lindewaard.example; {results}"


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        ("dmarc=pass (p=reject) header.from=lindewaard.example; dkim=pass header.d=lindewaard.example; spf=pass", Authenticity.PASSED),
        ("spf=fail smtp.mailfrom=evil.example; dkim=none; dmarc=fail header.from=lindewaard.example", Authenticity.FAILED),
        ("dkim=pass header.d=lindewaard.example; spf=softfail", Authenticity.PASSED),
        ("dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=x@evil.example", Authenticity.UNCHECKED),
        ("dkim=pass header.d=example", Authenticity.UNCHECKED),
        ("spf=fail smtp.mailfrom=lindewaard.example", Authenticity.FAILED),
        ("none", Authenticity.UNCHECKED),
    ],
)
def test_what_the_receiving_host_found_is_kept(results: str, verdict: str, bo: Person, settings: Any) -> None:
    settings.MAIL_TRUSTED_HOSTS = ["mx.lindewaard.example"]

    arrival = arrive(Authentication_Results=RESULTS.format(results=results))

    assert arrival.authenticity == verdict
    assert arrival.message and arrival.message.verified == (verdict != Authenticity.FAILED)
    if "dmarc=pass" in results:
        assert arrival.checks == "dmarc=pass dkim=pass spf=pass"


def test_what_other_hosts_claim_counts_for_nothing(bo: Person, settings: Any) -> None:
    settings.MAIL_TRUSTED_HOSTS = ["mx.lindewaard.example"]
    claimed = "mx.evil.example; dmarc=pass header.from=lindewaard.example"

    assert arrive(Authentication_Results=claimed).authenticity == Authenticity.UNCHECKED


def test_the_hosts_own_result_stands_above_a_forged_one(bo: Person, settings: Any) -> None:
    settings.MAIL_TRUSTED_HOSTS = ["mx.lindewaard.example"]
    forged = f"Authentication-Results: {RESULTS.format(results='dmarc=pass')}\n"
    real = f"Authentication-Results: {RESULTS.format(results='dmarc=fail')}\n"

    arrival = receive((real + forged).encode() + message(), source="x").arrival

    assert (arrival.authenticity, arrival.outcome, arrival.reason) == (Authenticity.FAILED, Outcome.TICKET, "unverified.failed")


def test_whom_the_host_refutes_does_not_speak(ticket: Ticket, bo: Person, settings: Any) -> None:
    settings.MAIL_TRUSTED_HOSTS = ["mx.lindewaard.example"]

    assert is_refused(answer(Authentication_Results=RESULTS.format(results="dmarc=fail")), ticket, "failed")


def test_where_senders_are_checked_an_agent_must_be_confirmed(ticket: Ticket, ada: Person, settings: Any) -> None:
    settings.MAIL_TRUSTED_HOSTS = ["mx.lindewaard.example"]
    ours = sent(ada, ticket.record)
    confirmed = RESULTS.format(results="dmarc=pass header.from=lindewaard.example")

    assert is_refused(arrive("One", From=ada.email, Message_ID="<a@x>", In_Reply_To=ours), ticket, "failed")
    heard = arrive("Two", From=ada.email, Message_ID="<b@x>", In_Reply_To=ours, Authentication_Results=confirmed)
    assert said(heard) == (Outcome.REPLY, Side.PUBLIC, True, ada.pk)
