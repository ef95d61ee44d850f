"""Signed reply tokens: what a mail of ours carries so that the answer to it finds its record, and its writer can be believed.

A token says: we wrote to this person, at this address, about this record, on this day, and they were the requester, a
participant or an agent then. It is 40 letters and digits (Base32, any case), signed with the settings' secret, and kept
nowhere (decision 0012). It opens nothing by itself: whoever reads it still asks whether the mail comes from that address,
and whether the person may speak on that record now.

For the sender of mail, once per mail about a record:

    token = issue(notice.record, notice.address, notice.person)
    headers["Reply-To"] = reply_address(token, desk_address)   # the address itself where plus addressing is off
    message_id = message_id_with(token, domain)                # answers name it in In-Reply-To and References

The Message-ID stays the same when a mail is sent again, so it is made with the notice and stored. An answer is found by
the stored Message-ID, by a token in an identifier it names, or by a token in an address it is sent to: one is enough.
"""

import base64
import hmac
import re
import secrets
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum

from django.conf import settings
from django.utils.crypto import salted_hmac

from vakdesk.kit import clock
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person
from vakdesk.records.models import Record

LIFETIME = timedelta(days=400)
LONGEST_LOCAL_PART = 64  # RFC 5321 4.5.3.1.1

_SALT = "vakdesk.notices.reply_tokens"
_FIRST_DAY = date(2026, 1, 1)
_BODY = struct.Struct(">IIH5s")  # record, person, two bits of kind and fourteen of days, digest of the address
_SIGNATURE_BYTES = 10  # 80 bits; a guess can only be tried by sending a mail
_TOKEN = re.compile(r"(?<![a-z0-9])[a-z2-7]{40}(?![a-z0-9])", re.IGNORECASE)


class Standing(IntEnum):
    """As what the person was written to."""

    REQUESTER = 0
    PARTICIPANT = 1
    AGENT = 2


@dataclass(frozen=True)
class ReplyToken:
    """What a genuine token says. `address_digest` is keyed: see `is_of`."""

    record_id: int
    person_id: int
    standing: Standing
    issued_on: date
    address_digest: bytes

    def is_of(self, address: str) -> bool:
        """Whether the token was sent to this address."""
        return any(hmac.compare_digest(self.address_digest, _digest(address, key)) for key in _keys())


def issue(record: Record, address: str, person: Person) -> str:
    """A token for the mail to this person at this address about this record. Three queries at most, none for the requester."""
    if record.requester_id == person.pk:
        standing = Standing.REQUESTER
    else:
        reads_as_staff = Record.objects.visible_to_staff(actor_for(person)).filter(pk=record.pk).exists()
        standing = Standing.AGENT if reads_as_staff else Standing.PARTICIPANT
    day = (clock.now().date() - _FIRST_DAY).days
    assert 0 <= day < 1 << 14, "the clock stands before 2026 or after 2070"
    body = _BODY.pack(record.pk, person.pk, standing << 14 | day, _digest(address, _keys()[0]))
    return base64.b32encode(body + _signature(body, _keys()[0])).decode().lower()


def read(token: str) -> ReplyToken | None:
    """What the token says; None where it is not ours, was changed, or is older than LIFETIME."""
    if not _TOKEN.fullmatch(token):
        return None
    raw = base64.b32decode(token.upper())
    body, signature = raw[: _BODY.size], raw[_BODY.size :]
    if not any(hmac.compare_digest(signature, _signature(body, key)) for key in _keys()):
        return None
    record_id, person_id, packed, address_digest = _BODY.unpack(body)
    issued_on = _FIRST_DAY + timedelta(days=packed & 0x3FFF)
    if clock.now() - datetime.combine(issued_on, datetime.min.time(), UTC) > LIFETIME:
        return None
    return ReplyToken(record_id, person_id, Standing(packed >> 14), issued_on, address_digest)


def tokens_in(texts: Iterable[str]) -> list[ReplyToken]:
    """The genuine tokens in these addresses or message identifiers, in order."""
    found = (read(one[0]) for text in texts for one in _TOKEN.finditer(text))
    return [token for token in found if token is not None]


def reply_address(token: str, desk_address: str) -> str:
    """The desk's address with the token behind a plus; without it where the local part would be longer than mail allows."""
    local, _at, domain = desk_address.rpartition("@")
    long = f"{local}+{token}"
    return f"{long}@{domain}" if len(long.encode()) <= LONGEST_LOCAL_PART else desk_address


def message_id_with(token: str, domain: str) -> str:
    """A new Message-ID, angle brackets and all, that carries the token."""
    return f"<{token}.{secrets.token_hex(8)}@{domain}>"


def _keys() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _signature(body: bytes, key: str) -> bytes:
    return salted_hmac(f"{_SALT}.signature", body, secret=key, algorithm="sha256").digest()[:_SIGNATURE_BYTES]


def _digest(address: str, key: str) -> bytes:
    return salted_hmac(f"{_SALT}.address", address.strip().casefold(), secret=key, algorithm="sha256").digest()[:5]
