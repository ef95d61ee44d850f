"""People choose how and when they hear; whatever they choose, nothing is lost and nothing comes twice."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from vakdesk.access.actors import Actor, Door, machine
from vakdesk.jobs.embedded import work_off
from vakdesk.kit import clock
from vakdesk.logbook.act import act
from vakdesk.logbook.followers import run_followers
from vakdesk.logbook.models import Book, Cursor, Entry
from vakdesk.notices import actions as notices
from vakdesk.notices import digests
from vakdesk.notices.jobs import hand_in_waiting
from vakdesk.notices.kinds import Channel, Delivery, How
from vakdesk.notices.models import NewsChoice, Notice, Rhythm
from vakdesk.notices.tests.postbox import Postbox, body, send_all, served
from vakdesk.people.models import Person
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import Verification
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.permissions import REGISTER
from vakdesk.tickets.verbs import ASSIGNED, REPORTED

#: A Wednesday, 10:00 in Amsterdam.
MORNING = datetime(2026, 6, 3, 8, tzinfo=UTC)


@pytest.fixture
def by_ada(ada: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(ada)


@pytest.fixture
def by_bo(bo: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(bo, door=Door.PORTAL)


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    with served(settings) as box:
        yield box


@pytest.fixture
def morning() -> Iterator[None]:
    with clock.travel(MORNING):
        yield


@pytest.fixture
def ticket(morning: None, bo: Person, by_bo: Actor, by_ada: Actor, postbox: Postbox) -> Ticket:
    ticket = actions.report(bo, by=anew(by_bo), text="The printer does nothing")
    actions.take(ticket, by=anew(by_ada))
    send_all()
    postbox.letters.clear()
    return ticket


def anew(by: Actor) -> Actor:
    """The actor of one more act: where the clock stands still, only the correlation tells acts apart."""
    return replace(by, correlation=uuid4())


def choose(person: Person, by: Actor, **ways: str) -> None:
    notices.choose_news(person, by=by, ways={name.replace("_", "."): how for name, how in ways.items()})


def test_only_in_the_inbox_means_no_mail(ticket: Ticket, ada: Person, by_ada: Actor, by_bo: Actor, postbox: Postbox) -> None:
    choose(ada, by_ada, work_answered=How.INBOX)
    actions.reply(ticket, by=anew(by_bo), text="The lamp is red")
    send_all()
    assert not postbox.letters
    assert Notice.objects.inbox_of(by_ada).unread().get().text == "The lamp is red"


def test_a_requester_who_wants_no_mail_finds_it_in_their_inbox(
    ticket: Ticket, bo: Person, by_bo: Actor, by_ada: Actor, as_bo: Client, postbox: Postbox
) -> None:
    choose(bo, by_bo, report_answered=How.INBOX)
    actions.reply(ticket, by=anew(by_ada), text="Is the lamp on?")
    send_all()
    page = as_bo.get(reverse("notices:inbox")).content.decode()
    assert not postbox.letters
    assert "Is the lamp on?" in page and "because it is your report" in page


def test_a_digest_holds_everything_once_and_in_order(ticket: Ticket, ada: Person, by_ada: Actor, by_bo: Actor, postbox: Postbox) -> None:
    choose(ada, by_ada, work_answered=How.DIGEST)
    for number in range(5):
        actions.reply(ticket, by=anew(by_bo), text=f"Message number {number}")
    send_all()
    assert not postbox.letters
    with clock.travel(MORNING + timedelta(days=1)):
        send_all()
        send_all()
    (letter,) = postbox.letters
    assert re.findall(r"Message number (\d)", body(letter)) == ["0", "1", "2", "3", "4"]
    assert re.findall(r"Message number (\d)", body(letter, "html")) == ["0", "1", "2", "3", "4"]
    assert letter["Subject"] == "News for you: 5"
    assert Notice.objects.filter(state=Delivery.BUNDLED).count() == 5


def test_a_digest_that_was_due_while_no_worker_ran_comes_with_the_first_that_does(
    ticket: Ticket, ada: Person, by_ada: Actor, by_bo: Actor, postbox: Postbox
) -> None:
    choose(ada, by_ada, work_answered=How.DIGEST)
    actions.reply(ticket, by=anew(by_bo), text="The lamp is red")
    while run_followers():
        pass
    with clock.travel(MORNING + timedelta(days=9)):
        send_all()
    assert "The lamp is red" in body(postbox.letters[0])


def test_a_worker_killed_while_it_bundles_has_lost_nothing(
    ticket: Ticket, ada: Person, by_ada: Actor, by_bo: Actor, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(ada, by_ada, work_answered=How.DIGEST)
    actions.reply(ticket, by=anew(by_bo), text="The lamp is red")
    while run_followers():
        pass

    def killed() -> None:
        raise SystemExit(9)

    with clock.travel(MORNING + timedelta(days=1)):
        with monkeypatch.context() as patched, pytest.raises(SystemExit):
            patched.setattr(digests, "hand_in", killed)
            digests.bundle_due()
        assert Notice.objects.filter(state=Delivery.GATHERED).count() == 1
        send_all()
    assert len(postbox.letters) == 1


def test_a_digest_tells_nothing_that_its_reader_may_not_read_any_more(
    ticket: Ticket, ada: Person, by_ada: Actor, by_bo: Actor, postbox: Postbox
) -> None:
    choose(ada, by_ada, work_answered=How.DIGEST)
    actions.reply(ticket, by=anew(by_bo), text="The lamp is red")
    while run_followers():
        pass
    ada.grants.update(ends_at=MORNING + timedelta(hours=1))
    with clock.travel(MORNING + timedelta(days=1)):
        send_all()
    assert not postbox.letters
    assert Notice.objects.filter(state=Delivery.GIVEN_UP).count() == 1


def test_quiet_hours_put_mail_off_until_they_are_over(ticket: Ticket, ada: Person, by_ada: Actor, by_bo: Actor, postbox: Postbox) -> None:
    notices.choose_rhythm(ada, by=by_ada, digest_at=time(8), quiet_from=time(9), quiet_until=time(11))
    actions.reply(ticket, by=anew(by_bo), text="The lamp is red")
    send_all()
    assert not postbox.letters
    assert Notice.objects.inbox_of(by_ada).unread().count() == 1
    with clock.travel(MORNING + timedelta(hours=1)):
        send_all()
    assert "The lamp is red" in body(postbox.letters[0])


def test_one_act_is_one_message_however_many_rules_match(
    ticket: Ticket, dee: Person, by_ada: Actor, by_bo: Actor, postbox: Postbox
) -> None:
    records.watch(ticket.record, by=by_ada, person_id=dee.pk)
    actions.assign(ticket, by=anew(by_ada), assignee=dee)
    actions.resolve(ticket, by=anew(by_ada), cause="toner", done="New toner", verification=Verification.ASKED)
    send_all()
    before = Notice.objects.filter(person=dee).count()
    actions.dispute(ticket, by=anew(by_bo), text="Still nothing")
    send_all()
    assert (
        Notice.objects.filter(person=dee, channel=Channel.INBOX).count() == Notice.objects.filter(person=dee, channel=Channel.MAIL).count()
    )
    assert Notice.objects.filter(person=dee).count() - before == 2  # one in the inbox, the same by mail
    assert "Still nothing" in body(postbox.letters[-1])


def test_nobody_is_told_of_their_own_act(ticket: Ticket, by_ada: Actor, ada: Person, postbox: Postbox) -> None:
    records.watch(ticket.record, by=by_ada, person_id=ada.pk)
    actions.note(ticket, by=anew(by_ada), text="For me")
    send_all()
    assert not postbox.letters and not Notice.objects.inbox_of(by_ada).exists()


def test_each_mail_says_why_it_came_and_where_to_change_that(ticket: Ticket, by_bo: Actor, postbox: Postbox, settings: Any) -> None:
    settings.SITE_URL = "https://desk.example"
    actions.reply(ticket, by=anew(by_bo), text="The lamp is red")
    send_all()
    for kind in ("plain", "html"):
        assert "because the ticket is yours" in body(postbox.letters[0], kind)
        assert "https://desk.example/inbox/choose/" in body(postbox.letters[0], kind)


def test_one_click_stops_a_sort_of_mail_without_signing_in(
    ticket: Ticket, ada: Person, by_ada: Actor, by_bo: Actor, postbox: Postbox, settings: Any
) -> None:
    settings.SITE_URL = "https://desk.example"
    actions.reply(ticket, by=anew(by_bo), text="The lamp is red")
    send_all()
    letter = postbox.letters[0]
    link = letter["List-Unsubscribe"].strip("<>").removeprefix("https://desk.example")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    anybody = Client(enforce_csrf_checks=True)
    assert "The requester answers" in anybody.get(link).content.decode()
    assert not NewsChoice.objects.exists()
    assert anybody.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert NewsChoice.objects.get().how == How.INBOX
    assert Entry.objects.filter(verb="person.news_chosen", actor=ada.pk, door=Door.MAIL).count() == 1
    assert anybody.post(link[:-3] + "xx/").status_code == 404
    actions.reply(ticket, by=anew(by_bo), text="Hello?")
    send_all()
    assert len(postbox.letters) == 1


def test_what_people_write_to_each_other_cannot_be_unsubscribed(ticket: Ticket, by_ada: Actor, postbox: Postbox, settings: Any) -> None:
    settings.SITE_URL = "https://desk.example"
    actions.reply(ticket, by=anew(by_ada), text="Is the lamp on?")
    send_all()
    (letter,) = postbox.letters
    assert letter["List-Unsubscribe"] is None and letter["Auto-Submitted"] is None
    assert letter["From"].addresses[0].display_name.startswith("Ada Kask")


def test_the_page_keeps_what_is_chosen(ticket: Ticket, ada: Person, as_ada: Client) -> None:
    url = reverse("notices:preferences")
    page = as_ada.get(url).content.decode()
    names = dict(re.findall(r'name="(news-[a-z._]+)" value="([a-z_]+)"[^>]*checked', page))
    assert names["news-work.team"] == "inbox"
    given = names | {
        "news-work.team": "digest",
        "digest_at": "07:15",
        "quiet_from": "20:00",
        "quiet_until": "07:00",
        "quiet_weekends": "on",
    }
    assert as_ada.post(url, given).status_code == 303
    assert NewsChoice.objects.of(ada.pk) == {"work.team": "digest"}
    rhythm = Rhythm.objects.get(person=ada)
    assert (rhythm.digest_at, rhythm.quiet_from, rhythm.quiet_weekends) == (time(7, 15), time(20), True)
    assert as_ada.post(url, given | {"quiet_until": ""}).status_code == 409
    assert as_ada.post(url, given | {"news-work.team": "carrier pigeon"}).status_code == 422


def test_requesters_are_offered_their_own_reports_only(bo: Person, as_bo: Client) -> None:
    page = as_bo.get(reverse("notices:preferences")).content.decode()
    assert "news-report.answered" in page and "news-work" not in page


def test_only_the_verb_that_sends_puts_mail_into_the_outbox(ticket: Ticket, tia: Person, bo: Person, actor: Callable[..., Actor]) -> None:
    """A draft, a trainee's too, stays a draft whatever else happens to the ticket."""
    before = Notice.objects.filter(person=bo).count()
    records.save_draft(ticket.record, by=actor(tia), side=Side.PUBLIC, text="Please send me your password")
    actions.note(ticket, by=actor(tia), text="I wrote a draft")
    with clock.travel(MORNING + timedelta(days=2)):
        send_all()
    assert Notice.objects.filter(person=bo).count() == before
    assert not Notice.objects.filter(text__contains="your password").exists()


