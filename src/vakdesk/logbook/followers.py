"""What happens after commit because of what was recorded: each follower reads its books in order, at least once."""

import logging
from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vakdesk.kit import clock
from vakdesk.kit.prepared import prepared, prepared_count
from vakdesk.kit.registry import Registry
from vakdesk.logbook.models import Book, Cursor, Entry, Parked
from vakdesk.logbook.verbs import PLAIN, Verb

logger = logging.getLogger(__name__)
BATCH = 200
#: Waiting time before each further attempt; the last one repeats.
DELAYS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600))

_CARRIED = {"follower": PLAIN, "book": PLAIN, "position": PLAIN}
RETRIED = Verb("follower.retried", _("let {follower} try entry {position} again"), carries=_CARRIED, icon="rotate-cw")
SKIPPED = Verb(
    "follower.skipped", _("let {follower} pass over entry {position}: {reason}"), carries=_CARRIED, seals=("reason",), icon="skip-forward"
)


@dataclass(frozen=True)
class Follower:
    """`run` is called for each entry of `verbs` (None: all), once or more, in order per subject; so it is idempotent."""

    name: str
    run: Callable[[Entry], None]
    verbs: Set[str] | None
    books: tuple[str, ...]


followers: Registry[Follower] = Registry("follower")


def follow(name: str, *verbs: Verb, books: tuple[str, ...] = (Book.MAIN,)) -> Callable[[Callable[[Entry], None]], Callable[[Entry], None]]:
    def declare(run: Callable[[Entry], None]) -> Callable[[Entry], None]:
        followers.add(Follower(name, run, frozenset(verb.name for verb in verbs) or None, books))
        return run

    return declare


def run_followers() -> int:
    """Lets every follower read on, and try again what is parked and due. Answers how many entries were dealt with."""
    return sum(_read_on(follower, book) for follower in followers for book in follower.books) + _retry_parked()


def _read_on(follower: Follower, book: str) -> int:
    known = prepared("followers.cursor", _cursor_of, follower=follower.name, book=book)
    cursor = known[0] if known else Cursor.objects.get_or_create(follower=follower.name, book=book)[0]
    batch = prepared("followers.batch", _entries_after, book=book, position=cursor.position)
    dealt = 0
    for entry in batch:
        if follower.verbs is None or entry.verb in follower.verbs:
            _deal_with(follower, entry)
            dealt += 1
    if batch:
        Cursor.objects.filter(pk=cursor.pk, position__lt=batch[-1].position).update(position=batch[-1].position)
    return dealt


def _cursor_of(follower: str, book: str) -> QuerySet[Cursor]:
    return Cursor.objects.filter(follower=follower, book=book)


def _entries_after(book: str, position: int) -> QuerySet[Entry]:
    return Entry.objects.filter(book=book, position__gt=position).order_by("position")[:BATCH]


def _parked_about(follower: str, type_: str, key: int) -> QuerySet[Parked]:
    return Parked.objects.filter(follower=follower, subject_type=type_, subject_id=key)[:1]


def _deal_with(follower: Follower, entry: Entry) -> None:
    if prepared_count("followers.behind", _parked_about, follower=follower.name, type_=entry.subject_type, key=entry.subject_id):
        _park(follower, entry, fault="")
        return
    if fault := _fault_of(follower, entry):
        _park(follower, entry, fault)


def _fault_of(follower: Follower, entry: Entry) -> str:
    """Runs the follower; the fault in words when it failed. The type alone: messages may hold personal data.

    No transaction is put around it: a follower may act, and an act is a transaction of its own.
    """
    try:
        follower.run(entry)
    except Exception as fault:  # noqa: BLE001  a follower is foreign code to the line of entries: whatever fails is parked, not lost
        logger.warning("Follower %s failed on %s %s: %s", follower.name, entry.book, entry.position, type(fault).__name__)
        return type(fault).__name__
    return ""


def _park(follower: Follower, entry: Entry, fault: str) -> None:
    Parked.objects.get_or_create(
        follower=follower.name,
        entry=entry,
        defaults={
            "subject_type": entry.subject_type,
            "subject_id": entry.subject_id,
            "attempts": 1 if fault else 0,
            "next_at": clock.now() + (DELAYS[0] if fault else timedelta(0)),
            "fault": fault,
        },
    )


def _retry_parked() -> int:
    """Tries the first parked entry of each subject that is due; what follows behind it comes on later rounds."""
    dealt = 0
    waiting: set[tuple[str, str, int]] = set()
    for parked in Parked.objects.select_related("entry").order_by("entry__position"):
        key = (parked.follower, parked.subject_type, parked.subject_id)
        follower = followers.get(parked.follower)
        if key in waiting or follower is None:
            continue
        if parked.next_at > clock.now():
            waiting.add(key)
        elif fault := _fault_of(follower, parked.entry):
            delay = DELAYS[min(parked.attempts, len(DELAYS) - 1)]
            tried = {"attempts": parked.attempts + 1, "fault": fault, "next_at": clock.now() + delay}
            Parked.objects.filter(pk=parked.pk).update(**tried)  # no row: it was skipped meanwhile
            waiting.add(key)
        else:
            parked.delete()
            dealt += 1
    return dealt
