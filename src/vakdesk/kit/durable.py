"""Commits that a power cut cannot take back. PostgreSQL's all are; SQLite's are synced at checkpoints unless asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def durably() -> Iterator[None]:
    """What this thread commits within the block, and before, is on disk when the commit returns."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
        try:
            yield
        finally:
            cursor.execute("PRAGMA synchronous=NORMAL")
