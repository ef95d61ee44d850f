"""The one way in for mail. First the original bytes are kept and committed; then, in a second act, something comes of them.

Whatever happens between the two, the message is there and is taken up again; whatever is wrong with it, it ends in the
quarantine and the next one continues.
"""

import hashlib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.durable import durably
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.logbook.models import Book
from vakdesk.mailroom import permissions, verbs
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.models import Arrival, Mailbox
from vakdesk.mailroom.sorting import save, sort_out
from vakdesk.mailroom.speaking import MAILROOM
from vakdesk.records import store
from vakdesk.records.models import MOST_BYTES_IN_A_ROW
from vakdesk.records.store import Staged

TAKEN_UP_AT_MOST = 10
STAGED_AT_ONCE = 8
STORED_MEANWHILE_AT_MOST = 5


@dataclass(frozen=True)
class Received:
    """An arrival, and whether these bytes or this content had arrived before."""

    arrival: Arrival
    again: bool


def receive(original: bytes, *, source: str, by: Actor = MAILROOM, book: str = Book.MAIN, mailbox: Mailbox | None = None) -> Received:
    """The message is kept and something has come of it: a ticket, a reply, a note, left aside, known already, or quarantine.

    Never twice, never lost. `book` is the imported one for old mail: nobody is notified, and its own date counts.
    """
    [kept] = keep([original], source=source, by=by, book=book, mailbox=mailbox)
    if kept.again and kept.arrival.outcome != Outcome.ARRIVED:
        return kept
    sort_out(kept.arrival, by=by)
    return Received(kept.arrival, again=kept.arrival.outcome == Outcome.DUPLICATE)


def keep(
    originals: Sequence[bytes | Staged],
    *,
    source: str,
    by: Actor = MAILROOM,
    book: str = Book.MAIN,
    mailbox: Mailbox | None = None,
    durable: bool = False,
) -> list[Received]:
    """Each of these messages, as it came, is stored and committed, all in one act; answers one for each, in their order.

    The same bytes are stored once. With `durable` they survive a power cut from now on: whoever brought them may be told
    that we have them.
    """
    with durably() if durable else nullcontext():
        for _attempt in range(STORED_MEANWHILE_AT_MOST):
            with suppress(IntegrityError):  # another worker stored one of them at this moment: now it is known
                return _keep(originals, by, book=book, source=one_line(storable(source)), mailbox=mailbox)
        return _keep(originals, by, book=book, source=one_line(storable(source)), mailbox=mailbox)


def take_up(arrival: Arrival) -> None:
    """Something has come of a kept message whose worker was interrupted. One that interrupts every worker waits in quarantine."""
    arrival.taken_up += 1
    Arrival.objects.filter(pk=arrival.pk).update(taken_up=arrival.taken_up)
    if arrival.taken_up <= TAKEN_UP_AT_MOST:
        sort_out(arrival)
        return
    with act(MAILROOM, may=permissions.RECEIVE, on=arrival, book=arrival.book) as log:
        if arrival.outcome == Outcome.ARRIVED:
            save(arrival, outcome=Outcome.QUARANTINED, reason="interrupts")
            log.record(verbs.QUARANTINED, arrival, reason="interrupts")


def retry(arrival: Arrival, *, by: Actor) -> Arrival:
    """A message in quarantine has been tried again; it may be there again. Refuses one that is not in quarantine."""
    with act(by, may=permissions.TEND, on=arrival) as log:
        require(arrival.outcome == Outcome.QUARANTINED, _("This message is not in quarantine any more."))
        save(arrival, outcome=Outcome.ARRIVED, reason="", detail="", taken_up=0)
        log.record(verbs.RETRIED, arrival)
    sort_out(arrival)
    return arrival


def discard(arrival: Arrival, *, by: Actor, why: str) -> None:
    """A message that waits is done with, for a reason; its original stays. Refuses one without a reason or that does not wait."""
    with act(by, may=permissions.TEND, on=arrival) as log:
        require(arrival.outcome in {Outcome.QUARANTINED, Outcome.HELD}, _("This message is not in quarantine any more."))
        why = one_line(storable(why), at_most=500)
        require(why, _("Say why nothing needs to come of it."), field="why")
        save(arrival, outcome=Outcome.DISCARDED)
        log.record(verbs.DISCARDED, arrival, sealed={"why": why})


def _keep(originals: Sequence[bytes | Staged], by: Actor, *, book: str, **origin: Any) -> list[Received]:
    digests = [_digest(original) for original in originals]
    known = {arrival.sha256: arrival for arrival in Arrival.objects.filter(sha256__in=set(digests))}
    new = {digest: original for digest, original in zip(digests, originals, strict=True) if digest not in known}
    if new:
        staged = _stage(new.values())
        with act(by, may=permissions.RECEIVE, book=book) as log:
            blobs = store.blobs_of(staged)
            rows = [Arrival(sha256=digest, original=blobs.get(digest), received_at=log.at, book=book, **origin) for digest in new]
            for arrival in Arrival.objects.bulk_create(rows):
                size = arrival.original.size_bytes if arrival.original else 0
                log.record(verbs.ARRIVED, arrival, sha256=arrival.sha256, size=size)
                known[arrival.sha256] = arrival
    first = {digest: place for place, digest in reversed(list(enumerate(digests)))}
    return [Received(known[digest], again=digest not in new or first[digest] != place) for place, digest in enumerate(digests)]


def _digest(original: bytes | Staged) -> str:
    return original.sha256 if isinstance(original, Staged) else hashlib.sha256(original).hexdigest()


def _stage(originals: Iterable[bytes | Staged]) -> list[Staged]:
    """Small ones are held for the act; others lie in the store and stay there. Nothing lies anywhere for an empty one."""
    small = [one for one in originals if isinstance(one, bytes) and 0 < len(one) <= MOST_BYTES_IN_A_ROW]
    large = [one for one in originals if isinstance(one, Staged) or len(one) > MOST_BYTES_IN_A_ROW]
    return [store.hold("message.eml", one) for one in small] + _settled(large)


def _settled(originals: Sequence[bytes | Staged]) -> list[Staged]:
    if not originals:
        return []
    with ThreadPoolExecutor(STAGED_AT_ONCE) as stagers:  # they wait for the disk together
        return list(stagers.map(_settle, originals))


def _settle(original: bytes | Staged) -> Staged:
    staged = original if isinstance(original, Staged) else store.stage("message.eml", [original], limit_bytes=len(original))
    store.settle(staged)
    return staged
