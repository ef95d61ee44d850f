"""Who hears what: never of one's own act, the desk in its inbox, the requester nothing internal."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import send_mail
from django.test import Client
from django.urls import reverse

from vakdesk.access.actors import Actor, Door
from vakdesk.logbook.followers import run_followers
from vakdesk.notices import actions as notices
from vakdesk.notices.kinds import Channel
from vakdesk.notices.models import Notice
from vakdesk.people.models import Person, Team
from vakdesk.records import actions as records
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import Closure, Verification, WaitingFor
from vakdesk.tickets.models import CallTemplate, Category, Ticket


@pytest.fixture
def by_ada(ada: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(ada)


@pytest.fixture
def by_bo(bo: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(bo, door=Door.PORTAL)


@pytest.fixture
def ticket(bo: Person, by_bo: Actor, by_ada: Actor) -> Ticket:
    ticket = actions.report(bo, by=by_bo, text="The printer does nothing")
    actions.take(ticket, by=by_ada)
    told()
    return ticket


def told() -> list[tuple[str, str, str]]:
    """(name, channel, text) of what was told since the last call."""
    before = set(Notice.objects.values_list("pk", flat=True))
    while run_followers():
        pass
    return [
        (n.person.name, n.channel, n.text)
        for n in Notice.objects.exclude(pk__in=before).select_related("person").order_by("pk")
        if n.person
    ]


def test_an_answer_of_the_requester_reaches_whoever_works_on_it(ticket: Ticket, by_bo: Actor) -> None:
    actions.reply(ticket, by=by_bo, text="The lamp is red")
    assert {(name, channel) for name, channel, _text in told()} == {("Ada Kask", Channel.INBOX), ("Ada Kask", Channel.MAIL)}


def test_a_note_reaches_colleagues_and_never_the_requester(ticket: Ticket, by_ada: Actor, dee: Person) -> None:
    records.watch(ticket.record, by=by_ada, person_id=dee.pk)
    actions.note(ticket, by=by_ada, text="He forgot the paper again")
    assert [(name, channel) for name, channel, _text in told()] == [("Dee de Wit", Channel.INBOX)]


def test_a_watcher_from_outside_hears_nothing_of_the_inside(ticket: Ticket, by_ada: Actor, cem: Person) -> None:
    records.watch(ticket.record, by=by_ada, person_id=cem.pk)
    actions.note(ticket, by=by_ada, text="secret")
    actions.reply(ticket, by=by_ada, text="public")
    assert "Cem Yildiz" not in [name for name, _channel, _text in told()]


def test_solving_asks_the_requester_once_and_confirming_tells_nobody_of_their_own_act(ticket: Ticket, by_ada: Actor, by_bo: Actor) -> None:
    actions.resolve(ticket, by=by_ada, cause="toner", done="New toner", verification=Verification.ASKED)
    ((name, channel, text),) = told()
    assert (name, channel) == ("Bo Jansen", Channel.MAIL)
    assert "New toner" not in text and "Does it work now?" in text
    actions.confirm(ticket, by=by_bo)
    assert told() == []


def test_solving_with_a_message_sends_one_mail_that_asks(ticket: Ticket, by_ada: Actor) -> None:
    actions.resolve(ticket, by=by_ada, cause="toner", done="New toner", verification=Verification.ASKED, text="There is new toner in it.")
    ((_name, _channel, text),) = told()
    assert "There is new toner in it." in text and "Does it work now?" in text


def test_holding_for_the_requester_tells_them_that_it_is_their_turn(ticket: Ticket, by_ada: Actor) -> None:
    actions.hold(ticket, by=by_ada, waiting_for=WaitingFor.SUPPLIER, reason="toner ordered at X")
    assert told() == []
    actions.hold(ticket, by=by_ada, waiting_for=WaitingFor.REQUESTER, reason="which printer? internal words")
    ((name, _channel, text),) = told()
    assert name == "Bo Jansen" and "answer from you" in text and "internal words" not in text


def test_what_is_disputed_reopened_or_handed_over_reaches_the_desk(
    ticket: Ticket, by_ada: Actor, by_bo: Actor, dee: Person, desk: Team, systems: Team
) -> None:
    actions.resolve(ticket, by=by_ada, cause="toner", done="New toner", verification=Verification.ASKED)
    told()
    actions.dispute(ticket, by=by_bo, text="Still nothing")
    assert ("Ada Kask", Channel.INBOX) in [(name, channel) for name, channel, _text in told()]
    actions.hand_over(ticket, by=by_ada, team=systems, found="Not ours", tried="A restart", expected="Look")
    assert told() == []
    actions.hand_over(ticket, by=by_ada, team=desk, found="Ours after all", tried="A restart", expected="Look")
    assert [name for name, _channel, _text in told()] == ["Dee de Wit"]


def test_assigning_tells_the_colleague(ticket: Ticket, by_ada: Actor, dee: Person) -> None:
    actions.assign(ticket, by=by_ada, assignee=dee)
    assert ("Dee de Wit", Channel.INBOX) in [(name, channel) for name, channel, _text in told()]


def test_a_call_solved_at_once_is_told_in_one_mail(bo: Person, by_ada: Actor) -> None:
    category = Category.objects.create(code="password", names={"en": "Passwords"})
    template = CallTemplate.objects.create(
        code="reset", names={"en": "Password forgotten"}, category=category, cause="forgotten", done="Set anew"
    )
    actions.quick_call(bo, by=by_ada, template=template)
    ((name, _channel, text),) = told()
    assert name == "Bo Jansen" and "Set anew" in text


def test_closing_without_an_answer_says_how_to_come_back(ticket: Ticket, by_ada: Actor) -> None:
    actions.resolve(ticket, by=by_ada, cause="toner", done="New toner", verification=Verification.ASKED)
    told()
    actions.close(ticket, by=by_ada, closure=Closure.NOT_CONFIRMED)
    assert "did not hear from you" in told()[0][2]


def test_the_inbox_shows_opens_and_marks_ones_own_only(ticket: Ticket, by_bo: Actor, as_ada: Client, as_dee: Client) -> None:
    actions.reply(ticket, by=by_bo, text="The lamp is red")
    told()
    notice = Notice.objects.get(channel=Channel.INBOX)
    assert ticket.reference in as_ada.get(reverse("notices:inbox")).content.decode()
    assert as_dee.get(reverse("notices:open", args=[notice.pk])).status_code == 404
    assert ticket.reference not in as_dee.get(reverse("notices:inbox"), {"view": "all"}).content.decode()
    assert as_ada.get(reverse("notices:open", args=[notice.pk])).url == reverse("tickets:ticket", args=[ticket.reference])  # type: ignore[attr-defined]
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_all_can_be_marked_as_read(ticket: Ticket, by_bo: Actor, by_ada: Actor, as_ada: Client) -> None:
    actions.reply(ticket, by=by_bo, text="The lamp is red")
    told()
    as_ada.post(reverse("notices:mark_all_read"))
    assert not Notice.objects.inbox_of(by_ada).unread().exists()
    assert notices.mark_all_read(by=by_ada) == 0


def test_the_outbox_is_for_administrators_and_shows_no_secrets(ticket: Ticket, as_ada: Client, as_ann: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "vakdesk.notices.outbox.OutboxBackend"  # the test runner puts its own in the place
    send_mail("A new password", "secret-token", None, ["bo@lindewaard.example"])
    secret = Notice.objects.get(record=None)
    mail = Notice.objects.filter(channel=Channel.MAIL, record=ticket.record).first()
    assert mail is not None
    assert as_ada.get(reverse("notices:outbox")).status_code == 403
    assert as_ada.get(reverse("notices:mail", args=[mail.pk])).status_code == 404
    page = as_ann.get(reverse("notices:outbox")).content.decode()
    assert mail.subject in page and "No mail server is set" in page
    assert "secret-token" not in as_ann.get(reverse("notices:mail", args=[secret.pk])).content.decode()
    assert "We have your report" in as_ann.get(reverse("notices:mail", args=[mail.pk])).content.decode()


def test_whoever_opens_the_ticket_has_read_what_they_were_told_of_it(
    ticket: Ticket, by_ada: Actor, by_bo: Actor, dee: Person, bo: Person, as_ada: Client
) -> None:
    other = actions.report(bo, by=by_bo, text="The lamp is broken")
    actions.take(other, by=by_ada)
    records.watch(ticket.record, by=by_ada, person_id=dee.pk)
    actions.reply(ticket, by=by_bo, text="The lamp is red")
    actions.reply(other, by=by_bo, text="It hums")
    told()
    as_ada.get(ticket.get_absolute_url())
    unread = Notice.objects.filter(channel=Channel.INBOX).unread().order_by("pk")
    assert [(one.person.name, one.record_id) for one in unread if one.person] == [("Dee de Wit", ticket.pk), ("Ada Kask", other.pk)]
