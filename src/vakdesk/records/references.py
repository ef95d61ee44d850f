"""Short references for people, unique and never reused: TK-1042. Gaps are harmless."""

from django.db import connection
from django.db.models import BigIntegerField, Max
from django.db.models.functions import Cast, Substr

from vakdesk.kit.archive import after_restore
from vakdesk.records.kinds import record_types
from vakdesk.records.models import Record, ReferenceCounter

FIRST = 1001


def next_reference(prefix: str) -> str:
    """The next reference of a prefix. A sequence on PostgreSQL, since a counter row there would make acts wait on each other."""
    return next_references(prefix, 1)[0]


def next_references(prefix: str, count: int) -> list[str]:
    """The next `count` references of a prefix, in rising order."""
    numbers = _from_sequence(prefix, count) if connection.vendor == "postgresql" else _from_counter(prefix, count)
    return [f"{prefix}-{number}" for number in numbers]


def make_sequences(**_signal: object) -> None:
    """Every registered prefix has its sequence (PostgreSQL only). After each migrate, since rooms may have come."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for record_type in record_types:
                cursor.execute(f"CREATE SEQUENCE IF NOT EXISTS {_sequence(record_type.prefix)} START {FIRST}")


@after_restore
def go_on_counting() -> None:
    """The next reference of each prefix follows the highest one given; where numbers are kept differs between databases."""
    for record_type in record_types:
        prefix = record_type.prefix
        number = Cast(Substr("reference", len(prefix) + 2), BigIntegerField())
        last = Record.objects.filter(reference__startswith=f"{prefix}-").aggregate(last=Max(number))["last"]
        if last is None:
            continue
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT setval(%s, %s)", [_sequence(prefix), last])
        else:
            ReferenceCounter.objects.update_or_create(prefix=prefix, defaults={"number": last})


def _sequence(prefix: str) -> str:
    assert prefix.isalpha(), prefix
    return f"records_reference_{prefix.lower()}"


def _from_sequence(prefix: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [_sequence(prefix), count])
        return sorted(number for (number,) in cursor.fetchall())


def _from_counter(prefix: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_referencecounter (prefix, number) VALUES (%s, %s)"
            " ON CONFLICT (prefix) DO UPDATE SET number = number + %s RETURNING number",
            [prefix, FIRST + count - 1, count],
        )
        last = int(cursor.fetchone()[0])
    return list(range(last - count + 1, last + 1))
