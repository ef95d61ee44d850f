"""A million tickets in minutes: two sets are played by the real actions, further ones follow their example row by row.

Whatever differs between the two played sets differs in the same way from set to set: keys, references and moments go on
evenly, requesters and words are each set's own, and what is random is made anew. What differs in any other way is refused, so
a copy holds what the actions would have written, in every table that they write to. Entries are chained and the search index
is made by the house itself, and `vakdesk logbook verify` finds nothing.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction

from vakdesk.config.measuring.stories import SET, House, phrases_of, requester_of
from vakdesk.kit.progress import Bar
from vakdesk.logbook.chain import digest_of, seal_of
from vakdesk.logbook.models import Book, Cursor, Entry, Head
from vakdesk.people.models import Person
from vakdesk.records.references import go_on_counting
from vakdesk.search.models import Document

SETS_AT_ONCE = 5
#: Made anew from the rows by the search itself.
DERIVED = {Document}
NUMBERS = re.compile(r"\d+")
RANDOM = re.compile(r"[A-Za-z0-9_-]{6,}")
LONG_AFTER = datetime(8000, 1, 1)  # noqa: DTZ001  compared by its year only


@dataclass(frozen=True)
class Words:
    """What one set says at each place, and who asks there."""

    number: int
    phrases: Sequence[Sequence[str]]
    requesters: Sequence[Person]

    @classmethod
    def of(cls, house: House, number: int) -> "Words":
        return cls(
            number, [_said(house, place, number) for place in range(SET)], [requester_of(house, place, number) for place in range(SET)]
        )


Value = Callable[[Words], Any]


def _said(house: House, place: int, number: int) -> list[str]:
    requester = requester_of(house, place, number)
    return [*phrases_of(place, number), requester.name, requester.get_short_name(), requester.email]


class Marks:
    """How far each table has come, so that what was written since can be told."""

    def __init__(self) -> None:
        self.last = {model: _highest(model) for model in _tables()}

    def since(self, earlier: "Marks") -> dict[type[models.Model], list[models.Model]]:
        """Rows written between the two, by table, where there are any."""
        found = {}
        for model, last in self.last.items():
            if last > earlier.last[model]:
                found[model] = list(model._base_manager.filter(pk__gt=earlier.last[model], pk__lte=last).order_by("pk"))
        return found


def _tables() -> list[type[models.Model]]:
    """Every table whose rows are numbered, but the derived ones."""
    every = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy]
    return [model for model in every if model not in DERIVED and isinstance(_key(model), models.AutoField | models.BigAutoField)]


def _key(model: type[models.Model]) -> Any:
    """The field that numbers its rows, its record's where it shares its key with one."""
    field: Any = model._meta.pk
    while field.remote_field:
        field = field.target_field
    return field


def _highest(model: type[models.Model]) -> int:
    return model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0


