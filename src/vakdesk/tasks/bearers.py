"""Which records carry tasks? The room that has a type of record says so, and what tasks must know of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Sentence
from vakdesk.kit.registry import Registry
from vakdesk.people.models import Person
from vakdesk.records.kinds import record_types
from vakdesk.records.models import Record

Choices = Callable[[], Iterable[tuple[str, Sentence]]]


@dataclass(frozen=True)
class Bearer:
    """Records of the type `name`. `kinds` and `categories` are what sets of tasks and reports tell apart, as (code, words);
    `kind_path` and `category_path` lead from a Record to those codes. `worker` has the record now. `reopen(record, by, text)`
    opens it again when calling back shows that it is not well."""

    name: str
    kinds: Choices
    categories: Choices
    kind_path: str
    category_path: str
    worker: Callable[[Record], Person | None]
    reopen: Callable[[Record, Actor, str], object]


bearers: Registry[Bearer] = Registry("bearer of tasks")


def kind_and_category(record: Record) -> tuple[str, str]:
    """Their codes, "" for what is not known yet. One query."""
    bearer = bearers[record.type]
    kind, category = Record.objects.filter(pk=record.pk).values_list(bearer.kind_path, bearer.category_path).get()
    return kind or "", category or ""


def page_of(record: Record) -> str:
    return reverse(record_types[record.type].url_name, args=[record.reference])
