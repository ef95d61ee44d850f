"""How far a token reaches: rooms to read, rooms to write in, or single acts by the name of their permission.

A token never reaches further than its person: scopes narrow, roles decide.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from vakdesk.access.permissions import Permission
from vakdesk.ui.offering import Deed, Thing

READ, WRITE = "read", "write"
EVERYWHERE = "*"


@dataclass(frozen=True)
class Scopes:
    """`tickets:read`, `tickets:write` (which reads too), `*:read`, `*:write`, or a permission such as `tickets.resolve`."""

    words: frozenset[str]

    def read(self, room: str) -> bool:
        wanted = {f"{place}:{what}" for place in (room, EVERYWHERE) for what in (READ, WRITE)}
        return not wanted.isdisjoint(self.words) or any(word.startswith(f"{room}.") for word in self.words)

    def write(self, room: str, permission: Permission) -> bool:
        return not {f"{room}:{WRITE}", f"{EVERYWHERE}:{WRITE}", permission.name}.isdisjoint(self.words)


def scopes_of(words: Iterable[str]) -> Scopes:
    return Scopes(frozenset(words))


def rooms() -> list[str]:
    """The rooms that offer anything, in the order of their names."""
    return sorted({thing.room for thing in Thing.registry})


def acts() -> dict[str, Permission]:
    """The permissions that acts offered ask for, by name."""
    return {deed.permission.name: deed.permission for deed in sorted(Deed.registry, key=lambda one: one.permission.name)}


def unknown(words: Collection[str]) -> list[str]:
    """Those that name nothing a token could reach."""
    known = {f"{room}:{what}" for room in (*rooms(), EVERYWHERE) for what in (READ, WRITE)} | acts().keys()
    return sorted(set(words) - known)
