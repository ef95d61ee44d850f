"""What becomes of each mail is known: to its outbox, to the ticket, to whoever wrote it, and to an administrator who decides."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from vakdesk.access.actors import Actor, Door, machine
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.logbook.models import Entry
from vakdesk.notices import actions as notices
from vakdesk.notices import sending
from vakdesk.notices.kinds import Delivery
from vakdesk.notices.models import Notice
from vakdesk.notices.reply_tokens import tokens_in
from vakdesk.notices.tests.postbox import Postbox, body, send_all, served
from vakdesk.people import actions as people
from vakdesk.people.models import Organisation, Person
from vakdesk.tickets import actions
from vakdesk.tickets.care import today
from vakdesk.tickets.models import Ticket


@pytest.fixture
def by_ada(ada: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(ada)


@pytest.fixture
def by_ann(ann: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(ann)


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    with served(settings) as box:
        yield box


@pytest.fixture
def ticket(bo: Person, actor: Callable[..., Actor], by_ada: Actor, postbox: Postbox) -> Ticket:
    ticket = actions.report(bo, by=actor(bo, door=Door.PORTAL), text="The printer does nothing")
    actions.take(ticket, by=by_ada)
    send_all()
    postbox.letters.clear()
    return ticket


@pytest.fixture
def refused(ticket: Ticket, by_ada: Actor, postbox: Postbox) -> Notice:
    """A reply of Ada's that the server refused for good."""
    postbox.strangers["bo@lindewaard.example"] = "550 5.1.1 No such user here"
    actions.reply(ticket, by=by_ada, text="Is the lamp on?")
    send_all()
    return Notice.objects.get(text__contains="Is the lamp on?")


def test_the_ticket_and_its_agent_hear_that_a_reply_did_not_arrive(ticket: Ticket, refused: Notice, by_ada: Actor, as_ada: Client) -> None:
    send_all()
    assert (refused.state, refused.fault) == (Delivery.REFUSED, "550 5.1.1 No such user here")
    page = as_ada.get(ticket.get_absolute_url()).content.decode()
    assert "could not deliver the mail to Bo Jansen: Refused" in page
    assert "550 5.1.1 No such user here" in page and "+31 6 1234 5678" in page
    assert "did not arrive" in Notice.objects.inbox_of(by_ada).get().text


def test_the_requester_reads_nothing_of_mail_servers(ticket: Ticket, refused: Notice, as_bo: Client) -> None:
    page = as_bo.get(reverse("portal:report", args=[ticket.reference])).content.decode()
    assert "550 5.1.1" not in page and "deliver" not in page


def test_an_administrator_lets_it_be_sent_again_and_the_ticket_says_so(
    ticket: Ticket, refused: Notice, as_ann: Client, as_ada: Client, by_ann: Actor, postbox: Postbox
) -> None:
    postbox.strangers.clear()
    assert as_ada.post(reverse("notices:retry", args=[refused.pk])).status_code == 404
    assert "550 5.1.1" in as_ann.get(reverse("notices:outbox"), {"view": "troubled"}).content.decode()
    assert as_ann.post(reverse("notices:retry", args=[refused.pk])).status_code == 303
    send_all()
    refused.refresh_from_db()
    assert refused.state == Delivery.SENT and len(postbox.letters) == 1
    assert "after all" in as_ada.get(ticket.get_absolute_url()).content.decode()
    assert "let the mail be sent again" in as_ann.get(refused.get_absolute_url()).content.decode()
    with pytest.raises(Refused):
        notices.retry(refused, by=by_ann)


def test_giving_up_needs_a_reason_that_stays_in_the_logbook(refused: Notice, as_ann: Client, by_ann: Actor) -> None:
    url = reverse("notices:give_up", args=[refused.pk])
    assert as_ann.post(url, {"reason": " "}).status_code == 422
    assert as_ann.post(url, {"reason": "He has been told by phone"}).status_code == 303
    refused.refresh_from_db()
    entry = Entry.objects.get(verb="notice.given_up")
    assert refused.state == Delivery.GIVEN_UP
    assert entry.sealed is not None and entry.sealed["reason"] == "He has been told by phone"
    with pytest.raises(Refused):
        notices.give_up(refused, by=by_ann, reason="again")


