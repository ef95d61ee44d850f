"""Mails leave by a real SMTP server, once, with what mail programs need to thread them; refusals are seen."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import send_mail

from vakdesk.access.actors import Actor, Door
from vakdesk.jobs.embedded import work_off
from vakdesk.jobs.models import Job
from vakdesk.kit import clock
from vakdesk.logbook.models import Cursor
from vakdesk.notices.actions import choose_news
from vakdesk.notices.jobs import forget_old, hand_in_waiting
from vakdesk.notices.kinds import Channel, Delivery, How
from vakdesk.notices.models import Notice
from vakdesk.notices.reply_tokens import tokens_in
from vakdesk.notices.tests.postbox import Postbox, body, send_all, served
from vakdesk.people.models import Person
from vakdesk.records import store
from vakdesk.tickets import actions


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    with served(settings) as box:
        yield box


@pytest.fixture
def by_bo(bo: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(bo, door=Door.PORTAL)


def test_a_report_is_answered_by_one_mail_that_no_machine_answers(bo: Person, by_bo: Actor, postbox: Postbox) -> None:
    ticket = actions.report(bo, by=by_bo, text="The printer does nothing")
    send_all()
    (letter,) = postbox.letters
    assert letter["Subject"] == f"[{ticket.reference}] We have your report"
    assert (letter["To"], letter["Auto-Submitted"]) == ("bo@lindewaard.example", "auto-replied")
    assert "##~" in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert Notice.objects.get().state == Delivery.SENT


def test_later_mails_hang_under_the_first(bo: Person, by_bo: Actor, ada: Person, actor: Callable[..., Actor], postbox: Postbox) -> None:
    ticket = actions.report(bo, by=by_bo, text="The printer does nothing")
    actions.reply(ticket, by=actor(ada), text="Is the lamp on?")
    send_all()
    first, second = postbox.letters
    assert second["References"] == first["Message-ID"]
    assert "Is the lamp on?" in second.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_a_follower_that_runs_twice_tells_once(bo: Person, by_bo: Actor, postbox: Postbox) -> None:
    actions.report(bo, by=by_bo, text="The printer does nothing")
    send_all()
    Cursor.objects.update(position=0)
    send_all()
    assert len(postbox.letters) == Notice.objects.count() == 1


def test_a_mail_server_that_is_busy_is_tried_again(bo: Person, by_bo: Actor, postbox: Postbox) -> None:
    postbox.answers = ["451 come back later"]
    actions.report(bo, by=by_bo, text="The printer does nothing")
    send_all()
    assert Notice.objects.get().state == Delivery.WAITING and not postbox.letters
    assert Notice.objects.get().fault == "451 come back later"
    with clock.travel(clock.now() + timedelta(minutes=5)):
        send_all()
    assert Notice.objects.get().state == Delivery.SENT and len(postbox.letters) == 1


def test_a_refusal_for_good_is_written_on_the_mail_and_not_tried_again(bo: Person, by_bo: Actor, postbox: Postbox) -> None:
    postbox.answers = ["550 nobody of that name"]
    actions.report(bo, by=by_bo, text="The printer does nothing")
    send_all()
    notice = Notice.objects.get()
    assert (notice.state, notice.fault) == (Delivery.REFUSED, "550 nobody of that name")
    assert not Job.objects.failed()


def test_a_mail_server_that_is_down_loses_nothing(bo: Person, by_bo: Actor, settings: Any) -> None:
    settings.SMTP = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": 1, "EMAIL_HOST_USER": "", "EMAIL_HOST_PASSWORD": ""}
    actions.report(bo, by=by_bo, text="The printer does nothing")
    send_all()
    assert Notice.objects.get().state == Delivery.WAITING


def test_without_a_mail_server_mails_wait_until_there_is_one(
    bo: Person, by_bo: Actor, settings: Any, request: pytest.FixtureRequest
) -> None:
    settings.SMTP = None
    actions.report(bo, by=by_bo, text="The printer does nothing")
    send_all()
    assert Notice.objects.get().state == Delivery.WAITING
    postbox: Postbox = request.getfixturevalue("postbox")
    with clock.travel(clock.now() + timedelta(minutes=15)):
        hand_in_waiting()
        hand_in_waiting()
        work_off()
    assert len(postbox.letters) == 1


def test_what_is_too_old_is_not_sent(bo: Person, by_bo: Actor, settings: Any, request: pytest.FixtureRequest) -> None:
    settings.SMTP = None
    actions.report(bo, by=by_bo, text="The printer does nothing")
    send_all()
    postbox: Postbox = request.getfixturevalue("postbox")
    with clock.travel(clock.now() + timedelta(days=4)):
        hand_in_waiting()
        work_off()
    assert Notice.objects.get().state == Delivery.EXPIRED and not postbox.letters


def test_the_text_of_a_mail_with_a_secret_is_erased_once_sent(db: None, postbox: Postbox) -> None:
    send_mail("A new password", "https://desk.example/reset/secret-token", None, ["bo@lindewaard.example"])
    work_off()
    assert "secret-token" in str(postbox.letters[0])
    assert Notice.objects.get().text == ""


@pytest.mark.parametrize("title", ["Help\r\nBcc: all@lindewaard.example", "Help\nX-Evil: 1", "\N{BEL}\r\n\r\nbody"])
def test_a_subject_cannot_bring_headers_of_its_own(
    bo: Person, by_bo: Actor, ada: Person, actor: Callable[..., Actor], postbox: Postbox, title: str
) -> None:
    ticket = actions.report(bo, by=by_bo, text="x", title=title)
    actions.reply(ticket, by=actor(ada), text="y")
    send_all()
    assert all(letter["Bcc"] is None and letter["X-Evil"] is None for letter in postbox.letters)
    assert len(postbox.letters) == 2


def test_mail_is_written_in_the_readers_language_while_the_act_was_in_another(bo: Person, by_bo: Actor, postbox: Postbox) -> None:
    bo.language = "nl"
    bo.save()
    actions.report(bo, by=by_bo, text="De printer doet niets")
    send_all()
    assert "We hebben uw melding" in postbox.letters[0]["Subject"] or "We hebben je melding" in postbox.letters[0]["Subject"]


def test_somebody_without_an_address_gets_no_mail(bo: Person, by_bo: Actor, postbox: Postbox) -> None:
    bo.emailaddress_set.all().delete()  # type: ignore[attr-defined]
    actions.report(bo, by=by_bo, text="The printer does nothing")
    send_all()
    assert not Notice.objects.filter(channel=Channel.MAIL).exists()


def test_files_of_a_reply_go_along(bo: Person, by_bo: Actor, ada: Person, actor: Callable[..., Actor], postbox: Postbox) -> None:
    ticket = actions.report(bo, by=by_bo, text="The printer does nothing")
    plan = [store.stage("plan õ.png", [b"\x89PNG\r\n\x1a\nplan"]), store.stage("how.txt", [b"Kuidas \xc3\xb5petada"])]
    actions.reply(ticket, by=actor(ada), text="As drawn here.", files=plan)
    send_all()
    letter = postbox.letters[-1]
    came = [(part.get_filename(), part.get_content_type(), part.get_payload(decode=True)) for part in letter.iter_attachments()]  # type: ignore[attr-defined]
    assert came == [
        ("plan õ.png", "image/png", b"\x89PNG\r\n\x1a\nplan"),
        ("how.txt", "text/plain", b"Kuidas \xc3\xb5petada"),
    ]
    assert "Files that came with it" not in body(letter)


@pytest.mark.parametrize("because", ["size", "digest"])
def test_files_that_cannot_go_along_are_told(
    bo: Person, by_bo: Actor, ada: Person, actor: Callable[..., Actor], postbox: Postbox, settings: Any, because: str
) -> None:
    if because == "size":
        settings.MAIL_FILES_LIMIT_BYTES = 7
    else:
        choose_news(bo, by=by_bo, ways={"report.answered": How.DIGEST})
    ticket = actions.report(bo, by=by_bo, text="The printer does nothing")
    actions.reply(ticket, by=actor(ada), text="As drawn here.", files=[store.stage("plan.txt", [b"drawing!"])])
    send_all()
    with clock.travel(clock.now() + timedelta(days=2)):
        send_all()
    letter = postbox.letters[-1]
    assert not list(letter.iter_attachments())  # type: ignore[attr-defined]
    assert "Files that came with it: 1. You find them in your report." in body(letter)


def test_a_file_that_is_gone_holds_up_its_own_mail_only(
    bo: Person, by_bo: Actor, ada: Person, actor: Callable[..., Actor], postbox: Postbox
) -> None:
    ticket = actions.report(bo, by=by_bo, text="The printer does nothing")
    plan = store.stage("plan.txt", [b"drawing!"])
    actions.reply(ticket, by=actor(ada), text="As drawn here.", files=[plan])
    actions.reply(ticket, by=actor(ada), text="Does it work?")
    store.path_of(plan.sha256).unlink()
    send_all()
    stuck = Notice.objects.get(text__contains="As drawn here.", person=bo)
    assert (stuck.state, "plan.txt that goes along cannot be read" in stuck.fault) == (Delivery.REFUSED, True)
    assert "Does it work?" in body(postbox.letters[-1])


def test_what_was_sent_or_read_is_forgotten_in_time_and_answers_still_find_their_ticket(
    bo: Person, by_bo: Actor, ada: Person, actor: Callable[..., Actor], postbox: Postbox, settings: Any
) -> None:
    ticket = actions.report(bo, by=by_bo, text="The printer does nothing")
    actions.reply(ticket, by=actor(ada), text="Is the lamp on?")
    send_all()
    postbox.answers = ["550 nobody of that name"]
    actions.reply(ticket, by=actor(ada), text="Hello?")
    send_all()
    kept_for = settings.NOTICES_KEPT_FOR = timedelta(days=400)
    written = clock.now()
    answered = postbox.letters[-1]
    with clock.travel(written + kept_for - timedelta(days=1)):
        forget_old()
    assert Notice.objects.filter(state=Delivery.SENT).count() == 2
    with clock.travel(written + kept_for + timedelta(days=1)):
        settings.NOTICES_KEPT_FOR = timedelta(0)
        forget_old()
        assert Notice.objects.filter(state=Delivery.SENT).count() == 2
        settings.NOTICES_KEPT_FOR = kept_for
        forget_old()
    assert list(Notice.objects.filter(channel=Channel.MAIL).values_list("state", flat=True)) == [Delivery.REFUSED]
    assert [token.record_id for token in tokens_in([str(answered["Message-ID"])])] == [ticket.pk]
