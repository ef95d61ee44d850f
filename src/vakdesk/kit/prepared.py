"""Queries whose SQL is made once. Making it takes most of the time of a query that finds few rows, and pages ask such ones by the dozen."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable, get_related_populators

Row = TypeVar("Row", bound=Model)
#: A parameter of the SQL, or the keys of an `__in`.
Value = int | str | date | datetime | Sequence[int]
#: The stubs are those of Django 6.1, where it takes one argument more.
_populators_of: Callable[..., list[Any]] = get_related_populators
#: Some twenty for each kind of reader, of whom each has their own condition.
KEPT_AT_MOST = 4_000
#: As `depends_on`: the queryset is made from what may differ every time, so its SQL is made anew.
ANEW: Hashable = object()
#: For more keys than these the making of the SQL weighs little.
FEW_KEYS = 5
_kept: dict[Hashable, "_Prepared | None"] = {}
_kinds: dict[Hashable, list[tuple[str, "_Prepared"]]] = {}
#: The name of a value, and where it is a list, which of its keys.
_Place = tuple[str, int | None]


def prepared(name: str, build: Callable[..., QuerySet[Row]], /, *, depends_on: Hashable = None, **values: Value) -> list[Row]:
    """The rows of `build(**values)`: a queryset of models, perhaps with `select_related` or `annotate`, in which the values only
    stand as parameters.

    `depends_on` is everything else that the queryset is made from: for what an actor may see, `records.queries.sight_of(actor)`.
    What is made of a value, as its day or half of it, must be a value of its own. A value's type must not change. Of keys, each number up to FEW_KEYS has its own SQL. What `prefetch_related` asks for is not fetched.
    """
    return _rows_of(name, build, depends_on, values)


def prepared_values(
    name: str, build: Callable[..., QuerySet[Any, Any]], /, *, depends_on: Hashable = None, **values: Value
) -> list[tuple[Any, ...]]:
    """The same for a queryset that ends in `values_list(…)` of several fields or one, never flat."""
    return _rows_of(name, build, depends_on, values)


def prepared_count(name: str, build: Callable[..., QuerySet[Any, Any]], /, *, depends_on: Hashable = None, **values: Value) -> int:
    """How many rows the queryset has, which bounds itself: `[:100]`."""
    if depends_on is ANEW or _are_many(values):
        return build(**values).count()
    known = _known(name, build, depends_on, values)
    return known.count(values) if known else 0


def prepared_kinds(name: str, builds: Mapping[str, Callable[..., QuerySet[Any, Any]]], /, **values: Value) -> frozenset[str]:
    """Of which of these querysets there is any row: all in one statement."""
    whole = (name, connection.vendor, *builds)
    if whole not in _kinds:
        made = ((kind, _prepare(lambda build=build, **given: build(**given).values("pk"), values)) for kind, build in builds.items())
        _kinds[whole] = [(kind, one) for kind, one in made if one]
    parts = _kinds[whole]
    sql = "SELECT " + ", ".join(f"EXISTS ({one.sql})" for _kind, one in parts)
    with connection.cursor() as cursor:
        cursor.execute(sql, [param for _kind, one in parts for param in one.filled(values)])
        return frozenset(kind for (kind, _one), there in zip(parts, cursor.fetchone(), strict=True) if there)


def _rows_of(name: str, build: Callable[..., QuerySet[Any, Any]], depends_on: Hashable, values: dict[str, Any]) -> list[Any]:
    if depends_on is ANEW or _are_many(values):
        return list(build(**values))
    known = _known(name, build, depends_on, values)
    return known.rows(values) if known else []


def _known(name: str, build: Callable[..., QuerySet[Any, Any]], depends_on: Hashable, values: dict[str, Any]) -> "_Prepared | None":
    whole = (name, depends_on, connection.vendor, *(len(value) for value in values.values() if _is_keys(value)))
    if whole not in _kept:
        if len(_kept) >= KEPT_AT_MOST:
            _kept.clear()
        _kept[whole] = _prepare(build, values)
    return _kept[whole]


@dataclass(frozen=True)
class _Prepared:
    """SQL with the place of each value among its parameters, and what makes things of the rows."""

    sql: str
    params: tuple[Any, ...]
    places: dict[int, "_Place"]
    converters: tuple[tuple[int, list[Any], Any], ...]
    make: Callable[[Any], Any]

    def rows(self, values: dict[str, Any]) -> list[Any]:
        return [self.make(self._converted(row)) for row in self._found(self.sql, values)]

    def count(self, values: dict[str, Any]) -> int:
        return int(self._found(f"SELECT COUNT(*) FROM ({self.sql}) counted", values)[0][0])  # noqa: S608  compiled by the ORM

    def filled(self, values: dict[str, Any]) -> list[Any]:
        """The parameters with these values in their places."""
        params = list(self.params)
        for place, (name, number) in self.places.items():
            params[place] = _as_parameter(values[name] if number is None else values[name][number])
        return params

    def _found(self, sql: str, values: dict[str, Any]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql, self.filled(values))
            return list(cursor.fetchall())

    def _converted(self, row: Any) -> list[Any]:
        """As the database's own types are read: moments, JSON and the like."""
        made = list(row)
        for place, ways, expression in self.converters:
            value = made[place]
            for way in ways:
                value = way(value, expression, connection)
            made[place] = value
        return made


