"""After a test that really commits, the test database is again as it was made: the same rows, and the same numbers next.

Django would empty every table and install the house anew, which takes longer than most tests and gives other numbers.
"""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any
from unittest import mock

from django.db import connection, transaction
from django.test import TransactionTestCase

from vakdesk.logbook.heads import heads_file

Restore = Callable[[], None]
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
SEQUENCES = "SELECT sequencename, COALESCE(last_value, start_value), last_value IS NOT NULL FROM pg_sequences WHERE schemaname = 'public'"


def kept_pristine(folder: Path) -> AbstractContextManager[Any]:
    """Within it tests that commit end by restoring what is in the test database now."""
    restore = (_postgresql if connection.vendor == "postgresql" else _sqlite)(folder)

    def restored(_case: TransactionTestCase) -> None:
        restore()
        heads_file().unlink(missing_ok=True)  # they belong to entries that are gone

    return mock.patch.object(TransactionTestCase, "_fixture_teardown", restored)


def _sqlite(folder: Path) -> Restore:
    kept = folder / "pristine.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(kept)) as made:
        connection.connection.backup(made)

    def restore() -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(kept)) as made:
            made.backup(connection.connection)

    return restore


def _postgresql(_folder: Path) -> Restore:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute(" UNION ALL ".join(f"(SELECT '{table}' FROM \"{table}\" LIMIT 1)" for table in tables))
        rows = {}
        for (table,) in cursor.fetchall():
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                rows[table] = b"".join(copy)
    numbers = next_numbers()

    def restore() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(f"(SELECT '{table}' FROM \"{table}\" LIMIT 1)" for table in tables))
            filled = ", ".join(f'"{table}"' for (table,) in cursor.fetchall())
            cursor.execute(
                f"ALTER TABLE logbook_entry DISABLE TRIGGER USER; TRUNCATE {filled} CASCADE; ALTER TABLE logbook_entry ENABLE TRIGGER USER"
            )
            for table, kept in rows.items():
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(kept)
            cursor.execute(f"SELECT {numbers}")

    return restore


def next_numbers() -> str:
    """SQL that makes PostgreSQL's sequences go on from where they are now; a transaction that is taken back leaves them moved."""
    with connection.cursor() as cursor:
        cursor.execute(SEQUENCES)
        return ", ".join(f"setval('\"{name}\"', {last}, {called})" for name, last, called in cursor.fetchall())
