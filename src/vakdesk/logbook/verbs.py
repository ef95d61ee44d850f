"""What can happen, declared once. Everything a reader of the logbook needs is on the verb; no reader knows names."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.functional import Promise

from vakdesk.kit.prepared import prepared
from vakdesk.kit.registry import Registry

Words = str | Promise
Plain = Words | Callable[[Mapping[str, Any]], Words]


class Audience(StrEnum):
    """Who may read entries of a verb, besides those who may read the record at all."""

    REQUESTER = "requester"
    STAFF = "staff"
    NEED_TO_KNOW = "need-to-know"


class Retention(StrEnum):
    """What becomes of the sealed particulars: kept with the record, or erased when a person is erased."""

    RECORD = "record"
    PERSON = "person"


@dataclass(frozen=True)
class Kind:
    """What sort of value a fact is, and how a set of such values is put into words for a reader (one query at most).

    `changed_by` are the things ("team" for team.edited and the like) whose verbs alone change the words; without, they are asked each time.
    """

    name: str
    words: Callable[[Iterable[Any]], Mapping[Any, Words]] | None = None
    changed_by: tuple[str, ...] = ()


PLAIN = Kind("plain")
"""Codes, numbers and digests that are read as they stand."""


def choice(choices: type[models.Choices]) -> Kind:
    """A code out of `choices`, read as its label."""
    return Kind(choices.__name__.lower(), lambda values: {value: choices(value).label for value in values})


def named(model_label: str, *changed_by: str) -> Kind:
    """The primary key of a row of `model_label`, read as str(row). `changed_by` as for Kind."""

    def words(values: Iterable[Any]) -> Mapping[Any, Words]:
        model = apps.get_model(model_label)
        found = prepared(f"words of {model_label}", lambda keys: model._base_manager.filter(pk__in=keys), keys=list(values))
        return {row.pk: str(row) for row in found}

    return Kind(model_label.lower(), words, changed_by)


PERSON = named(settings.AUTH_USER_MODEL, "person", "import")
TEAM = named("people.Team", "team")
ORGANISATION = named("people.Organisation", "organisation")


@dataclass(frozen=True, eq=False)
class Verb:
    """`name` is `thing.done` in the past tense; `sentence` completes "Ada …" and may use {keys of carries}.

    `carries` are facts: codes, ids and digests, in clear and kept for ever. `seals` names the particulars that are
    sealed and can be erased. `step` is the process step an entry of this verb completes, "" for none. `plain` is the whole
    sentence that requesters read, with {actor} and {keys of carries}, or a function of the facts that chooses one; "" tells
    them nothing.
    """

    name: str
    sentence: Words
    carries: Mapping[str, Kind] = field(default_factory=dict)
    seals: tuple[str, ...] = ()
    audience: Audience = Audience.STAFF
    step: str = ""
    plain: Plain = ""
    icon: str = "dot"
    retention: Retention = Retention.RECORD
    registry: ClassVar[Registry["Verb"]] = Registry("verb")

    def __post_init__(self) -> None:
        assert "." in self.name, f"{self.name}: a verb is named thing.done"
        self.registry.add(self)
