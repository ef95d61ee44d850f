"""Conditions: what a list can be narrowed by in any combination. The same words stand in an address, in a saved view and in
an act on all that match, and each is read with the sight of whoever reads it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import formats, timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import Sentence, require
from vakdesk.kit.text import storable
from vakdesk.ui.lists.filters import Option

Asked = Mapping[str, Sequence[str]]
Where = Callable[[list[str], Actor], Q]
NOT = "not_"
MOST_VALUES = 200
LONGEST_VALUE = 200
#: Keys are 64 bits; a longer number would not fit the database.
LONGEST_KEY = 18
LONGEST_DAYS = 4
GONE = gettext_lazy("something that is not there, or not for you")
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Condition:
    """Rows for which any of the values given as `name` holds, and none of those given as "not_" + `name`.

    `where(values, actor)` says for which rows one of the values holds; `holds(value)` which values there can be;
    `words(values, actor)` names them for a reader, `options(actor)` offers them where there are few. `kind` is how it is
    asked for: choices, row, text, number, date or toggle.
    """

    name: str
    label: Sentence
    where: Where
    holds: Callable[[str], bool]
    words: Callable[[list[str], Actor], list[Sentence]]
    options: Callable[[Actor], Iterable[Option]] | None = None
    kind: str = "choices"
    can_deny: bool = True


@dataclass(frozen=True)
class Chip:
    """One condition as it is read: "Priority: High or Critical"; `url` is the list without it."""

    label: Sentence
    words: list[Sentence]
    denied: bool
    url: str = ""


def cleaned(conditions: Sequence[Condition], given: Asked) -> dict[str, list[str]]:
    """What of `given` these conditions know, each value once. Refuses more values than a person would choose."""
    found = {}
    for condition in conditions:
        for name in (condition.name, NOT + condition.name)[: 1 + condition.can_deny]:
            if not given.get(name):
                continue
            values = list(dict.fromkeys(storable(str(value)).strip()[:LONGEST_VALUE] for value in given[name]))
            require(
                len(values) <= MOST_VALUES,
                _("At most %(count)d values can be asked for at once. Ask for fewer.") % {"count": MOST_VALUES},
            )
            if known := [value for value in values if value and condition.holds(value)]:
                found[name] = known
    return found


def narrowed_by(rows: QuerySet[Any], conditions: Sequence[Condition], asked: Asked, actor: Actor) -> QuerySet[Any]:
    """The rows for which all of what is asked holds. One filter for all: each more would join anew what several ask about."""
    wanted = wanted_by(conditions, asked, actor)
    return rows.filter(wanted) if wanted else rows


def wanted_by(conditions: Sequence[Condition], asked: Asked, actor: Actor) -> Q:
    """What a row has to be for all of what is asked to hold; empty where nothing is asked."""
    wanted = Q()
    for condition in conditions:
        if values := list(asked.get(condition.name, ())):
            wanted &= condition.where(values, actor)
        if condition.can_deny and (values := list(asked.get(NOT + condition.name, ()))):
            wanted &= ~condition.where(values, actor)
    return wanted


def chips(conditions: Sequence[Condition], asked: Asked, actor: Actor, without: Callable[[str], str] = lambda name: "") -> list[Chip]:
    """What is asked in words, in the order of the conditions. A query for each that is asked and names rows."""
    found = []
    for condition in conditions:
        for name in (condition.name, NOT + condition.name):
            if values := list(asked.get(name, ())):
                found.append(Chip(condition.label, condition.words(values, actor), name != condition.name, without(name)))
    return found


def one_of(
    name: str,
    label: Sentence,
    choices: type[models.Choices],
    field: str = "",
    *,
    groups: Mapping[str, tuple[Sentence, Iterable[Any]]] | None = None,
) -> Condition:
    """One of an enumeration; `groups` are words for several at once, such as "open"."""
    groups = groups or {}
    labels: dict[str, Sentence] = {word: told for word, (told, _values) in groups.items()}
    labels |= {str(value): told for value, told in choices.choices}

    def where(values: list[str], actor: Actor) -> Q:
        wanted = [one for value in values for one in (groups[value][1] if value in groups else [value])]
        return Q(**{f"{field or name}__in": wanted})

    return Condition(
        name, label, where, labels.__contains__, lambda values, actor: [labels[value] for value in values], lambda _actor: labels.items()
    )


def row_of(
    name: str,
    label: Sentence,
    rows: Callable[[Actor], QuerySet[Any]],
    field: str,
    *,
    also: Mapping[str, tuple[Sentence, Where]] | None = None,
    offered: Callable[[Actor], QuerySet[Any]] | None = None,
    kind: str = "choices",
) -> Condition:
    """A row the reader sees, by its key; `also` are words such as "me" that mean something else for each reader.

    A key of a row that is gone, or that this reader does not see, holds for what it holds for, and is not named.
    """
    also = also or {}

    def where(values: list[str], actor: Actor) -> Q:
        wanted = Q(**{f"{field}__in": [int(value) for value in values if value not in also]})
        for value in values:
            if value in also:
                wanted |= also[value][1](values, actor)
        return wanted

    def words(values: list[str], actor: Actor) -> list[Sentence]:
        keys = [value for value in values if value not in also]
        named = {str(row.pk): str(row) for row in rows(actor).filter(pk__in=keys)} if keys else {}
        return [also[value][0] if value in also else named.get(value, GONE) for value in values]

    def options(actor: Actor) -> Iterable[Option]:
        return [*((word, told) for word, (told, _where) in also.items()), *((str(row.pk), str(row)) for row in (offered or rows)(actor))]

    def holds(value: str) -> bool:
        return value in also or is_key(value)

    return Condition(name, label, where, holds, words, options, kind)


def words_of(name: str, label: Sentence, where: Where, *, can_deny: bool = True) -> Condition:
    """Words that are typed, one value each."""
    return Condition(name, label, where, bool, lambda values, actor: list(values), kind="text", can_deny=can_deny)


def toggle(name: str, label: Sentence, where: Callable[[], Q]) -> Condition:
    """Yes, or ("not_") no."""
    return Condition(name, label, lambda values, actor: where(), "1".__eq__, lambda values, actor: [], kind="toggle")


def since(name: str, label: Sentence, field: str) -> Condition:
    """From a day on, or ("7d") within so many days."""

    def where(values: list[str], actor: Actor) -> Q:
        return Q(**{f"{field}__gte": min(_moment(value) for value in values)})

    return Condition(name, label, where, lambda value: _is_day(value) or _is_span(value), _days, kind="date", can_deny=False)


def until(name: str, label: Sentence, field: str) -> Condition:
    """Up to and with a day, or ("7d") longer than so many days ago."""

    def where(values: list[str], actor: Actor) -> Q:
        ends = [_moment(value) if _is_span(value) else _moment(value) + timedelta(days=1) for value in values]
        return Q(**{f"{field}__lt": max(ends)})

    return Condition(name, label, where, lambda value: _is_day(value) or _is_span(value), _days, kind="date", can_deny=False)


def is_key(value: str) -> bool:
    """Whether the text is a key that a row could have."""
    return value.isascii() and value.isdecimal() and len(value) <= LONGEST_KEY


def _is_day(value: str) -> bool:
    try:
        day = parse_date(value)
    except ValueError:
        return False
    return day is not None and 1970 <= day.year < 9000


def _is_span(value: str) -> bool:
    days = value.removesuffix("d")
    return value.endswith("d") and is_key(days) and len(days) <= LONGEST_DAYS


def _moment(value: str) -> datetime:
    if _is_span(value):
        return clock.now() - timedelta(days=int(value.removesuffix("d")))
    day = parse_date(value)
    assert isinstance(day, date)
    return timezone.make_aware(datetime.combine(day, time.min))


def _days(values: list[str], actor: Actor) -> list[Sentence]:
    return [_day_in_words(value) for value in values]


def _day_in_words(value: str) -> Sentence:
    if _is_span(value):
        days = int(value.removesuffix("d"))
        return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}
    return formats.date_format(parse_date(value), "DATE_FORMAT")