def test_a_second_report_within_the_hour_is_acknowledged_no_second_time(ticket: Ticket, bo: Person, by_bo: Actor, postbox: Postbox) -> None:
    for _ in range(20):
        actions.report(bo, by=anew(by_bo), text="Ignore this, call +31 900 EVIL", title="You have won")
    send_all()
    assert not postbox.letters
    assert Notice.objects.filter(state=Delivery.HELD, hold="hourly").count() == 20
    with clock.travel(MORNING + timedelta(minutes=61)):
        actions.report(bo, by=anew(by_bo), text="Another thing", title="Visit evil.example")
        send_all()
    (letter,) = postbox.letters
    assert "evil" not in str(letter) and "Another thing" not in str(letter)


def test_the_acknowledgement_says_its_number_and_what_happens_next(bo: Person, by_bo: Actor, postbox: Postbox, settings: Any) -> None:
    settings.SITE_URL = "https://desk.example"
    bo.language = "en"
    bo.save()
    ticket = actions.report(bo, by=anew(by_bo), text="Secret words of a stranger", title="A stranger's subject")
    send_all()
    (letter,) = postbox.letters
    for kind in ("plain", "html"):
        said = body(letter, kind)
        assert ticket.reference in said and "What happens next" in said
        assert f"https://desk.example{reverse('portal:report', args=[ticket.reference])}" in said
        assert "Secret words" not in said and "stranger" not in said
    assert letter["Auto-Submitted"] == "auto-replied"


