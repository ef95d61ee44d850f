"""A letter as the desk keeps it: the new text, what is folded, the files, and a title."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from vakdesk.kit.text import canonical, one_line
from vakdesk.mailroom.classifying import unprefixed
from vakdesk.mailroom.folding import without_history
from vakdesk.mailroom.parsing import LARGEST_BYTES, Attachment, Letter
from vakdesk.mailroom.replies import divide
from vakdesk.records import store
from vakdesk.records.models import LONGEST_MESSAGE
from vakdesk.records.store import Staged


@dataclass(frozen=True)
class Wording:
    """`history` holds the signature and the quotations, folded when shown. `files` lie in the store already."""

    title: str
    text: str
    history: str
    html: str
    files: tuple[Staged, ...]

    @property
    def first_files(self) -> tuple[Staged, ...]:
        """As many as one message may hold."""
        return self.files[: settings.ATTACHMENTS_PER_MESSAGE]

    @property
    def received(self) -> dict[str, str]:
        return {"html": self.html, "history": self.history}


def wording_of(letter: Letter) -> Wording:
    """Puts the letter's files into the store. A text too long for a message is cut and comes along whole as a file."""
    parts = divide(letter.text, sender=letter.sender.name if letter.sender else "")
    text = parts.fresh.strip() or _("(The message has no text.)")
    files = list(_staged(letter.attachments))
    if len(text) > LONGEST_MESSAGE:
        files.append(store.stage("message.txt", [text.encode()], limit_bytes=LARGEST_BYTES))
        text = text[: LONGEST_MESSAGE - 1] + "…"
    empty = [attachment.name for attachment in letter.attachments if not attachment.content]
    told = [_("Empty files: %(names)s") % {"names": ", ".join(empty)}] if empty else []
    history = "\n\n".join(part for part in (parts.signature, parts.history, *told) if part)
    html = without_history(letter.html, sender=letter.sender.name if letter.sender else "")
    return Wording(unprefixed(letter.subject), text, history, html, tuple(files))


def _staged(attachments: tuple[Attachment, ...]) -> Iterator[Staged]:
    for attachment in attachments:
        if attachment.content:
            yield store.stage(attachment.name, [attachment.content], content_id=attachment.content_id, limit_bytes=LARGEST_BYTES)


def content_of(letter: Letter) -> str:
    """A digest of what makes a letter this letter, whichever way it came; "" where it has no identifier to go by."""
    if not letter.message_id:
        return ""
    files = [[attachment.name, hashlib.sha256(attachment.content).hexdigest()] for attachment in letter.attachments]
    said = [letter.message_id, letter.sender.address if letter.sender else "", letter.subject, letter.text, files]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def name_of(letter: Letter) -> str:
    """How to call a sender we do not know."""
    assert letter.sender is not None
    return one_line(letter.sender.name or letter.sender.local_part, at_most=120)
