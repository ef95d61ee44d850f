"""The arithmetic of the chain: what a seal and a digest cover. Shared by writing and verifying."""

import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any

from vakdesk.kit.text import canonical

#: What a digest covers, in this order; `previous` ties an entry to the one before it.
COVERED = (
    "book",
    "position",
    "at",
    "happened_at",
    "actor_id",
    "machine",
    "on_behalf_of_id",
    "door",
    "verb",
    "subject_type",
    "subject_id",
    "subject_reference",
    "cause",
    "correlation",
    "facts",
    "seal",
    "previous",
)


def new_salt() -> str:
    return secrets.token_hex(16)


def seal_of(sealed: dict[str, Any], salt: str) -> str:
    """SHA-256 over salt and sealed particulars: once both are erased, the seal tells nothing about them."""
    return _sha256(salt + canonical(sealed))


def digest_of(entry: Any) -> str:
    """SHA-256 over the covered fields of an entry (an object or a plain row with those attributes)."""
    return _sha256(canonical([_plain(getattr(entry, name)) for name in COVERED]))


def moment_text(moment: datetime) -> str:
    """A moment as it is digested: UTC with microseconds, whatever zone the driver returned."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment_text(value)
    return value if isinstance(value, str | int | dict | type(None)) else str(value)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
