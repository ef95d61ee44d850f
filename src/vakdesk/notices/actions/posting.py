"""Writing notices: what the follower calls for each telling. Machinery of the outbox, no verb (decision 0006)."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import number_format

from vakdesk.kit import clock
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.models import Entry
from vakdesk.notices.enclosing import may_go_along
from vakdesk.notices.gates import hold_on
from vakdesk.notices.hearing import due_at, how_of, language_of, zone_of
from vakdesk.notices.kinds import Channel, Delivery, Hold, How, Kind
from vakdesk.notices.letters import Letter
from vakdesk.notices.models import Acknowledged, Notice
from vakdesk.notices.reply_tokens import issue, message_id_with
from vakdesk.notices.sending import hand_in
from vakdesk.records.models import Attachment

if TYPE_CHECKING:
    from vakdesk.notices.about import Telling

ONE_RECEIPT_PER = timedelta(hours=1)


def post(telling: "Telling", *, entry: Entry) -> None:
    """The person's notice lies in the outbox, the inbox or both, once per entry however often this is called."""
    person, now = telling.person, clock.now()
    how = how_of(person, telling.news)
    by_mail = bool(person.email) and how != How.INBOX
    with translation.override(language_of(person)), timezone.override(zone_of(person)), transaction.atomic():
        words = telling.words()
        along = words.files if by_mail and how == How.AT_ONCE and may_go_along(words.files) else ()
        said = {**words.values, "files": str(number_format(len(words.files)))} if words.files and not along else words.values
        written = words.text.write({name: storable(value) for name, value in said.items()})
        common: dict[str, Any] = {
            "kind": telling.kind,
            "news": telling.news.name,
            "why": telling.why,
            "author": one_line(words.author, at_most=120),
            "subject": written.subject,
            "url": words.url,
            "record": telling.record,
            "at": now,
        }
        if telling.news.for_staff or not by_mail:
            _once(entry, person, Channel.INBOX, text=written.body, message_id=new_message_id(), **common)
        if by_mail:
            letter = Letter(
                subject=written.subject,
                body=written.body,
                marked_up=written.marked_up,
                url=words.secret_url if how == How.AT_ONCE and words.secret_url else words.url,
                button=str(words.text.button),
                reference=telling.record.reference if telling.record else "",
                author=words.author,
                why=f"{words.hint} {telling.why.label}".strip(),
                manage=reverse("notices:preferences"),
                answerable=telling.record is not None,
            )
            if words.secret_url and how == How.AT_ONCE:
                common |= {"kind": Kind.SYSTEM}
            _mail_once(entry, telling, how, letter, common, files=along, calendar=words.calendar)


def new_message_id() -> str:
    """Unguessable, so that an answer naming it shows that its writer received the mail."""
    return f"<{secrets.token_urlsafe(18)}@{mail_domain()}>"


def mail_domain() -> str:
    return parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"


def _mail_once(
    entry: Entry, telling: "Telling", how: How, letter: Letter, common: dict[str, Any], *, files: Sequence[Attachment], calendar: str
) -> None:
    person, now = telling.person, common["at"]
    if Notice.objects.filter(entry=entry, person=person, channel=Channel.MAIL).exists():
        return
    hold = hold_on(person.email) or (Hold.HOURLY if telling.kind == Kind.RECEIPT and not _may_acknowledge(person.email, now) else "")
    state = Delivery.HELD if hold else Delivery.GATHERED if how == How.DIGEST else Delivery.WAITING
    due = due_at(person, how, now)
    notice = _once(
        entry,
        person,
        Channel.MAIL,
        text=letter.body if state == Delivery.GATHERED else letter.plain(),
        html=letter.marked_up if state == Delivery.GATHERED else letter.html(),
        address=person.email,
        message_id=_answerable_id(telling) if telling.record else new_message_id(),
        state=state,
        hold=hold,
        due_at=due,
        calendar="" if state == Delivery.GATHERED else calendar,
        **common,
    )
    notice.files.set(files)
    if state == Delivery.WAITING and due <= now:
        hand_in()


def _answerable_id(telling: "Telling") -> str:
    assert telling.record is not None
    return message_id_with(issue(telling.record, telling.person.email, telling.person), mail_domain())


def _may_acknowledge(address: str, now: datetime) -> bool:
    """Whether this address has not been sent an acknowledgement within the hour; it counts as sent from now on.

    The row is changed or made by one statement, so of several workers only one is answered yes.
    """
    digest = hashlib.sha256(address.strip().lower().encode()).hexdigest()
    if Acknowledged.objects.filter(address_digest=digest, at__lte=now - ONE_RECEIPT_PER).update(at=now):
        return True
    try:
        with transaction.atomic():
            Acknowledged.objects.create(address_digest=digest, at=now)
    except IntegrityError:
        return False
    return True


def _once(entry: Entry, person: Any, channel: Channel, **values: Any) -> Notice:
    notice, _made = Notice.objects.get_or_create(entry=entry, person=person, channel=channel, defaults=values)
    return notice
