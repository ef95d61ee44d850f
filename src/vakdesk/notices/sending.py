"""Mails leave the house here, by a real SMTP server, from the worker. At least once: a Message-ID never changes.

One job sends all that is due over one connection. Each mail keeps its own account of how that went: accepted, refused for
good with the server's sentence, or put off until later, in growing steps for two days; then it waits for an administrator.
"""

import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from email.headerregistry import Address
from email.utils import format_datetime, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django_tasks import task

from vakdesk.access.actors import machine
from vakdesk.kit import clock
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.notices import conversation, permissions, verbs
from vakdesk.notices.enclosing import enclose
from vakdesk.notices.gates import hold_on
from vakdesk.notices.kinds import Delivery, Kind
from vakdesk.notices.letters import absolute
from vakdesk.notices.models import Notice
from vakdesk.notices.news import News
from vakdesk.notices.reply_tokens import reply_address, tokens_in
from vakdesk.notices.stopping import stop_address

#: What should have been sent longer ago than this is not sent any more.
TOO_OLD = timedelta(days=3)
#: Waiting time after each attempt that was put off: together two days.
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240, 480, 720, 1200))
#: Whoever sends a mail has it for so long; after that it counts as lost on the way, and is sent again.
CLAIM = timedelta(minutes=5)
#: Mails of one job; what is left gets a new one, so that other jobs have their turn.
BATCH = 500

#: RFC 1870, 6.1: what a server answers to the announced size. RFC 5321, 3.8: what it answers before it hangs up.
TOO_BIG, GOODBYE = 552, 421

LONGEST_LINE = 998  # RFC 5322, 2.1.1

POSTMAN = machine("postman", "Postman")


class Mail(EmailMultiAlternatives):
    """Its headers are folded at the longest line mail allows: some programs lose an identifier that begins on a second line."""

    def message(self) -> Any:
        made = super().message()
        made.policy = made.policy.clone(max_line_length=LONGEST_LINE)
        return made


class LineLost(Exception):
    """The connection to the mail server, not this mail, is at fault: there is no sense in going on now."""


@task()
def send_due() -> None:
    """What is due has been tried once. Killed between sending a mail and noting it, it is sent again with the same
    Message-ID, which mail programs show once."""
    due = list(Notice.objects.due(clock.now()).values_list("pk", flat=True)[:BATCH])
    with _line() as line:
        for pk in due:
            notice = _claim(pk)
            if notice is not None and not _attempt(notice, line):
                return
    if len(due) == BATCH:
        hand_in()


def hand_in() -> None:
    """The worker sends what is due, after commit; without a mail server it waits in the outbox."""
    if settings.SMTP:
        send_due.using(key="outbox").enqueue()  # type: ignore[call-arg]  # our task class adds the key


def server() -> Any:
    """A connection to the mail server of VAKDESK_SMTP."""
    assert settings.SMTP
    return get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=settings.SMTP["EMAIL_HOST"],
        port=settings.SMTP["EMAIL_PORT"],
        username=settings.SMTP["EMAIL_HOST_USER"],
        password=settings.SMTP["EMAIL_HOST_PASSWORD"],
        use_tls=settings.SMTP.get("EMAIL_USE_TLS", False),
        use_ssl=settings.SMTP.get("EMAIL_USE_SSL", False),
        timeout=30,
    )


def message_of(notice: Notice) -> Mail:
    """The mail as it leaves. From a person it bears their name; it answers what its reader had before."""
    desk_name, desk_address = parseaddr(settings.MAIL_FROM)
    headers = {"Message-ID": notice.message_id, "Date": format_datetime(notice.at), "X-Auto-Response-Suppress": "All"}
    if notice.kind != Kind.REPLY:
        headers["Auto-Submitted"] = "auto-replied" if notice.kind == Kind.RECEIPT else "auto-generated"
    if chain := conversation.before(notice):
        headers |= {"In-Reply-To": chain[-1], "References": " ".join(chain)}
    if settings.MAIL_PLUS and notice.record is not None and tokens_in([notice.message_id]):
        token = notice.message_id[1:].partition(".")[0]
        headers["Reply-To"] = str(_address(desk_name, reply_address(token, desk_address)))
    if settings.SITE_URL and notice.person is not None and _can_stop(notice):
        headers["List-Unsubscribe"] = f"<{absolute(stop_address(notice.person, notice.news))}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    name = " · ".join(part for part in (notice.author, desk_name) if part) if notice.kind == Kind.REPLY else desk_name
    message = Mail(notice.subject, notice.text, str(_address(name, desk_address)), [notice.address], headers=headers, connection=None)
    if notice.html:
        message.attach_alternative(notice.html, "text/html")
    enclose(notice, message)
    return message


def _address(name: str, address: str) -> Address:
    return Address(display_name=one_line(name, at_most=70), addr_spec=address)


def _can_stop(notice: Notice) -> bool:
    if notice.kind == Kind.DIGEST:
        return True
    return notice.kind == Kind.NOTICE and notice.news in News.registry and News.registry[notice.news].can_stop


def came_back(notice: Notice, fault: str) -> None:
    """A mail that its server took did not arrive after all, as a bounce says; said twice, that changes nothing."""
    if notice.state == Delivery.SENT:
        _fail(notice, Delivery.REFUSED, one_line(storable(fault), at_most=300))


