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
from typing import Any
from unittest import mock

from django.core import management
from django.db import connection

SOURCE = Path(__file__).parents[1] / "src" / "vakdesk"
FOLDER = Path(tempfile.gettempdir()) / f"vakdesk-schemas-{os.getuid()}"
MADE_BY = ("*/migrations/*.py", "*/apps.py", "records/installing.py", "logbook/triggers.py")
PREFIX = "vakdesk_schema_"


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
        for old in FOLDER.glob("*.sqlite3"):
            old.unlink()
        new = kept.with_suffix(".new")
        with closing(sqlite3.connect(new)) as made:
            connection.connection.backup(made)
        new.rename(kept)

    return copy


def _postgresql(name: str, call: Callable[..., Any]) -> Callable[..., None]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = {row[0] for row in cursor.fetchall()}
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
            for old in there:
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{made}"')

    return copy
