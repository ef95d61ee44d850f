"""Mail to the number of a merged ticket arrives where it is read, and reaches nobody it is not for."""

from collections.abc import Callable
from typing import Any

import pytest

from vakdesk.access.actors import Actor
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.tests.conftest import message
from vakdesk.mailroom.tests.test_speaking import DESK, answer, arrive, is_refused, said, sent, ticket
from vakdesk.notices.reply_tokens import issue, reply_address
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import make_person
from vakdesk.records import actions as records
from vakdesk.records.kinds import LinkKind, Side
from vakdesk.records.models import Link
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import Ticket

__all__ = ["message", "ticket"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def fay(lindewaard: Any) -> Person:
    return make_person("Fay Bos", organisation=lindewaard, email="fay@lindewaard.example")


@pytest.fixture
def of_bo(ticket: Ticket, bo: Person, ada: Person, actor: Callable[..., Actor]) -> Ticket:
    """Another report of Bo's; the one that came by mail is merged into it."""
    return _merged(ticket, tickets.report(bo, by=actor(bo), text="The printer again"), actor(ada))


@pytest.fixture
def of_fay(ticket: Ticket, fay: Person, ada: Person, actor: Callable[..., Actor]) -> Ticket:
    """A report of Fay's; Bo's, which came by mail, is merged into it."""
    return _merged(ticket, tickets.report(fay, by=actor(fay), text="Nothing prints"), actor(ada))


def _merged(ticket: Ticket, target: Ticket, by: Actor) -> Ticket:
    tickets.merge(ticket, by=by, target=target, of_two_people=True)
    ticket.refresh_from_db()
    target.refresh_from_db()
    return target


def test_of_one_person_it_stands_on_the_ticket_that_goes_on(ticket: Ticket, of_bo: Ticket, bo: Person) -> None:
    arrival = answer("It is red now.")
    assert said(arrival) == (Outcome.REPLY, Side.PUBLIC, True, bo.pk)
    assert arrival.record_id == of_bo.pk


def test_by_the_number_in_the_subject_too(ticket: Ticket, of_bo: Ticket) -> None:
    arrival = arrive("Red.", Message_ID="<5@x>", Subject=f"About {ticket.reference}")
    assert (arrival.outcome, arrival.record_id) == (Outcome.REPLY, of_bo.pk)


def test_of_somebody_else_it_stays_their_own_conversation_and_the_work_is_told(ticket: Ticket, of_fay: Ticket, bo: Person) -> None:
    Ticket.objects.filter(pk=of_fay.pk).update(needs_answer=False)
    arrival = answer("It is red now.")
    assert said(arrival) == (Outcome.REPLY, Side.PUBLIC, True, bo.pk)
    assert arrival.record_id == ticket.pk
    of_fay.refresh_from_db()
    ticket.refresh_from_db()
    assert (of_fay.needs_answer, ticket.state) == (True, State.CLOSED)


def test_its_reply_token_is_good_for_its_own_people(ticket: Ticket, of_fay: Ticket, bo: Person, fay: Person) -> None:
    mine = arrive("Red.", Message_ID="<6@x>", To=reply_address(issue(ticket.record, bo.email, bo), DESK))
    assert (mine.outcome, mine.record_id) == (Outcome.REPLY, ticket.pk)
    stolen = reply_address(issue(ticket.record, bo.email, bo), DESK)
    assert is_refused(arrive("Let me in", From=fay.email, Message_ID="<7@x>", To=stolen), ticket, "token")


def test_an_agent_answers_its_requester_by_mail(ticket: Ticket, of_fay: Ticket, ada: Person) -> None:
    ours = sent(ada, ticket.record)
    arrival = arrive("We are on our way.", From=ada.email, Message_ID="<a@x>", In_Reply_To=ours)
    assert said(arrival) == (Outcome.REPLY, Side.PUBLIC, True, ada.pk)
    assert arrival.record_id == ticket.pk


def test_an_agents_answer_where_the_conversation_went_on_is_a_note(ticket: Ticket, of_bo: Ticket, ada: Person) -> None:
    ours = sent(ada, ticket.record)
    arrival = arrive("We are on our way.", From=ada.email, Message_ID="<a@x>", In_Reply_To=ours)
    assert said(arrival) == (Outcome.NOTE, Side.STAFF, True, ada.pk)


def test_a_participant_speaks_where_its_requester_does(
    ticket: Ticket, of_fay: Ticket, cem: Person, ada: Person, actor: Callable[..., Actor]
) -> None:
    records.watch(ticket.record, by=actor(ada), person_id=cem.pk)
    arrival = answer("Here too.", From=cem.email)
    assert (arrival.outcome, arrival.record_id) == (Outcome.REPLY, ticket.pk)


def test_once_the_other_is_closed_a_new_report_follows_it_up(
    ticket: Ticket, of_fay: Ticket, bo: Person, fay: Person, actor: Callable[..., Actor]
) -> None:
    tickets.withdraw(of_fay, by=actor(fay))
    arrival = answer("It is red now.")
    assert arrival.outcome == Outcome.TICKET and arrival.record_id not in (ticket.pk, of_fay.pk)
    assert Link.objects.filter(source=arrival.record, target=ticket.record, kind=LinkKind.FOLLOWS_UP).exists()


def test_of_one_person_it_reopens_the_one_that_was_closed(ticket: Ticket, of_bo: Ticket, bo: Person, actor: Callable[..., Actor]) -> None:
    tickets.withdraw(of_bo, by=actor(bo))
    assert answer("It is red now.").record_id == of_bo.pk
    of_bo.refresh_from_db()
    assert of_bo.is_open


def test_after_it_is_undone_mail_arrives_on_it_again(ticket: Ticket, of_bo: Ticket, ada: Person, actor: Callable[..., Actor]) -> None:
    tickets.unmerge(ticket, by=actor(ada))
    assert answer("It is red now.").record_id == ticket.pk