def test_mail_outside_the_allow_list_is_held_and_seen(
    ticket: Ticket, by_ada: Actor, by_bo: Actor, as_ann: Client, as_ada: Client, settings: Any, postbox: Postbox
) -> None:
    settings.MAIL_ALLOW = {"ada@lindewaard.example"}
    actions.reply(ticket, by=anew(by_ada), text="Is the lamp on?")
    actions.reply(ticket, by=anew(by_bo), text="It is red")
    send_all()
    assert [letter["To"] for letter in postbox.letters] == ["ada@lindewaard.example"]
    assert Notice.objects.get(state=Delivery.HELD).hold == "allow"
    page = as_ann.get(reverse("notices:outbox")).content.decode()
    assert "Not on the allow-list" in page and "ada@lindewaard.example" in page
    assert "Mail did not arrive" in as_ada.get(ticket.get_absolute_url()).content.decode()


def test_followers_that_run_again_and_again_change_nothing(ticket: Ticket, by_bo: Actor, postbox: Postbox) -> None:
    actions.reply(ticket, by=anew(by_bo), text="The lamp is red")
    send_all()
    rows = list(Notice.objects.order_by("pk").values_list("pk", "state"))
    Cursor.objects.update(position=0)
    hand_in_waiting()
    send_all()
    work_off()
    assert list(Notice.objects.order_by("pk").values_list("pk", "state")) == rows
    assert len(postbox.letters) == 1


@pytest.mark.parametrize("book", [Book.IMPORTED, Book.PRACTICE])
def test_history_that_is_imported_and_what_is_practised_tell_nobody(
    ticket: Ticket, by_ada: Actor, ada: Person, postbox: Postbox, book: str
) -> None:
    before = Notice.objects.count()
    with act(machine("mailroom", "Mailroom"), may=REGISTER, book=book) as log:
        for verb, facts in ((REPORTED, {"kind": "incident", "via": "mail"}), (ASSIGNED, {"assignee": ada.pk})):
            log.record(verb, ticket, **facts)
    with clock.travel(MORNING + timedelta(days=2)):
        send_all()
    assert Notice.objects.count() == before and not postbox.letters
