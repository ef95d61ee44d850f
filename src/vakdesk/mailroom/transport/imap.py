"""A mailbox on a mail server (RFC 3501), opened, searched, read and told. Every failure is a Trouble with a sentence."""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from time import monotonic
from typing import Any

from imap_tools import MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxStarttlsError
from imap_tools.utils import encode_folder

from vakdesk.kit import secrets
from vakdesk.kit.text import one_line, storable
from vakdesk.mailroom.models import Mailbox, Watch
from vakdesk.mailroom.transport.kinds import Afterwards, Fault, Security, SignIn, Trouble
from vakdesk.mailroom.transport.oauth import access_token
from vakdesk.mailroom.transport.places import is_this_machine

ANSWER_WITHIN_SECONDS = 30.0
LISTENS_SECONDS = 29  # then it is searched anyway: what came between a search and IDLE may go unannounced
ENDED_AT_ONCE_SECONDS = 0.05
BATCH_MESSAGES = 50
BATCH_BYTES = 20_000_000
PIECE_BYTES = 1_000_000
LOOKED_BACK = timedelta(days=7)

Uids = list[int]
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")


@dataclass(frozen=True)
class Piece:
    """A message on the server, and how large it says it is."""

    uid: int
    size_bytes: int


class Opened:
    """A mailbox that is signed in to, with its folder chosen."""

    def __init__(self, box: Any, mailbox: Mailbox) -> None:
        self._box, self._mailbox = box, mailbox
        self.look()

    def look(self) -> None:
        """Asks the server anew how the folder is numbered and how much is in it."""
        with _told():
            self._box.client.noop()  # what others did to the chosen folder is known after a command only
            found = self._box.folder.status(self._mailbox.folder, ("MESSAGES", "UIDVALIDITY", "UIDNEXT", "UNSEEN"))
        self.uid_validity, self.next_uid = str(found["UIDVALIDITY"]), int(found["UIDNEXT"])
        self.messages, self.unseen = int(found["MESSAGES"]), int(found["UNSEEN"])

    def waiting(self, watch: Watch) -> Uids:
        """The messages that we may not have yet, oldest first.

        Where messages leave the folder once we have them, these are all in it. Where they stay: those after the last one
        read; the unread ones on first sight; and when the server has numbered anew, also those of the last days.
        """
        if self._mailbox.afterwards != Afterwards.LEAVE:
            return self._search("ALL")
        if watch.uid_validity == self.uid_validity:
            return [uid for uid in self._search(f"UID {watch.last_uid + 1}:*") if uid > watch.last_uid]
        if not watch.uid_validity or watch.read_at is None:
            return self._search("UNSEEN")
        since = watch.read_at - LOOKED_BACK
        return self._search(f"OR UNSEEN SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}")

    def batches(self, uids: Uids) -> Iterator[list[Piece]]:
        """The messages in their order, at most 50 and about 20 MB at once; a larger one comes alone."""
        for start in range(0, len(uids), BATCH_MESSAGES):
            sizes = self._sizes(uids[start : start + BATCH_MESSAGES])
            batch: list[Piece] = []
            for uid in uids[start : start + BATCH_MESSAGES]:
                if uid not in sizes:
                    continue  # gone meanwhile
                if batch and sum(piece.size_bytes for piece in batch) + sizes[uid] > BATCH_BYTES:
                    yield batch
                    batch = []
                batch.append(Piece(uid, sizes[uid]))
            if batch:
                yield batch

    def read(self, batch: Sequence[Piece]) -> list[tuple[int, bytes]]:
        """The messages byte for byte, each with its number; one that is gone meanwhile is left out. Nothing is marked."""
        with _told():
            data = self._uid("FETCH", _joined(piece.uid for piece in batch), "(UID BODY.PEEK[])")
        return list(_literals(data))

    def in_pieces(self, piece: Piece) -> Iterator[bytes]:
        """A large message, a megabyte at a time."""
        for start in range(0, piece.size_bytes + 1, PIECE_BYTES):
            with _told():
                data = self._uid("FETCH", str(piece.uid), f"(UID BODY.PEEK[]<{start}.{PIECE_BYTES}>)")
            found = next((content for _uid, content in _literals(data)), b"")
            if found:
                yield found
            if len(found) < PIECE_BYTES:
                return

    def tell(self, uids: Uids) -> None:
        """The server knows that we have these: they are marked, moved or deleted. Doing it twice changes nothing."""
        if not uids:
            return
        with _told():
            match self._mailbox.afterwards:
                case Afterwards.MOVE:
                    self._move(_joined(uids))
                case Afterwards.DELETE:
                    self._delete(_joined(uids))
                case _:
                    self._uid("STORE", _joined(uids), "+FLAGS.SILENT", r"(\Seen)")

    def require_target(self) -> None:
        """The folder for messages taken in is there."""
        if self._mailbox.afterwards == Afterwards.MOVE:
            with _told():
                if not self._box.folder.exists(self._mailbox.moved_to):
                    raise Trouble(Fault.TARGET)

    def listen(self, stop: Event, *, otherwise: float) -> None:
        """Waits until the server announces something, half a minute is over, or `stop` is set; without IDLE, `otherwise` seconds."""
        if "IDLE" not in self._box.client.capabilities:
            stop.wait(otherwise)
            return
        with _told():
            self._box.idle.start()
            until = monotonic() + LISTENS_SECONDS
            while not stop.is_set() and monotonic() < until:
                before = monotonic()
                if self._box.idle.poll(timeout=1) or monotonic() - before < ENDED_AT_ONCE_SECONDS:
                    break
            self._box.idle.stop()

    def _search(self, criteria: str) -> Uids:
        with _told():
            [found, *_more] = self._uid("SEARCH", criteria)
        return sorted(int(uid) for uid in (found or b"").split())

    def _sizes(self, uids: Uids) -> dict[int, int]:
        with _told():
            data = self._uid("FETCH", _joined(uids), "(UID RFC822.SIZE)")
        found = ((_UID.search(line), _SIZE.search(line)) for line in data if isinstance(line, bytes))
        return {int(uid[1]): int(size[1]) for uid, size in found if uid and size}

    def _move(self, uids: str) -> None:
        target = encode_folder(self._mailbox.moved_to)
        if "MOVE" in self._box.client.capabilities:
            self._uid("MOVE", uids, target)
            return
        self._uid("COPY", uids, target)
        self._delete(uids)

    def _delete(self, uids: str) -> None:
        """Only these are expunged, where the server can do that (RFC 4315)."""
        self._uid("STORE", uids, "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in self._box.client.capabilities:
            self._uid("EXPUNGE", uids)
        else:
            self._box.client.expunge()

    def _uid(self, command: str, *words: Any) -> list[Any]:
        status, data = self._box.client.uid(command, *words)
        if status != "OK":
            said = b" ".join(part for part in data if isinstance(part, bytes)).decode("utf-8", "replace")
            if "TRYCREATE" in said.upper() or (command in {"MOVE", "COPY"} and "NONEXISTENT" in said.upper()):
                raise Trouble(Fault.TARGET, _line(said))
            raise Trouble(Fault.SERVER, _line(said))
        return list(data)


@contextmanager
def opened(mailbox: Mailbox, watch: Watch, *, patience: float = ANSWER_WITHIN_SECONDS) -> Iterator[Opened]:
    """The mailbox within the block, signed in to with its folder chosen. Raises Trouble; a silent server after `patience` seconds."""
    with _told():
        box = _connect(mailbox, patience)
    try:
        _sign_in(box, mailbox, watch)
        with _told():
            box.folder.set(mailbox.folder)
        yield Opened(box, mailbox)
    finally:
        with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
            box.client.sock.settimeout(2)
            box.client.logout()
        with suppress(OSError):
            box.client.shutdown()


def _connect(mailbox: Mailbox, patience: float) -> Any:
    if mailbox.security == Security.PLAIN:
        if not is_this_machine(mailbox.host):
            raise Trouble(Fault.ENCRYPTION)
        return MailBoxUnencrypted(mailbox.host, mailbox.port, timeout=patience)
    kind = MailBox if mailbox.security == Security.TLS else MailBoxStartTls
    if kind is MailBoxStartTls and mailbox.port == imaplib.IMAP4_SSL_PORT:
        raise Trouble(Fault.ENCRYPTION)
    return kind(mailbox.host, mailbox.port, timeout=patience, ssl_context=ssl.create_default_context())


def _sign_in(box: Any, mailbox: Mailbox, watch: Watch) -> None:
    try:
        own = secrets.unseal(mailbox.sealed)
    except secrets.Unreadable:
        raise Trouble(Fault.SECRET) from None
    if mailbox.sign_in == SignIn.OAUTH:
        _sign_in_by_token(box, mailbox, watch, own)
        return
    password = own.get("password", "")
    log_in = box.login if (mailbox.username + password).isascii() else box.login_utf8
    with _told(refusal=Fault.PASSWORD):
        log_in(mailbox.username, password, None)


def _sign_in_by_token(box: Any, mailbox: Mailbox, watch: Watch, own: dict[str, str]) -> None:
    """A kept token that is refused, withdrawn before its time, is replaced by a new one, once."""
    kept = watch.tokens
    try:
        _show_token(box, mailbox.username, access_token(mailbox, watch, own))
    except Trouble as trouble:
        if trouble.fault != Fault.TOKEN or not kept or kept != watch.tokens:
            raise
        _show_token(box, mailbox.username, access_token(mailbox, watch, own, anew=True))


def _show_token(box: Any, username: str, token: str) -> None:
    """XOAUTH2. A refusal comes as a challenge that wants an empty answer; imaplib would answer it with the token again."""
    answers = iter([f"user={username}\1auth=Bearer {token}\1\1".encode()])
    with _told(refusal=Fault.TOKEN):
        box.client.authenticate("XOAUTH2", lambda _challenge: next(answers, b""))


@contextmanager
def _told(*, refusal: Fault = Fault.SERVER) -> Iterator[None]:
    """What goes wrong with the server within the block is a Trouble; `refusal` is what its "no" means here."""
    try:
        yield
    except Trouble:
        raise
    except ssl.SSLCertVerificationError as fault:
        raise Trouble(Fault.CERTIFICATE, _line(fault.verify_message)) from None
    except (ssl.SSLError, MailboxStarttlsError):
        raise Trouble(Fault.ENCRYPTION) from None
    except socket.gaierror:
        raise Trouble(Fault.HOST) from None
    except ConnectionRefusedError:
        raise Trouble(Fault.REFUSED) from None
    except TimeoutError:
        raise Trouble(Fault.SILENT) from None
    except MailboxFolderSelectError:
        raise Trouble(Fault.FOLDER) from None
    except imaplib.IMAP4.abort as fault:
        raise Trouble(Fault.SERVER, _line(str(fault))) from None
    except (imaplib.IMAP4.error, ImapToolsError) as fault:
        said = _said(fault)
        raise Trouble(_meaning(said, refusal), _line(said)) from None
    except OSError as fault:
        raise Trouble(Fault.SILENT, _line(fault.strerror or "")) from None


def _said(fault: Exception) -> str:
    """The server's own words."""
    _status, data = getattr(fault, "command_result", ("", [str(fault)]))
    return " ".join(part.decode("utf-8", "replace") if isinstance(part, bytes) else str(part) for part in data or [])


def _meaning(said: str, refusal: Fault) -> Fault:
    """A server out of order is tried again; but some call a bad token "unavailable" for ever, so there the token counts."""
    if "[UNAVAILABLE]" in said.upper() and refusal is Fault.PASSWORD:
        return Fault.SERVER
    return refusal


def _literals(data: Iterable[Any]) -> Iterator[tuple[int, bytes]]:
    """Number and content of each message in a FETCH answer, wherever the server puts the number."""
    parts = list(data)
    for place, part in enumerate(parts):
        if not isinstance(part, tuple):
            continue
        after = parts[place + 1] if place + 1 < len(parts) else b""
        uid = _UID.search(part[0]) or (_UID.search(after) if isinstance(after, bytes) else None)
        if uid:
            yield int(uid[1]), part[1]


def _joined(uids: Iterable[int]) -> str:
    return ",".join(str(uid) for uid in uids)


def _line(said: str) -> str:
    return one_line(storable(said), at_most=200)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