@contextmanager
def _line() -> Iterator[Any]:
    """One connection for the whole batch, opened by the first mail."""
    line = server()
    try:
        yield line
    finally:
        with suppress(OSError, smtplib.SMTPException):  # a server that has gone says no goodbye
            line.close()


def _claim(pk: int) -> Notice | None:
    """The mail, which nobody else sends for a while; None when somebody else has it."""
    now = clock.now()
    if not Notice.objects.due(now).filter(pk=pk).order_by().update(claimed_until=now + CLAIM):
        return None
    return Notice.objects.select_related("record", "person").get(pk=pk)


def _attempt(notice: Notice, line: Any) -> bool:
    """Tries one mail and notes how that went; False when the line is lost."""
    if notice.due_at < clock.now() - TOO_OLD:
        _fail(notice, Delivery.EXPIRED)
    elif hold := hold_on(notice.address):
        note(notice, Delivery.HELD, hold=hold)
    else:
        try:
            _hand_over(notice, line)
        except LineLost as lost:
            _put_off(notice, str(lost))
            return False
    return True


def _hand_over(notice: Notice, line: Any) -> None:
    try:
        line.open()
        if notice.address.isascii():
            line.send_messages([message_of(notice)])
        else:
            _send_beyond_ascii(notice, line)
    except smtplib.SMTPRecipientsRefused as refusal:
        _refused(notice, line, *next(iter(refusal.recipients.values())))
    except smtplib.SMTPDataError as refusal:
        _refused(notice, line, refusal.smtp_code, refusal.smtp_error)
    except smtplib.SMTPResponseException as refusal:  # of our name, our password, our sender: not of this mail, unless it is too big
        if refusal.smtp_code != TOO_BIG:
            raise LineLost(_sentence(refusal.smtp_code, refusal.smtp_error)) from refusal
        _refused(notice, line, refusal.smtp_code, refusal.smtp_error)
    except (smtplib.SMTPException, OSError) as fault:
        raise LineLost(one_line(f"{type(fault).__name__}: {fault}", at_most=300)) from fault
    except ValueError as fault:  # a header that cannot be written
        _fail(notice, Delivery.REFUSED, one_line(f"{type(fault).__name__}: {fault}", at_most=300))
    else:
        _sent(notice)


def _send_beyond_ascii(notice: Notice, line: Any) -> None:
    """To an address such as õie@example.org, which only servers with SMTPUTF8 take (RFC 6531)."""
    smtp: smtplib.SMTP = line.connection
    smtp.ehlo_or_helo_if_needed()
    if not smtp.has_extn("smtputf8"):
        raise ValueError("the mail server cannot send to addresses with letters beyond ASCII (SMTPUTF8)")
    written = message_of(notice).message().as_bytes(linesep="\r\n")
    written = re.sub(rb"^To: .*$", lambda found: b"To: " + notice.address.encode(), written, count=1, flags=re.MULTILINE)
    smtp.sendmail(parseaddr(settings.MAIL_FROM)[1], [notice.address], written, mail_options=["SMTPUTF8", "BODY=8BITMIME"])


def _refused(notice: Notice, line: Any, code: int, said: bytes | str) -> None:
    """By the server: for good from 500 on (RFC 5321, 4.2.1)."""
    if code == GOODBYE:
        line.connection = None  # the server has hung up; the next mail calls again
    if code >= 500:
        _fail(notice, Delivery.REFUSED, _sentence(code, said))
    else:
        _put_off(notice, _sentence(code, said))


def _put_off(notice: Notice, fault: str) -> None:
    if notice.attempts >= len(DELAYS):
        _fail(notice, Delivery.STUCK, fault)
        return
    note(notice, Delivery.WAITING, fault=fault, attempts=notice.attempts + 1, due_at=clock.now() + DELAYS[notice.attempts])


def _sent(notice: Notice) -> None:
    """Accepted by the server. What may hold a secret, such as a link to set a password, is erased."""
    values: dict[str, Any] = {"text": "", "html": ""} if notice.kind == Kind.SYSTEM else {}
    values |= {"sent_at": clock.now(), "attempts": notice.attempts + 1, "fault": ""}
    if notice.failed_at and notice.record:
        with act(POSTMAN, may=permissions.DELIVER) as log:
            note(notice, Delivery.SENT, **values)
            log.record(verbs.DELIVERED_LATE, notice.record, person=notice.person_id, notice=notice.pk)
    else:
        note(notice, Delivery.SENT, **values)


def _fail(notice: Notice, state: Delivery, fault: str = "") -> None:
    """It does not arrive. On a record that is a fact of its history."""
    values: dict[str, Any] = {"fault": fault or notice.fault, "failed_at": clock.now()}
    if notice.kind == Kind.SYSTEM:
        values |= {"text": "", "html": ""}
    if notice.record is None:
        note(notice, state, **values)
        return
    with act(POSTMAN, may=permissions.DELIVER) as log:
        note(notice, state, **values)
        log.record(verbs.NOT_DELIVERED, notice.record, person=notice.person_id, notice=notice.pk, fate=state)


def note(notice: Notice, state: Delivery, **values: Any) -> None:
    """How it stands is on the mail, and nobody has it in hand."""
    values = {"state": state, "hold": "", "claimed_until": None, **values}
    for field, value in values.items():
        setattr(notice, field, value)
    notice.save(update_fields=list(values))


def _sentence(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return one_line(storable(f"{code} {words}"), at_most=300)
