"""Mail comes in and goes out by a real mail server: what people see in their mailboxes, and what a desk may never do."""

import json
import threading
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client
from mail_server import ADA, BO, CEM, DESK, GONE, PATIENCE_SECONDS, MailServer, mail_server, secret_of
from own_desk import answer_of, own_desk

from vakdesk.access.actors import Actor
from vakdesk.logbook.models import Entry
from vakdesk.mailroom.actions_mailboxes import add_mailbox, edit_mailbox
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.models import Arrival, Mailbox, Watch
from vakdesk.mailroom.transport.fetching import fetch
from vakdesk.mailroom.transport.kinds import Fault, Trouble
from vakdesk.notices.tests.postbox import body, send_all
from vakdesk.people.models import Person
from vakdesk.tickets.models import Ticket

pytestmark = [pytest.mark.mail, pytest.mark.django_db]
INSIDE = "import django; django.setup(); import inside_mail; inside_mail.main()"


@pytest.fixture(scope="session")
def running() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def server(running: MailServer, settings: Any) -> MailServer:
    """The mail server, empty; what the desk sends goes out by it."""
    running.empty()
    settings.EMAIL_BACKEND = "vakdesk.notices.outbox.OutboxBackend"
    settings.SMTP = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": running.smtp, "EMAIL_HOST_USER": "", "EMAIL_HOST_PASSWORD": ""}
    settings.MAIL_FROM = DESK
    return running


def values_of(server: MailServer) -> dict[str, Any]:
    return {
        "kind": "imap",
        "name": "Service desk",
        "address": DESK,
        "host": "127.0.0.1",
        "port": server.imap,
        "security": "plain",
        "username": DESK,
        "password": secret_of(DESK),
    }


