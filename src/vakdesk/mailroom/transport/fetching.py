"""One look into a mailbox: store, commit, tell the server, work. In this order, whatever interrupts it.

A message is stored by the digest of its bytes, so one that is met again because the server was not yet told is known.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event

from vakdesk.kit import clock
from vakdesk.mailroom.actions import keep, take_up
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.models import Arrival, Mailbox, Watch
from vakdesk.mailroom.sorting import sort_out_all
from vakdesk.mailroom.transport import maildir
from vakdesk.mailroom.transport.imap import BATCH_BYTES, Opened, Piece, opened
from vakdesk.mailroom.transport.kinds import Afterwards, MailboxKind
from vakdesk.records import store
from vakdesk.records.store import Staged

LARGEST_STORED_BYTES = 2_000_000_000
#: Messages of one act: so long nobody else can write on SQLite.
WORKED_TOGETHER = 10
NEVER = Event()


def fetch(mailbox: Mailbox, *, stop: Event = NEVER) -> int:
    """All that waits in the mailbox is stored here and something has come of it; answers how many were new. Raises Trouble."""
    watch, _made = Watch.objects.get_or_create(mailbox=mailbox)
    if mailbox.kind == MailboxKind.MAILDIR:
        return read_maildir(mailbox, stop)
    with opened(mailbox, watch) as box:
        return read_folder(mailbox, watch, box, stop)


def read_folder(mailbox: Mailbox, watch: Watch, box: Opened, stop: Event) -> int:
    """The open folder was read to its end, or until `stop` is set; answers how many messages were new."""
    finish_begun(mailbox, stop)
    new = 0
    same_numbers = watch.uid_validity == box.uid_validity
    for batch in box.batches(box.waiting(watch)):
        if stop.is_set():
            return new
        found = _read(box, batch)
        kept = keep([original for _uid, original in found], source=mailbox.address, mailbox=mailbox, durable=True)
        box.tell([uid for uid, _original in found])
        if same_numbers:
            _remember(watch, last_uid=batch[-1].uid)
        new += work([one.arrival for one in kept], stop)
    if not same_numbers and mailbox.afterwards == Afterwards.LEAVE:
        _remember(watch, uid_validity=box.uid_validity, last_uid=box.next_uid - 1)
    return new


def read_maildir(mailbox: Mailbox, stop: Event) -> int:
    """What lay in the maildir's new/ is stored and lies in cur/, or is gone; answers how many messages were new. Raises Trouble."""
    finish_begun(mailbox, stop)
    new = 0
    for batch in maildir.waiting(Path(mailbox.path)):
        if stop.is_set():
            return new
        found = []
        for path in batch:
            with suppress(FileNotFoundError):  # somebody else was quicker
                found.append((path, _file(path)))
        kept = keep([original for _path, original in found], source=mailbox.address, mailbox=mailbox, durable=True)
        for path, _original in found:
            maildir.tell(path, mailbox.afterwards)
        new += work([one.arrival for one in kept], stop)
    return new


def finish_begun(mailbox: Mailbox, stop: Event = NEVER) -> None:
    """Something has come of what an interrupted worker had stored from this mailbox, in the order it came."""
    for arrival in Arrival.objects.filter(mailbox=mailbox, outcome=Outcome.ARRIVED).order_by("pk"):
        if stop.is_set():
            return
        take_up(arrival)


def work(arrivals: Sequence[Arrival], stop: Event = NEVER) -> int:
    """Something has come of those that were new, unless `stop` is set; answers how many these are."""
    begun = [arrival for arrival in arrivals if arrival.outcome == Outcome.ARRIVED]
    for start in range(0, len(begun), WORKED_TOGETHER):
        if stop.is_set():
            break  # they are stored: the next worker goes on with them
        sort_out_all(begun[start : start + WORKED_TOGETHER])
    return len(begun)


def _read(box: Opened, batch: Sequence[Piece]) -> list[tuple[int, bytes | Staged]]:
    if len(batch) == 1 and batch[0].size_bytes > BATCH_BYTES:
        return [(batch[0].uid, store.stage("message.eml", box.in_pieces(batch[0]), limit_bytes=LARGEST_STORED_BYTES))]
    return list(box.read(batch))


def _file(path: Path) -> bytes | Staged:
    if path.stat().st_size <= BATCH_BYTES:
        return path.read_bytes()
    with path.open("rb") as stored:
        return store.stage("message.eml", iter(lambda: stored.read(1_000_000), b""), limit_bytes=LARGEST_STORED_BYTES)


def _remember(watch: Watch, **values: object) -> None:
    for name, value in values.items():
        setattr(watch, name, value)
    Watch.objects.filter(pk=watch.pk).update(read_at=clock.now(), **values)