def test_what_is_put_off_again_and_again_is_stuck_after_two_days(ticket: Ticket, by_ada: Actor, postbox: Postbox) -> None:
    postbox.strangers["bo@lindewaard.example"] = "450 4.2.1 Mailbox is busy"
    actions.reply(ticket, by=by_ada, text="Is the lamp on?")
    started, waited = clock.now(), []
    send_all()
    notice = Notice.objects.get(text__contains="Is the lamp on?")
    while notice.state == Delivery.WAITING:
        waited.append(notice.due_at)
        with clock.travel(notice.due_at):
            send_all()
        notice.refresh_from_db()
    assert notice.state == Delivery.STUCK and "Mailbox is busy" in notice.fault
    assert len(waited) == len(sending.DELAYS)
    assert timedelta(days=1) < waited[-1] - started < timedelta(days=3)


def test_one_bad_address_holds_up_nobody_else_and_one_connection_serves_all(
    ticket: Ticket, by_ada: Actor, actor: Callable[..., Actor], cem: Person, bo: Person, postbox: Postbox
) -> None:
    postbox.strangers["bo@lindewaard.example"] = "550 no"
    before = postbox.calls
    for person in (bo, cem):
        for number in range(3):
            other = actions.register(person, by=by_ada, kind="incident", title=f"Number {number}", text="x")
            actions.reply(other, by=by_ada, text=f"Answer {number}")
    send_all()
    assert sum("Answer" in body(letter) for letter in postbox.letters) == 3
    assert postbox.calls - before == 1


