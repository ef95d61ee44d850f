"""The index on SQLite: an FTS5 table per side, with the record's key as rowid.

Terms arrive ready-made, so the `ascii` tokenizer only parts them at spaces. The tables keep their text: without
`contentless_delete` (SQLite 3.43, Debian 12 has 3.40) a table that does not could not be rewritten.
"""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from vakdesk.records.kinds import Side
from vakdesk.search.registry import Weight
from vakdesk.search.scope import Scope
from vakdesk.search.terms import COUNTED_EACH, Query, Shared, Terms, Word, occurrences

_TABLES = {Side.PUBLIC: "search_public", Side.STAFF: "search_staff"}
_WEIGHTS = "10, 4, 1"
_WRITE_PUBLIC = "INSERT OR REPLACE INTO search_public(rowid, title, body, notes) VALUES (%s, %s, %s, %s)"
_WRITE_STAFF = "INSERT OR REPLACE INTO search_staff(rowid, title, body, notes) VALUES (%s, %s, %s, %s)"


def write(documents: Sequence[tuple[int, Terms, Terms]]) -> None:
    """Each record's words are these: key, public terms, staff terms."""
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE_PUBLIC, [_row(key, public) for key, public, _staff in documents])
        cursor.executemany(_WRITE_STAFF, [_row(key, staff) for key, _public, staff in documents])


def newest(visible: Scope, query: Query, *, side: Side, at_most: int) -> list[tuple[int, float]]:
    """The newest visible documents whose side answers the query: record key and score, higher is better."""
    if visible.keys is None:
        return _joined(visible.documents, query, side, at_most)
    return _among(visible.keys, query, side, at_most) if visible.keys else []


def how_common(terms: Sequence[str]) -> dict[str, int]:
    """In how many staff documents each term stands; terms that stand nowhere are left out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT term, doc FROM search_staff_terms WHERE term IN (SELECT value FROM json_each(%s))", [json.dumps(terms)])
        return dict(cursor.fetchall())


def how_many() -> int:
    """How many documents there are, about: keys are given out one by one and hardly ever taken back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(record_id), 0) FROM search_document")
        return int(cursor.fetchone()[0])


def shared(keys: Sequence[int], terms: Sequence[str], *, side: Side) -> Shared:
    """Which of the terms stand in each of these documents, and how long it is."""
    asked, found = set(terms), {}
    statement = f"SELECT rowid, title, body, notes FROM {_TABLES[side]} WHERE rowid IN (SELECT value FROM json_each(%s))"  # noqa: S608  our own names
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(keys)])
        for key, *parts in cursor.fetchall():
            found[key] = _shared([part.split() for part in parts], asked)
    return found


def tidy() -> None:
    """After a rebuild: one segment is read faster than many."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_public(search_public) VALUES ('optimize')")
        cursor.execute("INSERT INTO search_staff(search_staff) VALUES ('optimize')")


def _among(keys: list[int], query: Query, side: Side, at_most: int) -> list[tuple[int, float]]:
    """With "+" before rowid hits are looked up among the keys; without it every key would run the whole query (80 times slower)."""
    table = _TABLES[side]
    statement = f"""
        SELECT rowid, -bm25({table}, {_WEIGHTS}) FROM {table}
        WHERE {table} MATCH %s AND +rowid IN (SELECT value FROM json_each(%s)) ORDER BY rowid DESC LIMIT %s"""  # noqa: S608  our own names
    with connection.cursor() as cursor:
        cursor.execute(statement, [_expression(query), json.dumps(keys), at_most])
        return list(cursor.fetchall())


def _joined(documents: models.QuerySet[Any], query: Query, side: Side, at_most: int) -> list[tuple[int, float]]:
    """Hits from the newest on, each looked up among the documents, until there are enough."""
    table = _TABLES[side]
    matching = documents.extra(  # noqa: S610  our own names; what a person typed is a parameter
        tables=[table],
        where=[f"{table}.rowid = search_document.record_id", f"{table} MATCH %s"],
        params=[_expression(query)],
        select={"score": f"-bm25({table}, {_WEIGHTS})"},
        order_by=[f"-{table}.rowid"],
    )
    return list(matching.values_list("pk", "score")[:at_most])


def _shared(parts: list[list[str]], asked: set[str]) -> tuple[dict[str, int], int]:
    counted: Counter[str] = Counter()
    left = Counter(dict.fromkeys(asked, COUNTED_EACH))
    for weight, part in zip(Weight, parts, strict=True):
        for term, times in Counter(term for term in part if term in asked).items():
            counted[term] += occurrences(weight, min(times, left[term]))
            left[term] -= min(times, left[term])
    return {term: times for term, times in counted.items() if times}, len(set().union(*parts))


def _row(key: int, terms: Terms) -> tuple[int | str, ...]:
    return key, *(" ".join(terms[weight]) for weight in Weight)


def _expression(query: Query) -> str:
    """Terms hold letters and digits only, so quoting them makes any query safe."""
    return " AND ".join(f"({' OR '.join(_alternatives(word))})" for word in query)


def _alternatives(word: Word) -> list[str]:
    return [f'"{term}"' for term in word.terms] + ([f'"{word.prefix}" *'] if word.prefix else [])
