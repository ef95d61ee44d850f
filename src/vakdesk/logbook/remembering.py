"""What a process may remember of the database: as long as nothing was recorded that would change it.

Every change is recorded in its own transaction, and a book's positions become visible in their order. So whoever has read a
book up to its head knows what has changed, in whichever process it was done; one small query per request tells. What is
written outside an act (decision 0006), and what only time changes, must not be remembered this way (decision 0034).
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import partial, wraps
from threading import Lock
from typing import Any, TypeVar

from django.db import connection

from vakdesk.kit import clock
from vakdesk.logbook.act import acts_done, is_under_way

Answer = TypeVar("Answer")
Key = TypeVar("Key", bound=Hashable)
#: So many entries are read on; after more, everything is forgotten.
MOST_AT_ONCE = 500

_HEADS = "SELECT book, position, digest FROM logbook_head"
_SINCE = "SELECT position, digest, verb FROM logbook_entry WHERE book = %s AND position >= %s ORDER BY position LIMIT %s"
#: Within a moment: after how many acts of this thread it was read on last. None outside of one.
_read_after: ContextVar[int | None] = ContextVar("read after", default=None)


class _Known:
    """How far this process has read each book, and how often each kind of thing was acted upon since."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.heads: dict[str, tuple[int, str]] = {}
        self.changed: defaultdict[str, int] = defaultdict(int)
        self.forgotten = 0

    def read_on(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_HEADS)
            heads = {book: (position, digest) for book, position, digest in cursor.fetchall()}
            if heads == self.heads:
                return
            with self.lock:
                for book in heads.keys() | self.heads.keys():
                    self._read_book(cursor, book, heads.get(book, (0, "")))

    def _read_book(self, cursor: Any, book: str, head: tuple[int, str]) -> None:
        known, digest = self.heads.get(book, (0, ""))
        if head == (known, digest):
            return
        cursor.execute(_SINCE, [book, known, MOST_AT_ONCE + 1])
        rows = cursor.fetchall()
        goes_on = known > 0 and rows and rows[0][:2] == (known, digest) and len(rows) <= MOST_AT_ONCE
        if not goes_on:  # begun, restored, or far behind
            self.forget()
            self.heads[book] = head
            return
        for _position, _digest, verb in rows[1:]:
            self.changed[verb.partition(".")[0]] += 1
        self.heads[book] = rows[-1][0], rows[-1][1]

    def forget(self) -> None:
        """Nothing that was remembered holds any more."""
        self.forgotten += 1

    def stamp(self, things: Iterable[str] | None) -> Hashable:
        """Differs as soon as one of the things may have changed; None: as soon as anything may."""
        if things is None:
            return (self.forgotten, *self.heads.values())
        return (self.forgotten, *(self.changed.get(thing, 0) for thing in things))


_known = _Known()


@contextmanager
def one_moment() -> Iterator[None]:
    """What is asked within the block is answered as of its first question, or of its last act. For requests."""
    token = _read_after.set(-1)
    try:
        yield
    finally:
        _read_after.reset(token)


def _read_on() -> None:
    done = acts_done()
    if _read_after.get() == done:
        return
    _known.read_on()
    if _read_after.get() is not None:
        _read_after.set(done)


class Memory:
    """Answers by key, of which the `at_most` last made are kept."""

    def __init__(self, at_most: int) -> None:
        self._at_most, self._lock = at_most, Lock()
        self._kept: OrderedDict[Hashable, tuple[Hashable, datetime, Any]] = OrderedDict()

    def of(self, key: Hashable, ask: Callable[[], Answer], *, of: Iterable[str] | None = None, seconds: int = 0) -> Answer:
        """What `ask` answers, or answered when nothing had been recorded since of these things ("team" for team.added and the like).

        `of` None: nothing at all was recorded since. `seconds` bounds how long an answer holds, for what time changes too.
        While an act is under way, whose entries nobody can read yet, nothing is remembered.
        """
        return self.of_many([key], lambda _missing: {key: ask()}, of=of, seconds=seconds)[key]

    def of_many(
        self,
        keys: Collection[Key],
        ask: Callable[[Collection[Key]], Mapping[Key, Answer]],
        *,
        of: Iterable[str] | None = None,
        seconds: int = 0,
    ) -> dict[Key, Answer]:
        """The same for many keys: `ask` is given those that are missing, once, and answers all of them."""
        if is_under_way():
            return dict(ask(keys))
        _read_on()
        stamp, now = _known.stamp(of), clock.now()
        holds = timedelta(seconds=seconds) if seconds else timedelta.max
        found = {key: kept[2] for key in keys if (kept := self._kept.get(key)) and kept[0] == stamp and abs(now - kept[1]) < holds}
        if missing := [key for key in keys if key not in found]:
            answers = ask(missing)
            found.update(answers)
            with self._lock:  # under the stamp from before it was asked: what changed meanwhile is asked again
                for key, answer in answers.items():
                    self._kept[key] = (stamp, now, answer)
                    self._kept.move_to_end(key)
                while len(self._kept) > self._at_most:
                    self._kept.popitem(last=False)
        return found


def forget() -> None:
    """Nothing is remembered any more: for whoever counts what a page asks."""
    _known.forget()


def remembered(*things: str, at_most: int = 500) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """The decorated function of hashable arguments is not asked again before something is recorded of these things."""

    def decorate(function: Callable[..., Answer]) -> Callable[..., Answer]:
        memory = Memory(at_most)

        @wraps(function)
        def ask(*key: Hashable) -> Answer:
            return memory.of(key, partial(function, *key), of=things)

        return ask

    return decorate