def test_a_worker_killed_after_sending_sends_the_same_mail_again_and_no_other(
    ticket: Ticket, by_ada: Actor, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.reply(ticket, by=by_ada, text="Is the lamp on?")

    def killed(notice: Notice) -> None:
        raise SystemExit(9)

    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr(sending, "_sent", killed)
        send_all()
    send_all()
    assert len(postbox.letters) == 1  # whoever is sending it may still be alive
    with clock.travel(clock.now() + sending.CLAIM + timedelta(seconds=1)):
        send_all()
    first, second = postbox.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_an_address_from_which_mail_came_back_gets_none(
    ticket: Ticket, bo: Person, by_ada: Actor, actor: Callable[..., Actor], postbox: Postbox
) -> None:
    people.mark_bouncing("bo@lindewaard.example", by=machine("mailroom", "Mailroom"), status="5.1.1")
    actions.reply(ticket, by=by_ada, text="Is the lamp on?")
    send_all()
    notice = Notice.objects.get(text__contains="Is the lamp on?")
    assert (notice.state, notice.hold) == (Delivery.HELD, "bounces")
    assert not postbox.letters


def test_an_answer_to_a_mail_of_ours_can_be_believed(ticket: Ticket, bo: Person, by_ada: Actor, postbox: Postbox) -> None:
    actions.reply(ticket, by=by_ada, text="Is the lamp on?")
    send_all()
    (letter,) = postbox.letters
    (by_address,) = tokens_in([str(letter["Reply-To"])])
    (by_identifier,) = tokens_in([str(letter["Message-ID"])])
    assert by_address == by_identifier
    assert (by_address.record_id, by_address.person_id) == (ticket.pk, bo.pk)


def test_without_plus_addresses_answers_come_to_the_desk_itself(ticket: Ticket, by_ada: Actor, postbox: Postbox, settings: Any) -> None:
    settings.MAIL_PLUS = False
    actions.reply(ticket, by=by_ada, text="Is the lamp on?")
    send_all()
    assert postbox.letters[0]["Reply-To"] is None and tokens_in([str(postbox.letters[0]["Message-ID"])])


def test_each_reader_sees_a_conversation_of_what_they_had_themselves(
    ticket: Ticket, bo: Person, by_ada: Actor, actor: Callable[..., Actor], postbox: Postbox
) -> None:
    for text in ("First question", "Second question"):
        actions.reply(ticket, by=by_ada, text=text)
        send_all()
    actions.reply(ticket, by=actor(bo, door=Door.PORTAL), text="An answer")
    send_all()
    to_bo = [letter for letter in postbox.letters if letter["To"] == "bo@lindewaard.example"]
    (to_ada,) = [letter for letter in postbox.letters if letter["To"] == "ada@lindewaard.example"]
    assert to_bo[1]["In-Reply-To"] == to_bo[0]["Message-ID"]
    assert to_bo[1]["References"].split()[-1] == to_bo[0]["Message-ID"]
    assert len(to_bo[1]["References"].split()) == 2  # the acknowledgement, the first question
    assert to_ada["References"] is None


def test_html_holds_nothing_from_elsewhere_and_nothing_that_runs(ticket: Ticket, by_ada: Actor, postbox: Postbox) -> None:
    attack = '<script>alert(1)</script><img src="https://evil.example/x.png" onerror="x()"> ![x](https://evil.example/y.png) **bold**'
    actions.reply(ticket, by=by_ada, text=attack)
    send_all()
    html = body(postbox.letters[0], "html")
    assert "<script" not in html and "<img" not in html and "<strong>bold</strong>" in html
    assert "url(" not in html and "@import" not in html and "<link" not in html
    assert "prefers-color-scheme: dark" in html


def test_what_a_requester_calls_a_report_is_no_markup_and_no_template(
    bo: Person, dee: Person, by_ada: Actor, actor: Callable[..., Actor], postbox: Postbox
) -> None:
    title = "[Click here](https://evil.example) **now** {{ number }}"
    ticket = actions.report(bo, by=actor(bo, door=Door.PORTAL), text="x", title=title)
    actions.assign(ticket, by=by_ada, assignee=dee)
    send_all()
    (letter,) = [letter for letter in postbox.letters if letter["To"] == "dee@lindewaard.example"]
    assert title in letter["Subject"]
    assert 'href="https://evil.example"' not in body(letter, "html")


def test_an_address_with_letters_beyond_ascii_is_reached(by_ada: Actor, lindewaard: Organisation, postbox: Postbox) -> None:
    oie = people.register("Õie Kask", by=by_ada, email="õie@lindewaard.example", organisation=lindewaard)
    ticket = actions.register(oie, by=by_ada, kind="incident", title="Printer", text="x")
    send_all()
    (letter,) = postbox.letters
    assert ticket.reference in letter["Subject"]
    assert Notice.objects.get().state == Delivery.SENT


def test_what_came_back_is_told_on_the_ticket_once(ticket: Ticket, by_ada: Actor, as_ada: Client, postbox: Postbox) -> None:
    actions.reply(ticket, by=by_ada, text="Is the lamp on?")
    send_all()
    notice = Notice.objects.get(text__contains="Is the lamp on?")
    for _ in range(2):
        sending.came_back(notice, "5.1.1 Unknown")
    assert notice.state == Delivery.REFUSED
    assert Entry.objects.filter(verb="notice.not_delivered").count() == 1


@pytest.mark.parametrize(("care", "waits"), [("released", True), ("watched", False), ("alone", False)])
def test_a_trainee_reads_whether_their_answer_by_mail_waits_for_the_coach(
    care: str, waits: bool, bo: Person, tia: Person, dee: Person, actor: Callable[..., Actor], postbox: Postbox
) -> None:
    ticket = actions.register(bo, by=actor(dee), kind="incident", title="Printer", text="It does nothing")
    actions.set_care(tia, by=actor(dee), care=care, why="We agreed so", starts_on=today())
    actions.assign(ticket, by=actor(dee), assignee=tia)
    send_all()
    actions.reply(ticket, by=actor(bo, door=Door.PORTAL), text="It is red")
    send_all()
    said = body(postbox.letters[-1])
    assert "tia@" in str(postbox.letters[-1]["To"]) and "It is red" in said
    assert ("goes to the requester once your coach or team lead releases it" in said) == waits
    assert ("is sent to the requester" in said) != waits


def test_an_agent_reads_what_becomes_of_their_answer_by_mail(
    ticket: Ticket, bo: Person, dee: Person, by_ada: Actor, actor: Callable[..., Actor], postbox: Postbox
) -> None:
    actions.reply(ticket, by=actor(bo, door=Door.PORTAL), text="It is red")
    actions.assign(ticket, by=by_ada, assignee=dee)
    send_all()
    to_ada, to_dee = sorted(postbox.letters, key=lambda letter: str(letter["To"]))
    assert "sent to the requester" in body(to_ada) and "becomes an internal note" in body(to_dee)
