"""The migrated schema, made once per state of the migrations and copied by every process of every later run.

Migrating from nothing takes seconds; copying what it made takes milliseconds. The copies lie in the machine's temporary
folder (SQLite) or beside the test database (PostgreSQL), under a name that changes with any migration or what follows one.
"""

import fcntl
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any, TextIO
from unittest import mock

from django.core import management
from django.db import connection
from reserving import held

SOURCE = Path(__file__).parents[1] / "src" / "vakdesk"
FOLDER = Path(tempfile.gettempdir()) / f"vakdesk-schemas-{os.getuid()}"
MADE_BY = ("*/migrations/*.py", "*/apps.py", "records/installing.py", "logbook/triggers.py")
PREFIX = "vakdesk_schema_"
#: As many states of the migrations as are worked on side by side.
KEPT = 8
_names: list[TextIO] = []


@contextmanager
def schema_copied() -> Iterator[None]:
    """Within it, Django's making of a test database copies the schema; the first one ever migrates and leaves the copy."""
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    call = management.call_command
    with (FOLDER / f"{connection.vendor}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        copy = (_postgresql if connection.vendor == "postgresql" else _sqlite)(PREFIX + _digest(), call)

        def copying(name: str, **words: Any) -> None:
            copy(**words) if name == "migrate" else call(name, **words)

        with mock.patch.object(management, "call_command", copying):
            yield


def drop_database() -> None:
    """The test database goes, whoever still holds on to it; SQLite's goes with its folder."""
    name = connection.settings_dict["NAME"]
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
        _drop(name)


def _drop(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in MADE_BY for path in SOURCE.glob(pattern)}):
        digest.update(path.read_bytes())
    for package in ("django", "django-allauth", "procrastinate"):
        digest.update(metadata.version(package).encode())
    return digest.hexdigest()[:16]


def _sqlite(name: str, call: Callable[..., Any]) -> Callable[..., None]:
    kept = FOLDER / f"{name}.sqlite3"

    def copy(**words: Any) -> None:
        connection.ensure_connection()
        if kept.exists():
            with closing(sqlite3.connect(kept)) as made:
                made.backup(connection.connection)
            return
        call("migrate", **words)
        for old in sorted(FOLDER.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[: 1 - KEPT]:
            old.unlink()
        new = kept.with_suffix(".new")
        with closing(sqlite3.connect(new)) as made:
            connection.connection.backup(made)
        new.rename(kept)

    return copy


def _postgresql(name: str, call: Callable[..., Any]) -> Callable[..., None]:
    _take_name()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid", [PREFIX])
        there = [row[0] for row in cursor.fetchall()]
    if name in there:
        connection.settings_dict["TEST"]["TEMPLATE"] = name

    def copy(**words: Any) -> None:
        if name in there:
            return
        call("migrate", **words)
        made = connection.settings_dict["NAME"]
        connection.close()
        connection.close_pool()
        with connection._nodb_cursor() as cursor:
            for old in there[: 1 - KEPT]:
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{made}"')

    return copy


def _take_name() -> None:
    """The test database gets the first of the usual names that no run at work has; what a killed run left under it goes."""
    usual = connection.creation._get_test_db_name()
    name, file = next(
        (name, file) for name in (usual, *(f"{usual}_{more}" for more in range(2, 100))) if (file := held(FOLDER / f"{name}.held"))
    )
    _names.append(file)
    connection.settings_dict["TEST"]["NAME"] = name
    _drop(name)
