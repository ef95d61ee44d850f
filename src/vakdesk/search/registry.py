"""What rooms hand to search: which record types are indexed, with which texts; and what else `/` should answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from vakdesk.access.actors import Actor
from vakdesk.kit.registry import Registry
from vakdesk.records.kinds import Side
from vakdesk.records.models import Record


class Weight(StrEnum):
    """How much a word counts by where it stands: in a title, in what people wrote, in what only hangs on it."""

    TITLE = "A"
    BODY = "B"
    NOTES = "C"


@dataclass(frozen=True)
class Text:
    """A piece of what a record says. Staff find everything; requesters find only what is marked public."""

    record_id: int
    text: str
    weight: Weight = Weight.BODY
    side: str = Side.STAFF


Texts = Callable[[Sequence[Record]], Iterable[Text]]
#: Conditions on whatever the path leads from to a record: who finds it as staff, and who on the public side.
Sight = Callable[[Actor, str], tuple[Q, Q]]


def _nothing(records: Sequence[Record]) -> Iterable[Text]:
    return ()


@dataclass(frozen=True)
class SearchIndex:
    """Records of the type are found by what all records have: reference, title, messages, attachment names, tags, requester.

    `texts` adds the type's own; it is given many records at once and should ask the database once. `sight` says who finds them,
    where that is not whoever sees records by where they lie.
    """

    name: str
    texts: Texts = _nothing
    sight: Sight | None = None


indexes: Registry[SearchIndex] = Registry("search index")


@dataclass(frozen=True)
class Addition:
    """What a higher room adds to the texts of a type that is indexed."""

    name: str
    type: str
    texts: Texts


additions: Registry[Addition] = Registry("addition to a search index")


@dataclass(frozen=True)
class Hit:
    """Something found. A record carries itself, for the page that knows its address; anything else carries its `url`.

    What is like something else says `why`: the words they share, the most telling first; a higher `score` is liker.
    """

    title: str
    reference: str = ""
    snippet: SafeString | str = ""
    url: str = ""
    record: Record | None = None
    why: tuple[str, ...] = ()
    score: float = 0.0


@dataclass(frozen=True)
class Source:
    """Something beside records that `/` answers, such as people. `find(actor, text, limit)` shows only what the actor may see."""

    name: str
    label: str | Promise
    find: Callable[[Actor, str, int], list[Hit]]


sources: Registry[Source] = Registry("search source")