@pytest.fixture
def by_ann(ann: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(ann)


@pytest.fixture
def mailbox(server: MailServer, desk: Any, by_ann: Actor) -> Mailbox:
    return add_mailbox(by=by_ann, **values_of(server))


def letter(
    subject: str = "Printer C2", text: str = "It does nothing.", *, sender: str = BO, to: str = DESK, **headers: str
) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Message-ID"] = f"<{abs(hash((subject, text, sender)))}@{sender.partition('@')[2]}>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def put(server: MailServer, *letters: EmailMessage) -> None:
    server.fill(DESK, [one.as_bytes() for one in letters])


def answer_to(received: EmailMessage, text: str, *, sender: str = BO) -> EmailMessage:
    """As mail programs answer: to Reply-To, with the thread named and the question quoted."""
    quoted = "".join(f"> {line}\n" for line in body(received).splitlines())
    made = letter(f"Re: {received['Subject']}", f"{text}\n\nOp 22 nov 2026 schreef Service desk:\n{quoted}", sender=sender)
    del made["To"]
    made["To"] = received["Reply-To"] or received["From"]
    made["In-Reply-To"] = received["Message-ID"]
    made["References"] = f"{received['References'] or ''} {received['Message-ID']}".strip()
    return made


def test_a_conversation_goes_by_mail_and_browser(server: MailServer, mailbox: Mailbox, bo: Person, ada: Person, as_ada: Client) -> None:
    server.send(letter(), sender=BO, to=DESK)
    server.until(DESK, lambda one: one["Subject"] == "Printer C2")
    assert fetch(mailbox) == 1
    ticket = Ticket.objects.get()
    send_all()
    acknowledged = server.until(BO, lambda one: ticket.reference in str(one["Subject"]))
    assert acknowledged["Auto-Submitted"] and "It does nothing." not in body(acknowledged).partition("\n> ")[0]

    page = f"/tickets/{ticket.reference}/"
    assert as_ada.post(f"{page}take/").status_code in (200, 204, 303)
    assert as_ada.post(f"{page}reply/", {"text": "Is the lamp on?"}).status_code in (200, 204, 303)
    send_all()
    asked = server.until(BO, lambda one: "Is the lamp on?" in body(one))

    answer = answer_to(asked, "Yes, and it blinks red.")
    server.send(answer, sender=BO, to=str(answer["To"]).rpartition("<")[2].rstrip(">"))
    server.until(DESK, lambda one: "blinks red" in body(one))
    assert fetch(mailbox) == 1
    ticket.refresh_from_db()
    said = list(ticket.record.messages.order_by("pk").values_list("text", flat=True))
    assert said[-1] == "Yes, and it blinks red." and Ticket.objects.count() == 1
    assert "Yes, and it blinks red." in as_ada.get(page).content.decode()


def test_an_answer_of_somebody_on_holiday_opens_nothing_and_is_not_answered(server: MailServer, mailbox: Mailbox, bo: Person) -> None:
    server.away(BO, "Away until Monday")
    server.send(letter(), sender=BO, to=DESK)
    for _ in range(4):
        fetch(mailbox)
        send_all()
    away = EmailMessage()
    away["From"], away["To"], away["Subject"], away["Message-ID"] = DESK, BO, "By hand", "<by-hand@lindewaard.example>"
    away.set_content("A colleague wrote from the shared mailbox, by hand.")
    server.send(away, sender=DESK, to=BO)
    server.until(DESK, lambda one: "Away until Monday" in str(one["Subject"]))
    for _ in range(4):
        fetch(mailbox)
        send_all()
    assert Ticket.objects.count() == 1
    assert Arrival.objects.get(subject__contains="Away").outcome == Outcome.IGNORED
    assert len(server.in_box(BO)) == 2  # the acknowledgement, and what the colleague wrote


def test_mail_that_comes_back_opens_nothing_and_is_not_answered(server: MailServer, mailbox: Mailbox) -> None:
    server.fill(DESK, [letter(sender=GONE).as_bytes()])
    fetch(mailbox)
    send_all()
    server.until(DESK, lambda one: one.get_content_type() == "multipart/report")
    for _ in range(4):
        fetch(mailbox)
        send_all()
    assert Ticket.objects.count() == 1
    back = Arrival.objects.get(outcome=Outcome.IGNORED)
    assert back.reason.startswith("bounce") and back.record_id == Ticket.objects.get().pk
    assert len(server.in_box(DESK)) == 2


@pytest.mark.parametrize("security", ["tls", "starttls", "plain"])
def test_a_mailbox_is_read_with_every_kind_of_encryption(
    server: MailServer, mailbox: Mailbox, by_ann: Actor, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = server.imaps if security == "tls" else server.imap
    edit_mailbox(mailbox, by=by_ann, security=security, host="localhost", port=port)
    put(server, letter())
    if security != "plain":
        assert fault_of(mailbox) == Fault.CERTIFICATE
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    assert fetch(mailbox) == 1


def fault_of(mailbox: Mailbox) -> Fault:
    with pytest.raises(Trouble) as trouble:
        fetch(mailbox)
    assert secret_of(DESK) not in trouble.value.said
    return trouble.value.fault


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"password": "guessed"}, Fault.PASSWORD),
        ({"host": "no-such-host.invalid"}, Fault.HOST),
        ({"port": 9}, Fault.REFUSED),
        ({"folder": "Nowhere"}, Fault.FOLDER),
        ({"afterwards": "move", "moved_to": "Nowhere"}, Fault.TARGET),
        ({"security": "tls"}, Fault.ENCRYPTION),
    ],
)
def test_what_is_wrong_is_told_apart(server: MailServer, mailbox: Mailbox, by_ann: Actor, wrong: dict[str, Any], fault: Fault) -> None:
    put(server, letter())
    edit_mailbox(mailbox, by=by_ann, **wrong | ({"security": "starttls"} if "host" in wrong else {}))
    assert fault_of(mailbox) == fault
    assert server.unseen(DESK) == 1


def test_without_a_folder_to_move_to_the_message_is_taken_in_once(server: MailServer, mailbox: Mailbox, by_ann: Actor) -> None:
    put(server, letter())
    edit_mailbox(mailbox, by=by_ann, afterwards="move", moved_to="Nowhere")
    for _ in range(3):
        assert fault_of(mailbox) == Fault.TARGET
    edit_mailbox(mailbox, by=by_ann, moved_to="Done")
    fetch(mailbox)
    assert Ticket.objects.count() == 1 and len(server.in_box(DESK, "Done")) == 1


@pytest.mark.parametrize(("afterwards", "left", "done"), [("leave", 3, 0), ("move", 0, 3), ("delete", 0, 0)])
def test_a_message_is_told_once_it_is_stored(
    server: MailServer, mailbox: Mailbox, by_ann: Actor, afterwards: str, left: int, done: int
) -> None:
    edit_mailbox(mailbox, by=by_ann, afterwards=afterwards, moved_to="Done")
    put(server, *(letter(f"Report {number}") for number in range(3)))
    assert (fetch(mailbox), fetch(mailbox)) == (3, 0)
    assert (len(server.in_box(DESK)), len(server.in_box(DESK, "Done")), server.unseen(DESK)) == (left, done, 0)
    put(server, letter("Report 3"))
    assert fetch(mailbox) == 1 and Ticket.objects.count() == 4


