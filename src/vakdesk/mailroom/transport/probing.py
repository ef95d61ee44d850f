"""Whether a mailbox can be read, and what would be taken in: asked by a person who waits for the answer."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Refused, require
from vakdesk.mailroom.actions_mailboxes import note_tested
from vakdesk.mailroom.models import Mailbox, Watch
from vakdesk.mailroom.transport import maildir
from vakdesk.mailroom.transport.imap import opened
from vakdesk.mailroom.transport.kinds import MailboxKind, Trouble

PATIENCE_SECONDS = 10.0


@dataclass(frozen=True)
class Found:
    """How many messages lie there, and how many of them the desk would take in now."""

    messages: int
    waiting: int


def test(mailbox: Mailbox, *, by: Actor) -> Found:
    """The mailbox was signed in to and looked into; nothing in it changed. Refuses with what is wrong."""
    require(mailbox.kind != MailboxKind.PIPE, _("There is nothing to connect to: its mail is handed to the desk by a command."))
    try:
        found = _look(mailbox)
    except Trouble as trouble:
        said = f" ({trouble.said})" if trouble.said else ""
        raise Refused(f"{trouble.fault.label}{said}") from None
    note_tested(mailbox, by=by)
    return found


def _look(mailbox: Mailbox) -> Found:
    if mailbox.kind == MailboxKind.MAILDIR:
        waiting = sum(len(batch) for batch in maildir.waiting(Path(mailbox.path)))
        return Found(waiting, waiting)
    watch = Watch.objects.get(mailbox=mailbox)
    with opened(mailbox, watch, patience=PATIENCE_SECONDS) as box:
        box.require_target()
        return Found(box.messages, len(box.waiting(watch)))
