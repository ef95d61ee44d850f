"""How many rows each of several views has: counted in one statement, and no further than anybody wants to know."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

COUNTED_TO = 999


def counts(views: Sequence[QuerySet[Any]]) -> list[int]:
    """The number of rows of each, at most COUNTED_TO + 1. One query."""
    parts, params, found = [], [], [0] * len(views)
    for place, rows in enumerate(views):
        bounded = rows.order_by().values("pk")[: COUNTED_TO + 1]
        try:
            sql, given = bounded.query.get_compiler(using=rows.db).as_sql()
        except EmptyResultSet:
            continue
        parts.append((place, f"(SELECT COUNT(*) FROM ({sql}) counted)"))  # noqa: S608  compiled by the ORM
        params += given
    if parts:
        with connections[views[0].db].cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(sql for _place, sql in parts)}", params)
            for (place, _sql), number in zip(parts, cursor.fetchone(), strict=True):
                found[place] = number
    return found


def in_words(number: int) -> str:
    """Exact to 999, then "999+"."""
    return str(number) if number <= COUNTED_TO else f"{COUNTED_TO}+"
