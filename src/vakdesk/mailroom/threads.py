"""Which record does a message answer, and what shows that its writer was written to about it?

First by the identifiers of the messages that came in and of the mails that we sent, then by a reply token. A number in
the subject counts for nobody but those who take part in that record.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vakdesk.mailroom.models import Arrival
from vakdesk.mailroom.parsing import Letter
from vakdesk.mailroom.queries import key_of
from vakdesk.notices.models import Notice
from vakdesk.notices.reply_tokens import ReplyToken, tokens_in
from vakdesk.records.models import Record

_REFERENCE = re.compile(r"\b([A-Z]{1,8}-\d{1,18})\b")
#: Where a mail server keeps the address it delivered to, plus and all.
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "apparently-to")


@dataclass(frozen=True)
class Thread:
    """A record, the mails of ours about it that the letter names, newest named first, and the tokens that came along."""

    record: Record
    sent: tuple[Notice, ...] = ()
    tokens: tuple[ReplyToken, ...] = ()

    def was_written_to(self, person_id: int, address: str) -> bool:
        """Whether the letter proves that we wrote to this person at this address about this record."""
        by_mail = any(one.person_id == person_id and one.address.lower() == address.lower() for one in self.sent)
        return by_mail or any(one.person_id == person_id and one.is_of(address) for one in self.tokens if one.record_id == self.record.pk)


def thread_of(letter: Letter) -> Thread | None:
    """What the letter answers. Five queries at most, however much it names."""
    named = [*letter.in_reply_to, *reversed(letter.references)]
    tokens = tuple(tokens_in([*named, *addressed_to(letter)]))
    if not named and not tokens:
        return None
    sent = _sent(named)
    on_records = Arrival.objects.on_records(named) | {one.message_id.strip("<>"): one.record_id for one in sent if one.record_id}
    found = [on_records[key_of(one)] for one in named if key_of(one) in on_records] or [token.record_id for token in tokens]
    record = Record.objects.filter(pk=found[0]).first() if found else None
    if record is None:
        return None
    return Thread(record, tuple(one for one in sent if one.record_id == record.pk), tokens)


def thread_named(letter: Letter) -> list[Record]:
    """The records whose numbers stand in the subject: for people who take part in one, and for nobody else."""
    named = _REFERENCE.findall(letter.subject)[:5]
    return list(Record.objects.filter(reference__in=named).order_by("pk")) if named else []


def record_answered(identifiers: Iterable[str]) -> Record | None:
    """The record of the first of these identifiers that names a message on one. Three queries, however many there are."""
    named = list(identifiers)
    on_records = Arrival.objects.on_records(named) | {one.message_id.strip("<>"): one.record_id for one in _sent(named) if one.record_id}
    found = [on_records[key_of(one)] for one in named if key_of(one) in on_records]
    return Record.objects.filter(pk=found[0]).first() if found else None


def own_among(identifiers: Iterable[str]) -> set[str]:
    """Which of these identifiers are of mails that we sent."""
    return {one.message_id.strip("<>") for one in _sent(identifiers)}


def sent_among(letter: Letter) -> list[Notice]:
    """The mails of ours that a report of a mail system encloses, quotes or answers."""
    return _sent([*letter.enclosed_ids, *letter.in_reply_to, *reversed(letter.references)])


def addressed_to(letter: Letter) -> list[str]:
    """Every address the letter was sent to, as far as it says."""
    return [*(one.address for one in (*letter.to, *letter.cc)), *(value for name in _DELIVERED for value in letter.headers.get(name, ()))]


def _sent(identifiers: Iterable[str]) -> list[Notice]:
    """Our mails of these identifiers, in the order in which they are named."""
    named = [f"<{one}>" for one in identifiers if one]
    found = {one.message_id: one for one in Notice.objects.filter(channel="mail", message_id__in=named).select_related("entry")}
    return [found[one] for one in dict.fromkeys(named) if one in found]
