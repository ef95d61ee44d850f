"""A real mail server for tests, on this machine."""

import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session

from vakdesk.jobs.embedded import work_off
from vakdesk.logbook.followers import run_followers
from vakdesk.notices.jobs import hand_in_waiting


class Postbox:
    """A mail server that keeps what it is given, or answers as it is told to. `calls` counts connections."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answers: list[str] = []
        self.strangers: dict[str, str] = {}
        self.calls = 0

    async def handle_EHLO(self, server: Any, session: Session, envelope: Envelope, hostname: str, responses: list[str]) -> list[str]:
        session.host_name = hostname
        self.calls += 1
        return responses

    async def handle_RCPT(self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if address in self.strangers:
            return self.strangers[address]
        envelope.rcpt_tos.append(address)
        return "250 known"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))  # type: ignore[arg-type]
        return "250 taken"


@contextmanager
def served(settings: Any) -> Iterator[Postbox]:
    """The postbox is VAKDESK_SMTP within the block."""
    settings.EMAIL_BACKEND = "vakdesk.notices.outbox.OutboxBackend"  # the test runner puts its own in the place
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    controller.start()
    settings.SMTP = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port, "EMAIL_HOST_USER": "", "EMAIL_HOST_PASSWORD": ""}
    try:
        yield box
    finally:
        controller.stop()


def send_all() -> None:
    """Followers have told, digests are bundled, the worker has sent what is due."""
    while run_followers():
        pass
    hand_in_waiting()
    work_off()


def body(letter: EmailMessage, kind: str = "plain") -> str:
    part = letter.get_body((kind,))
    assert part is not None
    return str(part.get_content())