def test_what_had_been_read_before_the_desk_came_stays_where_it_is(server: MailServer, mailbox: Mailbox) -> None:
    put(server, letter("Old"))
    with server.box_of(DESK) as box:
        box.select("INBOX")
        box.store("1", "+FLAGS", r"(\Seen)")
    put(server, letter("New"))
    assert (fetch(mailbox), fetch(mailbox)) == (1, 0)
    with server.box_of(DESK) as box:
        box.select("INBOX")
        box.append("INBOX", r"(\Seen)", "", letter("Read by a colleague before we looked").as_bytes())
    assert fetch(mailbox) == 1
    assert Ticket.objects.count() == 2


def test_a_server_that_numbers_anew_brings_nothing_twice(server: MailServer, mailbox: Mailbox) -> None:
    put(server, *(letter(f"Report {number}") for number in range(3)))
    assert fetch(mailbox) == 3
    before = Watch.objects.get().uid_validity
    server.number_anew(DESK)
    put(server, letter("Report 3"))
    assert fetch(mailbox) == 1
    assert Watch.objects.get().uid_validity != before and Ticket.objects.count() == 4
    assert fetch(mailbox) == 0


def test_a_letter_delivered_twice_is_known_the_second_time(server: MailServer, mailbox: Mailbox, bo: Person) -> None:
    for _ in range(2):
        server.send(letter(), sender=BO, to=DESK)
    server.until(DESK, lambda _one: len(server.in_box(DESK)) == 2)
    fetch(mailbox)
    assert Ticket.objects.count() == 1
    assert sorted(Arrival.objects.values_list("outcome", flat=True)) == [Outcome.DUPLICATE, Outcome.TICKET]


def test_a_message_of_30_mb_does_not_hold_up_the_others(server: MailServer, mailbox: Mailbox, by_ann: Actor) -> None:
    large = letter("Large").as_bytes() + b"x" * 78 * 400_000
    server.fill(DESK, [letter("Before").as_bytes(), large, letter("After").as_bytes()])
    assert fetch(mailbox) == 3
    stored = Arrival.objects.exclude(original__size_bytes__lt=1_000_000).get()
    assert stored.original and abs(stored.original.size_bytes - len(large)) < 1000
    assert set(Ticket.objects.values_list("record__title", flat=True)) >= {"Before", "After"}


class Consent(BaseHTTPRequestHandler):
    """A sign-in service: one access token at a time, each good once it was asked for; dovecot asks here whose it is."""

    refresh_token = "consent-1"
    valid = ""
    asked: list[dict[str, str]] = []

    def do_POST(self) -> None:
        sent = {name: value for name, [value] in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        type(self).asked.append(sent)
        if sent.get("refresh_token") != self.refresh_token:
            self._answer(400, {"error": "invalid_grant", "error_description": f"no such token: {sent.get('refresh_token')}"})
            return
        number = len(self.asked)
        type(self).valid, type(self).refresh_token = f"access-{number}", f"consent-{number + 1}"
        self._answer(200, {"access_token": self.valid, "expires_in": 3600, "refresh_token": self.refresh_token})

    def do_GET(self) -> None:
        holds = self.headers["Authorization"] == f"Bearer {self.valid}"
        self._answer(200, {"email": DESK}) if holds else self._answer(401, {"error": "invalid_token"})

    def _answer(self, status: int, told: dict[str, Any]) -> None:
        said = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_args: Any) -> None:
        """Silent."""


@pytest.fixture
def consent(server: MailServer) -> Iterator[type[Consent]]:
    Consent.refresh_token, Consent.valid, Consent.asked = "consent-1", "", []
    with ThreadingHTTPServer(("127.0.0.1", server.oidc), Consent) as service:
        threading.Thread(target=service.serve_forever, daemon=True).start()
        yield Consent
        service.shutdown()


@pytest.fixture
def oauth(server: MailServer, consent: Any, mailbox: Mailbox, by_ann: Actor) -> Mailbox:
    url = f"http://127.0.0.1:{server.oidc}/token"
    edit_mailbox(mailbox, by=by_ann, sign_in="oauth", token_url=url, client_id="desk", refresh_token="consent-1", password="")
    return mailbox


