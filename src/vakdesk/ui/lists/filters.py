"""Narrowing a list by what stands in its address. Unknown values narrow nothing and break nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Sentence
from vakdesk.kit.text import storable

Option = tuple[str, Sentence]


class Filter(Protocol):
    """`name` is the word in the address; `template` draws the control. It may have `offers`: the things that what it offers is
    made of ("team" for team.added and the like). None, or no such word: any act may change it."""

    name: str
    label: Sentence
    template: str

    def narrow(self, rows: QuerySet[Any], given: str, actor: Actor) -> QuerySet[Any]: ...


@dataclass(frozen=True)
class Choice:
    """One of `options(actor)`. `narrowed(rows, value)` says how; without it `field` equals the value."""

    name: str
    label: Sentence
    options: Callable[[Actor], Iterable[Option]]
    field: str = ""
    narrowed: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    template: str = "ui/list/choice.html"
    offers: tuple[str, ...] | None = None

    def narrow(self, rows: QuerySet[Any], given: str, actor: Actor) -> QuerySet[Any]:
        if given not in {str(value) for value, _label in self.options(actor)}:
            return rows
        return self.narrowed(rows, given) if self.narrowed else rows.filter(**{self.field or self.name: given})


@dataclass(frozen=True)
class Text:
    """Words typed by the person, given to `narrowed(rows, text)`."""

    name: str
    label: Sentence
    narrowed: Callable[[QuerySet[Any], str], QuerySet[Any]]
    template: str = "ui/list/text.html"
    offers: tuple[str, ...] | None = ()

    def narrow(self, rows: QuerySet[Any], given: str, actor: Actor) -> QuerySet[Any]:
        words = storable(given).strip()[:200]
        return self.narrowed(rows, words) if words else rows
