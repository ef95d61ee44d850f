"""What a room offers to programs: things with their shape, lists of them, and acts. Declared in a room's `offers.py`, once.

The API draws its addresses, its description and its answers from these declarations and knows no room by name. What is
offered is what the web already has: the same list pages, the same forms, the same actions, the same sight. Descriptions are
for programmers and in English, like the names of keys.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from django.db.models import Choices, Model, QuerySet

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.kit.registry import Registry
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import ListPage

Schema = Mapping[str, Any]
Rows = Callable[[Actor], QuerySet[Any]]

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
TRUTH: Schema = {"type": "boolean"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
DAY: Schema = {"type": "string", "format": "date"}
SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
NAMED: Schema = {
    "type": "object",
    "properties": {"id": {"type": "integer"}, "name": {"type": "string"}},
    "required": ["id", "name"],
    "additionalProperties": False,
}


def one_of(choices: type[Choices]) -> Schema:
    """A code out of `choices`."""
    kind = "integer" if all(isinstance(value, int) for value in choices.values) else "string"
    return {"type": kind, "enum": list(choices.values)}


def maybe(schema: Schema) -> Schema:
    """The same, or null."""
    if "enum" in schema:
        return {"anyOf": [dict(schema), {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def many(schema: Schema) -> Schema:
    return {"type": "array", "items": dict(schema)}


@dataclass(frozen=True)
class Part:
    """One key of a thing: what sort of value it has, and how it is read from the row (by default the attribute of that name).

    A row is named by its key and its name, a moment in ISO 8601; codes stand as they are stored, in no language.
    """

    name: str
    schema: Schema = field(default_factory=lambda: TEXT)
    value: Callable[[Any], Any] | None = None
    told: str = ""

    def of(self, row: Any) -> Any:
        return _plain(self.value(row) if self.value else getattr(row, self.name))


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return {"id": value.pk, "name": str(value)}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset | QuerySet):
        return [_plain(each) for each in value]
    return str(value)


@dataclass(frozen=True)
class Shape:
    """What one thing looks like to programs. `name` is unique in the description, such as "Ticket"."""

    name: str
    parts: Sequence[Part]

    def of(self, row: Any) -> dict[str, Any]:
        return {part.name: part.of(row) for part in self.parts}

    @property
    def schema(self) -> dict[str, Any]:
        properties = {part.name: dict(part.schema) | ({"description": str(part.told)} if part.told else {}) for part in self.parts}
        return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def shape_of(name: str, page: type[ListPage]) -> Shape:
    """The shape of a list that has none of its own: its key and its exported columns, as they stand in the download."""
    columns = [Part(column.name, SCALAR, column.value) for column in page.columns if column.exported]
    return Shape(name, [Part("id", WHOLE, lambda row: row.pk), *columns])


@dataclass(frozen=True, eq=False)
class Thing:
    """What has an address of its own: `/api/v1/NAME`, and `/api/v1/NAME/KEY` for each row.

    `rows` is everything the actor may see of it, with what the shape reads; `key` is the field that the address holds. `may`
    is asked before anything is read. `page` is its list on the web, made for an actor; without one there is no list.
    `room` is the word of a token's scope, by default the first part of the module that declares it.
    """

    name: str
    label: str
    shape: Shape
    rows: Rows
    room: str
    key: str = "pk"
    may: Permission | None = None
    page: Callable[[Actor], ListPage] | None = None
    #: Only what the list shows, where that is narrower than what can be opened.
    listed: Rows | None = None
    single: bool = True
    registry: ClassVar[Registry["Thing"]] = Registry("thing offered")

    def __post_init__(self) -> None:
        self.registry.add(self)

    @property
    def is_numbered(self) -> bool:
        return self.key == "pk"


@dataclass(frozen=True, eq=False)
class Hanging:
    """What hangs on a thing, as a list of its own: `/api/v1/THING/KEY/WORD`. Ordered by its key."""

    thing: Thing
    word: str
    label: str
    shape: Shape
    rows: Callable[[Any, Actor], QuerySet[Any]]
    registry: ClassVar[Registry["Hanging"]] = Registry("list that hangs on a thing")

    def __post_init__(self) -> None:
        self.registry.add(self)

    @property
    def name(self) -> str:
        return f"{self.thing.name}/{self.word}"


@dataclass(frozen=True, eq=False)
class Deed:
    """An act: POST to `/api/v1/THING/KEY/WORD`, or to `/api/v1/THING[/WORD]` where it `begins` something.

    `action` is called as the web calls it: `action(row, by=actor, **what the form cleans to)`. `on` answers what it is
    called with, where that is not the row itself. `form` may take the row (or what `form_of` it answers) as the keyword named by `form_takes`. Where it
    `keeps`, or shows how the row stands by `initial(row)`, what is not given stays. `also` adds rows that the act names, by
    the keyword they are given under. `makes` is what its answer shows, where that is another thing.
    """

    thing: Thing
    word: str
    action: Callable[..., Any]
    permission: Permission
    form: type[Form] = Form
    begins: bool = False
    form_takes: str = ""
    form_of: Callable[[Any], Any] = lambda row: row
    keeps: bool = False
    initial: Callable[[Any], Mapping[str, Any]] | None = None
    on: Callable[[Any], Any] = lambda row: row
    also: Mapping[str, type[Model]] = field(default_factory=dict)
    makes: Thing | None = None
    told: str = ""
    registry: ClassVar[Registry["Deed"]] = Registry("act offered")

    def __post_init__(self) -> None:
        self.registry.add(self)

    @property
    def name(self) -> str:
        return f"{self.thing.name}.{self.word or 'add'}"

    @property
    def path_word(self) -> str:
        return self.word.replace("_", "-")


@dataclass(frozen=True, eq=False)
class Kept:
    """What is not offered, with the reason: the name of an action (`room.action`) or of a list page."""

    name: str
    why: str
    registry: ClassVar[Registry["Kept"]] = Registry("thing not offered")

    def __post_init__(self) -> None:
        self.registry.add(self)


def not_offered(why: str, *names: str) -> None:
    """Declares for each of these actions and lists why no program needs it."""
    for name in names:
        Kept(name, why)


def hanging_on(thing: Thing) -> Iterator[Hanging]:
    return (one for one in Hanging.registry if one.thing is thing)


def deeds_on(thing: Thing) -> Iterator[Deed]:
    return (one for one in Deed.registry if one.thing is thing)