def test_a_mailbox_is_read_by_oauth_with_a_token_that_is_renewed(server: MailServer, oauth: Mailbox, consent: Any, by_ann: Actor) -> None:
    put(server, letter())
    assert fetch(oauth) == 1
    fetch(oauth)
    assert len(consent.asked) == 1  # the token holds for an hour
    Watch.objects.update(tokens=aged(Watch.objects.get().tokens))
    put(server, letter("Another"))
    assert fetch(oauth) == 1
    assert [asked["refresh_token"] for asked in consent.asked] == ["consent-1", "consent-2"]
    assert "access-" not in str(list(Entry.objects.about(oauth).values_list("facts", "sealed"))) + Watch.objects.get().tokens


def aged(tokens: str) -> str:
    from vakdesk.kit import secrets

    return secrets.seal(secrets.unseal(tokens) | {"until": 0})


def test_a_token_that_was_withdrawn_is_asked_for_anew_once(server: MailServer, oauth: Mailbox, consent: Any) -> None:
    fetch(oauth)
    consent.valid = "withdrawn"
    put(server, letter())
    assert fetch(oauth) == 1 and len(consent.asked) == 2


def test_withdrawn_consent_is_told_and_waits_for_a_person(server: MailServer, oauth: Mailbox, consent: Any) -> None:
    fetch(oauth)
    consent.valid = consent.refresh_token = "withdrawn"
    with pytest.raises(Trouble) as trouble:
        fetch(oauth)
    assert (trouble.value.fault, trouble.value.said) == (Fault.CONSENT, "invalid_grant")


def test_a_server_that_refuses_every_token_is_told_apart_from_one_out_of_order(server: MailServer, oauth: Mailbox, by_ann: Actor) -> None:
    edit_mailbox(oauth, by=by_ann, username=ADA)
    assert fault_of(oauth) == Fault.TOKEN


KILLS, MESSAGES = 50, 60


def test_every_message_comes_in_exactly_once_whenever_the_fetcher_is_killed(server: MailServer, tmp_path: Path) -> None:
    subjects = [f"Report {number}" for number in range(MESSAGES)]
    server.fill(DESK, [letter(subject, sender=(BO, CEM)[number % 2]).as_bytes() for number, subject in enumerate(subjects)])
    with own_desk(tmp_path) as desk:
        desk.environment["VAKDESK_MAIL_MOST_PER_ADDRESS"] = "0"
        settings = values_of(server) | {"afterwards": "move", "moved_to": "Done"}
        seen = answer_of(desk.start("-c", INSIDE, json.dumps(settings), str(KILLS)), desk.told)
    assert seen["ok"], seen["why"]
    own = MESSAGES + 1  # the first is the one with which it warmed up
    assert (seen["arrivals"], seen["outcomes"], seen["reasons"]) == (own, {"ticket": own}, {"": own}), seen
    assert (seen["tickets"], seen["titles"], seen["messages"]) == (own, own, own)
    moved = {str(one["Subject"]) for one in server.in_box(DESK, "Done")}  # a server may copy twice when it is told twice
    assert server.in_box(DESK) == [] and moved == set(subjects)
    assert any(moment["stored"] for moment in seen["left"]), seen["left"]  # some were killed between storing and working


def test_the_worker_listens_and_a_desk_of_real_processes_answers(server: MailServer, tmp_path: Path) -> None:
    with own_desk(tmp_path) as desk:
        desk.environment |= {"VAKDESK_SMTP": f"smtp://127.0.0.1:{server.smtp}", "VAKDESK_MAIL_FROM": DESK}
        answer_of(desk.start("-c", INSIDE, json.dumps(values_of(server)), "0"), desk.told)
        worker = desk.start("-m", "vakdesk", "worker")
        try:
            server.send(letter("Before it listens"), sender=BO, to=DESK)
            server.until(BO, lambda one: "We have your report" in str(one["Subject"]))
            server.send(letter("While it listens", sender=CEM), sender=CEM, to=DESK)
            server.until(CEM, lambda one: "We have your report" in str(one["Subject"]))
        finally:
            worker.terminate()
            ended = worker.wait(PATIENCE_SECONDS)
            worker.communicate()
            assert ended == 0, desk.told.read_text()[-3000:]
