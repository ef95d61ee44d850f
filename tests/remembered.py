"""What the real actions made at the start of one test is made for the next ones by the same statements, without the actions.

Most tests begin alike: Lindewaard, a team, Ada, Bo, made by a dozen acts. The first test of a process that begins so
performs them, and every statement that wrote is kept. Tests that begin the same way repeat the statements and get copies
of the same objects. Whatever differs is performed: another order, other words, a write in between, overridden settings,
an act under way, a test that commits.
"""

import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from django.conf import UserSettingsHolder, settings
from django.db import connection, models
from django.utils import translation
from pristine import next_numbers
from psycopg import ClientCursor

from vakdesk.kit import clock
from vakdesk.logbook import act

Words = ParamSpec("Words")
Thing = TypeVar("Thing")
Key = tuple[Any, ...]
READS = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True)
class Scene:
    """What one call wrote, and what it answered."""

    statements: list[tuple[str, Any]]
    answer: bytes


@dataclass
class Story:
    """What was written since the test began: by calls that `key` names, which answered `things`; None after anything else."""

    key: Key | None = None
    things: list[Any] = field(default_factory=list)
    writes: list[tuple[str, Any]] | None = None
    numbers: str = ""

    def begin(self) -> None:
        """A test begins. Nothing is written yet, and the database is as it was made."""
        self.key, self.things, self.writes = (), [], None
        if self.watch not in connection.execute_wrappers:
            connection.execute_wrappers.append(self.watch)

    def watch(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(READS):
            if self.writes is None or sql.startswith("ROLLBACK"):
                self.key = None
            else:
                self.writes.extend((sql, each) for each in (params if many else [params]))
        return execute(sql, params, many, context)

    def key_of(self, make: Callable[..., Any], words: dict[str, Any]) -> Key | None:
        """Names this call after all that went before it; None where it has to be performed."""
        plays = connection.in_atomic_block and all(block._from_testcase for block in connection.atomic_blocks)
        if (
            self.key is None
            or self.writes is not None
            or not plays
            or isinstance(settings._wrapped, UserSettingsHolder)
            or act._current.get()
        ):
            return None
        if self.key == () and connection.vendor == "postgresql":
            self._number_anew()
        given = tuple((name, self._name_of(word)) for name, word in words.items())
        return (self.key, make.__module__, make.__qualname__, given, clock._moment.get(), translation.get_language())

    def _number_anew(self) -> None:
        """What the statements made has the numbers that they mention."""
        self.numbers = self.numbers or next_numbers()
        connection.connection.execute(f"SELECT {self.numbers}")

    def _name_of(self, word: Any) -> Any:
        if isinstance(word, models.Model):
            return next((place for place, thing in enumerate(self.things) if thing is word), object())
        return tuple(map(self._name_of, word)) if isinstance(word, tuple) else word

    def perform(self, key: Key, make: Callable[[], Thing]) -> Thing:
        """Lets the actions do it, and keeps what they wrote."""
        self.writes = []
        try:
            answer = make()
            if self.key is not None and not connection.run_on_commit:
                scenes[key] = Scene(bound(self.writes), self._pickled(answer))
                self.things.append(answer)
                self.key = key
        finally:
            self.writes = None
        return answer

    def repeat(self, key: Key) -> Any:
        scene = scenes[key]
        repeated(scene.statements)
        unpickler = pickle.Unpickler(io.BytesIO(scene.answer))
        unpickler.persistent_load = self.things.__getitem__
        answer = unpickler.load()
        self.things.append(answer)
        self.key = key
        return answer

    def _pickled(self, answer: Any) -> bytes:
        """The things that were there before it are the same in every copy."""
        places = {id(thing): place for place, thing in enumerate(self.things)}
        kept = io.BytesIO()
        pickler = pickle.Pickler(kept)
        pickler.persistent_id = lambda thing: places.get(id(thing))
        pickler.dump(answer)
        return kept.getvalue()


story = Story()
scenes: dict[Key, Scene] = {}


def remembered(make: Callable[Words, Thing]) -> Callable[Words, Thing]:
    """Marks a factory whose doing depends on its words, the moment and the database only."""
    asks_for = signature(make)

    @wraps(make)
    def made(*args: Words.args, **words: Words.kwargs) -> Thing:
        given = asks_for.bind(*args, **words)
        given.apply_defaults()
        key = story.key_of(make, given.arguments)
        if key is None:
            return make(*args, **words)
        if key in scenes:
            return story.repeat(key)
        return story.perform(key, lambda: make(*args, **words))

    return made


def bound(writes: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The statements in the form that the database's own driver takes."""
    if connection.vendor == "postgresql":
        cursor = ClientCursor(connection.connection)
        return [("; ".join(cursor.mogrify(sql, params) for sql, params in writes), None)]
    with connection.cursor() as cursor:
        return [(sql if params is None else cursor.cursor.convert_query(sql), params or ()) for sql, params in writes]


def repeated(statements: list[tuple[str, Any]]) -> None:
    for sql, params in statements:
        done = connection.connection.execute(sql, params)
        if connection.vendor == "sqlite":
            done.fetchall()  # what it returns is known; until it is fetched the statement is under way
