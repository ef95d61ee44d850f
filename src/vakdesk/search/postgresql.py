"""The index on PostgreSQL: a tsvector per side on the document's row, with a GIN index each.

Vectors and queries are written as literals: the terms are ready-made, and PostgreSQL's own parser would part them anew.
"""

from collections.abc import Sequence

from django.core.exceptions import EmptyResultSet
from django.db import connection

from vakdesk.records.kinds import Side
from vakdesk.search.models import Document
from vakdesk.search.registry import Weight
from vakdesk.search.scope import Scope
from vakdesk.search.terms import COUNTED_EACH, Query, Shared, Terms, Word, occurrences

_COLUMNS = {Side.PUBLIC: "public_words", Side.STAFF: "staff_words"}
_WEIGHTS = "{0, 0.1, 0.4, 1}"  # D C B A, as bm25's 10, 4, 1 on SQLite
_LAST_POSITION = 16_383
# Counting a word that stands nearly everywhere takes long, and it is exactly those whose share the planner's statistics hold.
_HOW_COMMON = """
    WITH frequent AS (
        SELECT term, share * greatest(reltuples, 0) AS documents
        FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS most(term, share), pg_class
        WHERE schemaname = current_schema() AND tablename = 'search_document' AND attname = 'staff_words'
          AND pg_class.oid = 'search_document'::regclass
    )
    SELECT term, coalesce(documents, (SELECT count(*) FROM search_document WHERE staff_words @@ asked.query))::bigint
    FROM unnest(%s::text[], %s::tsquery[]) AS asked(term, query) LEFT JOIN frequent USING (term)"""


def write(documents: Sequence[tuple[int, Terms, Terms]]) -> None:
    """Each record's words are these: key, public terms, staff terms."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE search_document SET public_words = %s::tsvector, staff_words = %s::tsvector WHERE record_id = %s",
            [(_vector(public), _vector(staff), key) for key, public, staff in documents],
        )


def newest(visible: Scope, query: Query, *, side: Side, at_most: int) -> list[tuple[int, float]]:
    """The newest visible documents whose side answers the query: record key and score, higher is better."""
    column, asked = _COLUMNS[side], _expression(query)
    documents = visible.documents if visible.keys is None else Document.objects.filter(pk__in=visible.keys)
    matching = documents.extra(  # noqa: S610  names of our own columns only; what a person typed is a parameter
        where=[f"{column} @@ %s::tsquery"], params=[asked], select={"words": column}, order_by=["-record_id"]
    )
    try:
        inner, params = matching.values_list("record_id", "words")[:at_most].query.sql_with_params()
    except EmptyResultSet:  # nothing at all is visible on this side
        return []
    # Ranked outside the limit, or every hit would be ranked.
    ranking = f"SELECT record_id, ts_rank('{_WEIGHTS}', words, %s::tsquery) FROM ({inner}) AS found"  # noqa: S608  made by Django
    with connection.cursor() as cursor:
        cursor.execute(ranking, [asked, *params])
        return list(cursor.fetchall())


def how_common(terms: Sequence[str]) -> dict[str, int]:
    """In how many staff documents each term stands, for the commonest about; terms that stand nowhere are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_HOW_COMMON, [list(terms), [f"'{term}'" for term in terms]])
        return {term: count for term, count in cursor.fetchall() if count}


def how_many() -> int:
    """How many documents there are, about: keys are given out one by one and hardly ever taken back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(record_id), 0) FROM search_document")
        return int(cursor.fetchone()[0])


def shared(keys: Sequence[int], terms: Sequence[str], *, side: Side) -> Shared:
    """Which of the terms stand in each of these documents, and how long it is."""
    column = _COLUMNS[side]
    statement = f"""
        SELECT record_id, length({column}), lexeme, array_to_string(weights, '')
        FROM search_document, unnest({column}) WHERE record_id = ANY(%s) AND lexeme = ANY(%s)"""  # noqa: S608  our own names
    found: Shared = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(keys), list(terms)])
        for key, length, term, weights in cursor.fetchall():
            counted, _length = found.setdefault(key, ({}, length))
            if times := sum(occurrences(weight, weights.count(weight)) for weight in Weight):
                counted[term] = times
    return found


def tidy() -> None:
    """After a rebuild: the planner knows how common words are."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_document")


def _vector(terms: Terms) -> str:
    """A tsvector literal, such as 'printer':1A,7B."""
    places: dict[str, list[str]] = {}
    position = 0
    for weight in Weight:
        for term in terms[weight]:
            position += 1
            mine = places.setdefault(term, [])
            if len(mine) < COUNTED_EACH:
                mine.append(f"{min(position, _LAST_POSITION)}{weight}")
    return " ".join(f"'{term}':{','.join(mine)}" for term, mine in places.items())


def _expression(query: Query) -> str:
    """A tsquery literal. Terms hold letters and digits only, so quoting them makes any query safe."""
    return " & ".join(f"({' | '.join(_alternatives(word))})" for word in query)


def _alternatives(word: Word) -> list[str]:
    return [f"'{term}'" for term in word.terms] + ([f"'{word.prefix}':*"] if word.prefix else [])