class Copier:
    """Learns from the first set (0) and the second (1), writes those from 2 on."""

    def __init__(
        self, house: House, first: dict[type[models.Model], list[models.Model]], second: dict[type[models.Model], list[models.Model]]
    ) -> None:
        self.house = house
        self._said = (Words.of(house, 0), Words.of(house, 1))
        assert first.keys() == second.keys(), f"not the same tables: {first.keys() ^ second.keys()}"
        self._rows = {model: self._learn(model, rows, second[model]) for model, rows in first.items()}
        self._entries = self._rows.pop(Entry)

    def write(self, sets: int) -> None:
        """The sets from 2 to `sets` - 1, with everything that counts on them."""
        bar = Bar("Copying tickets", (sets - 2) * SET)
        for start in range(2, sets, SETS_AT_ONCE):
            numbers = range(start, min(start + SETS_AT_ONCE, sets))
            with transaction.atomic():
                said = [Words.of(self.house, number) for number in numbers]
                for model, rows in self._rows.items():
                    _insert(model, ([value(one) for value in row] for one in said for row in rows))
                self._chain(said)
            bar.step(len(numbers) * SET)
        bar.end()
        go_on_counting()
        Cursor.objects.filter(book=Book.MAIN).update(position=Head.objects.get(book=Book.MAIN).position)
        _number_on()

    def _chain(self, said: Sequence[Words]) -> None:
        """The entries of these sets, sealed and chained behind the last."""
        head = Head.objects.get(book=Book.MAIN)
        names = [field.attname for field in Entry._meta.concrete_fields]
        rows = []
        for one in said:
            for row in self._entries:
                entry = Entry(**{name: value(one) for name, value in zip(names, row, strict=True)})
                assert entry.position == head.position + 1 and entry.salt is not None, (entry.position, head.position)
                entry.seal, entry.previous = seal_of(entry.sealed or {}, entry.salt), head.digest
                head.position, head.digest = entry.position, digest_of(entry)
                entry.digest = head.digest
                rows.append([getattr(entry, name) for name in names])
        _insert(Entry, rows)
        head.save()

    def _learn(self, model: type[models.Model], first: list[models.Model], second: list[models.Model]) -> list[list[Value]]:
        assert len(first) == len(second), f"{model.__name__}: {len(first)} and {len(second)} rows"
        names = [field.attname for field in model._meta.concrete_fields]
        return [
            [self._value(f"{model.__name__}.{name}", getattr(a, name), getattr(b, name)) for name in names]
            for a, b in zip(first, second, strict=True)
        ]

    def _value(self, where: str, a: Any, b: Any) -> Value:
        """How a value goes on after these two."""
        assert type(a) is type(b), f"{where}: {a!r} and {b!r}"
        if isinstance(a, dict):
            assert a.keys() == b.keys(), where
            return _dict({key: self._value(f"{where}.{key}", a[key], b[key]) for key in a})
        if isinstance(a, list):
            assert len(a) == len(b), where
            return _list([self._value(where, *pair) for pair in zip(a, b, strict=True)])
        if a == b:
            return lambda said: a
        if isinstance(a, bool):
            raise AssertionError(f"{where}: {a!r} and {b!r}")
        if isinstance(a, int):
            return self._requester(a, b) or (lambda said: a + said.number * (b - a))
        if isinstance(a, datetime):
            step = b - a
            return (lambda said: a) if a.year > LONG_AFTER.year else (lambda said: a + said.number * step)
        if isinstance(a, UUID):
            return lambda said: UUID(bytes=sha256(f"{a}{said.number}".encode()).digest()[:16])
        assert isinstance(a, str), f"{where}: {a!r} and {b!r}"
        return self._text(where, a, b)

    def _requester(self, a: int, b: int) -> Value | None:
        for place in range(SET):
            if (self._said[0].requesters[place].pk, self._said[1].requesters[place].pk) == (a, b):
                return lambda said: said.requesters[place].pk
        return None

    def _text(self, where: str, a: str, b: str) -> Value:
        """Text with the set's own words in it, numbers that go on, or a random part."""
        slots: list[tuple[int, int]] = []
        pattern, other = a, b
        for place, part in self._slots_in(a):
            mine, theirs = self._said[0].phrases[place][part], self._said[1].phrases[place][part]
            if mine and mine in pattern and theirs in other:
                slots.append((place, part))
                pattern, other = pattern.replace(mine, f"\0{len(slots) - 1}\0"), other.replace(theirs, f"\0{len(slots) - 1}\0")
        fill = self._numbers(where, pattern, other)
        if not slots:
            return fill

        def value(said: Words) -> str:
            text = fill(said)
            for number, (place, part) in enumerate(slots):
                text = text.replace(f"\0{number}\0", said.phrases[place][part])
            return text

        return value

    def _slots_in(self, text: str) -> Iterable[tuple[int, int]]:
        """Whose words stand in it, the longest first, for short ones stand in long ones too."""
        found = [
            (place, part)
            for place, said in enumerate(self._said[0].phrases)
            for part, phrase in enumerate(said)
            if phrase and phrase in text
        ]
        return sorted(found, key=lambda one: -len(self._said[0].phrases[one[0]][one[1]]))

    def _numbers(self, where: str, a: str, b: str) -> Value:
        if a == b:
            return lambda said: a
        if NUMBERS.sub("#", a) == NUMBERS.sub("#", b):
            parts = NUMBERS.split(a)
            numbers = [(int(x), int(y) - int(x)) for x, y in zip(NUMBERS.findall(a), NUMBERS.findall(b), strict=True)]
            return lambda said: (
                parts[0] + "".join(f"{x + said.number * step}{rest}" for (x, step), rest in zip(numbers, parts[1:], strict=True))
            )
        if (moments := _moments(a, b)) is not None:
            return moments
        assert RANDOM.sub("#", a) == RANDOM.sub("#", b), f"{where}: {a!r} and {b!r} differ in a way that is not known"
        return lambda said: RANDOM.sub(lambda found: sha256(f"{found[0]}{said.number}".encode()).hexdigest()[: len(found[0])], a)


def _moments(a: str, b: str) -> Value | None:
    try:
        first, second = datetime.fromisoformat(a), datetime.fromisoformat(b)
    except ValueError:
        return None
    return lambda said: (first + said.number * (second - first)).isoformat()


def _dict(values: dict[str, Value]) -> Value:
    return lambda said: {key: value(said) for key, value in values.items()}


def _list(values: list[Value]) -> Value:
    return lambda said: [value(said) for value in values]


def _insert(model: type[models.Model], rows: Iterable[Sequence[Any]]) -> None:
    """Past the ORM, which would take most of the time."""
    fields = model._meta.concrete_fields
    table, columns = connection.ops.quote_name(model._meta.db_table), ", ".join(connection.ops.quote_name(one.column) for one in fields)
    ways = [_way(field) for field in fields]
    ready = ([way(value) if way else value for way, value in zip(ways, row, strict=True)] for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in ready:
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})", ready)  # noqa: S608  our own names


def _way(field: Any) -> Callable[[Any], Any] | None:
    """How a value of the field is handed to the database."""
    if isinstance(field, models.JSONField):
        return lambda value: None if value is None else json.dumps(value, ensure_ascii=False)
    if connection.vendor == "postgresql" or not isinstance(field, models.DateTimeField | models.UUIDField | models.DateField):
        return None
    return lambda value: field.get_db_prep_value(value, connection)


def _number_on() -> None:
    """PostgreSQL's own numbers follow the highest that was copied."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in _tables():
            if not model._meta.pk.remote_field:
                column, table = model._meta.pk.column, model._meta.db_table
                last = f"greatest(1, (SELECT max({column}) FROM {table}))"  # noqa: S608  our own names
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), {last})")