def _maker(compiler: Any) -> Callable[[Any], Any]:
    """What makes models of rows, as ModelIterable does."""
    info, select, alias = compiler.klass_info, compiler.select, connection.alias
    fields = info["select_fields"]
    start, end = fields[0], fields[-1] + 1
    names = [one[0].target.attname for one in select[start:end]]
    populators, annotated = _populators_of(info, select, alias), compiler.annotation_col_map

    def make(row: Any) -> Any:
        thing = info["model"].from_db(alias, names, row[start:end])
        for populator in populators:
            populator.populate(row, thing)
        for name, place in annotated.items():
            setattr(thing, name, row[place])
        return thing

    return make


def _prepare(build: Callable[..., QuerySet[Any, Any]], values: dict[str, Any]) -> _Prepared | None:
    stand_ins = {name: _stand_in(number, value) for number, (name, value) in enumerate(values.items())}
    rows = build(**stand_ins)
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:  # whatever the values, nothing can be found
        return None
    wanted = dict(_places(stand_ins))
    places = {place: wanted[one] for place, one in enumerate(params) if isinstance(one, int | str | date) and one in wanted}
    assert set(places.values()) == set(wanted.values()), f"not every value is a parameter of {sql}"
    converters = compiler.get_converters([one[0] for one in compiler.select])
    make = _maker(compiler) if issubclass(rows._iterable_class, ModelIterable) else tuple
    return _Prepared(sql, tuple(params), places, tuple((place, *ways) for place, ways in converters.items()), make)


def _places(stand_ins: dict[str, Any]) -> Iterator[tuple[Any, _Place]]:
    """What will stand in the SQL for each value, and for each key of many."""
    for name, stand_in in stand_ins.items():
        if _is_keys(stand_in):
            yield from ((one, (name, number)) for number, one in enumerate(stand_in))
        else:
            yield _as_parameter(stand_in), (name, None)


def _stand_in(number: int, value: Value) -> Value:
    """A value of the same type that nobody would ask for."""
    if isinstance(value, datetime):
        return datetime(4000 + number, 1, 1, tzinfo=UTC)
    if isinstance(value, date):
        return date(5000 + number, 1, 1)
    if isinstance(value, str):
        return f"\ue000{number}\ue000"
    first = 9_000_000_000_000_000 + number * (FEW_KEYS + 1)
    return first if isinstance(value, int) else [first + 1 + each for each in range(len(value))]


def _is_keys(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _are_many(values: dict[str, Any]) -> bool:
    return any(_is_keys(value) and len(value) > FEW_KEYS for value in values.values())


def _as_parameter(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
