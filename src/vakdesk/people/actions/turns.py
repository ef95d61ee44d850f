"""Acts that count before they change: two of them at once would both count what the other takes away."""

from zlib import crc32

from django.db import connection


def one_at_a_time(what: str) -> None:
    """Until this transaction ends nobody else passes here. SQLite's write lock, held by every act, does the same."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [crc32(what.encode())])
