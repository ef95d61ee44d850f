"""Who is on which record at this moment, and who writes. It is no act: gone within seconds, and in no backup (decision 0040).

On SQLite it lies in a file of its own, so that nobody who looks makes anybody wait who writes.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import connection

from vakdesk.access.actors import Actor
from vakdesk.kit import clock

#: Who has not been heard of for so long is gone. A page is heard of every PULSE_SECONDS.
GONE_AFTER_SECONDS = 12
PULSE_SECONDS = 4
#: What somebody can be doing besides looking.
WRITING = ("reply", "note")
TABLE = (
    "CREATE {kind} TABLE live_presence (page varchar(60) NOT NULL PRIMARY KEY, record_id bigint NOT NULL, person_id bigint NOT NULL,"
    " name varchar(200) NOT NULL, doing varchar(8) NOT NULL, at double precision NOT NULL)"
)
_COLUMNS = "page, record_id, person_id, name, doing, at"
_PAGE = re.compile(r"[0-9a-z-]{1,36}")
_lock = Lock()


@dataclass(frozen=True)
class Present:
    """One open page. `doing` is one of WRITING, or "" for looking."""

    page: str
    record_id: int
    person_id: int
    name: str
    doing: str
    at: float


def tell(record_id: int, page: str, doing: str, *, by: Actor) -> None:
    """The actor's page is on this record. `page` is the name a page gave itself; anything else is not heard."""
    if not _PAGE.fullmatch(page) or by.person_id is None:
        return
    now = clock.now().timestamp()
    told = [f"{by.person_id}-{page}", record_id, by.person_id, by.label[:200], doing if doing in WRITING else "", now]
    _write(
        f"INSERT INTO live_presence ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (page) DO UPDATE"  # noqa: S608  fixed words
        " SET record_id = excluded.record_id, doing = excluded.doing, at = excluded.at",
        told,
    )


def still_there(record_id: int, page: str, *, by: Actor) -> None:
    """As `tell`, and what they were doing goes on."""
    now = clock.now().timestamp()
    if not _write("UPDATE live_presence SET at = ? WHERE page = ?", [now, f"{by.person_id}-{page}"]):
        tell(record_id, page, "", by=by)


def leave(page: str, *, by: Actor) -> None:
    """That page is closed. What is too old goes with it."""
    _write("DELETE FROM live_presence WHERE page = ? OR at < ?", [f"{by.person_id}-{page}", clock.now().timestamp() - 60])


def everybody() -> list[Present]:
    """All that is known of now, by whom is there longest first."""
    return _read("at >= ?", [])


def present_on(record_id: int) -> list[Present]:
    return _read("at >= ? AND record_id = ?", [record_id])


def others(present: Iterable[Present], actor: Actor) -> Sequence[Present]:
    """One for each other person: what they write counts more than that they look as well."""
    found: dict[int, Present] = {}
    for one in present:
        if one.person_id != actor.person_id and (one.person_id not in found or one.doing):
            found[one.person_id] = one
    return sorted(found.values(), key=lambda one: (not one.doing, one.name))


def _read(condition: str, values: list[Any]) -> list[Present]:
    since = clock.now().timestamp() - GONE_AFTER_SECONDS
    query = f"SELECT {_COLUMNS} FROM live_presence WHERE {condition}"  # noqa: S608  fixed words
    if settings.ON_POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute(query.replace("?", "%s"), [since, *values])
            return [Present(*row) for row in cursor.fetchall()]
    with _lock:
        return [Present(*row) for row in _file().execute(query, [since, *values])]


def _write(statement: str, values: list[Any]) -> int:
    if settings.ON_POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute(statement.replace("?", "%s"), values)
            return int(cursor.rowcount)
    with _lock:
        return _file().execute(statement, values).rowcount


@cache
def _file() -> sqlite3.Connection:
    """One connection of the one web process. Nothing in the file is worth keeping, so it begins empty."""
    path = Path(settings.DATA) / "presence.sqlite3"
    with suppress(FileNotFoundError):
        path.unlink()
    opened = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    opened.execute("PRAGMA journal_mode = MEMORY")
    opened.execute("PRAGMA synchronous = OFF")
    opened.execute(TABLE.format(kind=""))
    return opened
