"""One watcher per process asks once a second what changed, for all open streams together (decision 0040)."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Event, Lock, Thread
from time import sleep

from django.apps import apps
from django.db import connection

from vakdesk.live.presence import Present, everybody
from vakdesk.logbook.models import Book, Entry, Head
from vakdesk.records.models import Record, RecordModel

logger = logging.getLogger(__name__)
#: An open stream holds a thread of the web server; who comes when so many are open asks again and again instead.
STREAMS_AT_MOST = 80
LOOK_EVERY_SECONDS = 1.0
#: Entries read at once; of more than that in a second, only that they are there matters.
BATCH = 2000


class Full(Exception):
    """So many streams are open already."""


class Ear:
    """One open stream: what it listens to, and whether there is something new."""

    def __init__(self, record_id: int) -> None:
        self.record_id = record_id
        self.rung = Event()


class Hub:
    def __init__(self) -> None:
        self._lock = Lock()
        self._ears: set[Ear] = set()
        self._watching = False
        self._position = -1
        self._newest: dict[int, int] = {}
        self._present: dict[int, frozenset[tuple[int, str]]] = {}

    @contextmanager
    def listening(self, record_id: int) -> Iterator[Ear]:
        """Raises Full."""
        ear = Ear(record_id)
        with self._lock:
            if len(self._ears) >= STREAMS_AT_MOST:
                raise Full
            self._ears.add(ear)
            if not self._watching:
                self._watching, self._position = True, -1
                Thread(target=self._watch, name="live", daemon=True).start()
        try:
            yield ear
        finally:
            with self._lock:
                self._ears.discard(ear)

    @property
    def streams(self) -> int:
        return len(self._ears)

    def look(self) -> None:
        """Rings for everybody whose record changed, or who is no longer alone there, or is again."""
        changed = self._changed()
        before, self._present = self._present, _gathered(everybody())
        changed |= {record for record in before.keys() | self._present.keys() if before.get(record) != self._present.get(record)}
        with self._lock:
            ears = [ear for ear in self._ears if ear.record_id in changed]
        for ear in ears:
            ear.rung.set()

    def _changed(self) -> set[int]:
        at = Head.objects.filter(book=Book.MAIN).values_list("position", flat=True).first() or 0
        if self._position < 0 or at - self._position > BATCH:
            with self._lock:
                everything = {ear.record_id for ear in self._ears} if self._position >= 0 else set()
            self._position = at
            return everything
        if at == self._position:
            return set()
        new = Entry.objects.filter(book=Book.MAIN, position__gt=self._position, position__lte=at)
        self._position = at
        return set(new.filter(subject_type__in=_records()).values_list("subject_id", flat=True))

    def _watch(self) -> None:
        while True:
            with self._lock:
                if not self._ears:
                    self._watching = False
                    return
            try:
                self.look()
            except Exception as fault:  # noqa: BLE001  a database that is away comes back, and the streams wait for it
                logger.warning("What changed could not be read: %s", type(fault).__name__)
            finally:
                connection.close()
            sleep(LOOK_EVERY_SECONDS)


hub = Hub()


@cache
def _records() -> list[str]:
    """The labels of all models whose rows share their key with a record."""
    return [model._meta.label_lower for model in apps.get_models() if issubclass(model, RecordModel | Record)]


def _gathered(present: list[Present]) -> dict[int, frozenset[tuple[int, str]]]:
    found: dict[int, set[tuple[int, str]]] = {}
    for one in present:
        found.setdefault(one.record_id, set()).add((one.person_id, one.doing))
    return {record: frozenset(people) for record, people in found.items()}
