"""Asking the index. Who may find a record is a condition of the query itself, the same one every list uses."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.records.kinds import Side, record_types
from vakdesk.records.models import Record
from vakdesk.records.queries import public_side, staff_side
from vakdesk.search.engine import engine
from vakdesk.search.registry import Hit, Sight, indexes, sources
from vakdesk.search.scope import scope
from vakdesk.search.snippets import snippet
from vakdesk.search.terms import Query, parse
from vakdesk.search.texts import for_side, texts_of

#: When more records answer than this, the newest of those the actor may see are ranked. Newest is: registered last.
MOST = 1_000
PER_SECTION = 5
_REFERENCE = re.compile(r"\s*([A-Za-z]{1,8})?[\s-]*([0-9]{1,12})\s*")

Found = dict[int, str]
"""Keys of records in order of rank, each with the side that may be quoted."""


@dataclass(frozen=True)
class Results:
    """One page of hits. `total` counts all of them, up to MOST; `capped` says there may be more."""

    hits: list[Hit]
    total: int = 0
    capped: bool = False


@dataclass(frozen=True)
class Section:
    """What one source answers."""

    name: str
    label: str | Promise
    hits: list[Hit]


def find(actor: Actor, text: str, *, types: Collection[str] | None = None, limit: int = 20, offset: int = 0) -> Results:
    """Records in which every word of `text` stands, the last word as a beginning; a reference comes first. Any text will do.

    Requesters find, and are quoted, what is public. `types` are names of record types; None is all of them.
    """
    query = parse(text)
    if not query:
        return Results([])
    by_words = ranked(actor, query, types=types)
    found = _by_reference(actor, text, types=types) | by_words
    return Results(hits_of(list(found.items())[offset : offset + limit], query), len(found), capped=len(by_words) == MOST)


def everywhere(actor: Actor, text: str, *, limit: int = PER_SECTION) -> list[Section]:
    """What `/` answers while typing: records first, then whatever the rooms registered. Sections without a hit are left out."""
    sections = [Section("records", _("Records"), find(actor, text, limit=limit).hits)]
    sections += [Section(source.name, source.label, source.find(actor, text, limit)) for source in sources]
    return [section for section in sections if section.hits]


def ranked(actor: Actor, query: Query, *, types: Collection[str] | None = None) -> Found:
    """The best first of the newest MOST records that answer the query on a side the actor may read."""
    rows: list[tuple[int, float, str]] = []
    for sight, its_types in _sights(types):
        staff, public = sight(actor, "record__") if sight else (staff_side(actor), public_side(actor))
        for side, seen, but_not in ((Side.STAFF, staff, Q()), (Side.PUBLIC, public, staff)):
            visible = scope(seen, but_not=but_not, types=its_types)
            rows += [(key, score, side) for key, score in engine.newest(visible, query, side=side, at_most=MOST)]
    newest = sorted(rows, reverse=True)[:MOST]
    return {key: side for key, _score, side in sorted(newest, key=lambda row: (row[1], row[0]), reverse=True)}


def hits_of(found: Collection[tuple[int, str]], query: Query) -> list[Hit]:
    """Found records with their snippets, in the same order. The number of queries does not depend on how many."""
    records = records_of(key for key, _side in found)
    texts = texts_of(list(records.values()))
    return [
        Hit(
            title=records[key].title,
            reference=records[key].reference,
            snippet=snippet(for_side(texts[key], side), query, records[key].language),
            record=records[key],
        )
        for key, side in found
    ]


def records_of(keys: Iterable[int]) -> dict[int, Record]:
    """The records with these keys, which a search has shown to be visible."""
    return Record.objects.in_bulk(list(keys))


def _by_reference(actor: Actor, text: str, *, types: Collection[str] | None) -> Found:
    """The records called so: "TK-1042", "tk1042", or "1042" with any prefix."""
    if not (match := _REFERENCE.fullmatch(text)):
        return {}
    prefix, number = match[1], int(match[2])
    called = [kind.prefix for kind in record_types if types is None or kind.name in types]
    references = [f"{each}-{number}" for each in called if prefix is None or each == prefix.upper()]
    named = list(Record.objects.filter(reference__in=references).order_by("-pk").values_list("pk", "type"))
    found: Found = {}
    for sight, its_types in _sights(types):
        keys = [key for key, its in named if (its in its_types if its_types is not None else True)]
        if keys:
            staff, public = sight(actor, "") if sight else (staff_side(actor), public_side(actor))
            seen = Record.objects.filter(pk__in=keys)
            found |= dict.fromkeys(seen.filter(public).values_list("pk", flat=True), Side.PUBLIC)
            found |= dict.fromkeys(seen.filter(staff).values_list("pk", flat=True), Side.STAFF)
    return {key: found[key] for key, _type in named if key in found}


def _sights(types: Collection[str] | None) -> "list[tuple[Sight | None, Collection[str] | None]]":
    """Who finds what: the types that are seen by where they lie, then each that says so itself."""
    own = {index.name: index.sight for index in indexes if index.sight}
    if not own:
        return [(None, types)]
    wanted = [index.name for index in indexes] if types is None else types
    plain = [name for name in wanted if name not in own]
    return [*([(None, plain)] if plain else []), *((own[name], [name]) for name in wanted if name in own)]
