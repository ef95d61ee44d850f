"""Where rooms hand declarations to lower rooms, by unique name. Which verbs, permissions, panels … exist?"""

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    @property
    def name(self) -> str: ...


Thing = TypeVar("Thing", bound=Named)


class Registry(Generic[Thing]):
    """Declarations in the order they came. A name registered twice is a programming error."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._things: dict[str, Thing] = {}

    def add(self, thing: Thing) -> Thing:
        assert thing.name not in self._things, f"{self.what} {thing.name} is declared twice"
        self._things[thing.name] = thing
        return thing

    def __getitem__(self, name: str) -> Thing:
        return self._things[name]

    def get(self, name: str) -> Thing | None:
        return self._things.get(name)

    def __contains__(self, name: str) -> bool:
        return name in self._things

    def __iter__(self) -> Iterator[Thing]:
        return iter(self._things.values())

    def __len__(self) -> int:
        return len(self._things)
