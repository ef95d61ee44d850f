"""What the product ships of each standard: its codes, its titles and our own short words; never its sentences."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "data"
KEYS = ("essa-technical-specialist", "ee-junior-it", "nl-c0088", "nl-23244", "nl-27016")
SHORT_NAMES = {
    "essa-technical-specialist": "ESSA",
    "ee-junior-it": "EE",
    "nl-c0088": "C0088",
    "nl-23244": "23244",
    "nl-27016": "27016",
}


@dataclass(frozen=True)
class Part:
    """A node as shipped: with a title where the standard gives one, else with our words (`gist`)."""

    kind: str
    code: str
    title: str = ""
    gist: str = ""
    parent: str = ""
    scope: str = ""
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outline:
    key: str
    name: str
    language: str
    version: str
    register: str
    valid_from: date | None
    valid_to: date | None
    levels: tuple[str, ...]
    to_come: dict[str, int]
    parts: tuple[Part, ...]

    def part(self, code: str) -> Part | None:
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> dict[str, Part]:
        return {part.code: part for part in self.parts}


@cache
def outlines() -> dict[str, Outline]:
    """By key, in the order in which they are shown."""
    return {key: _outline(shipped(f"{key}.json")) for key in KEYS}


def shipped(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def _outline(told: dict[str, Any]) -> Outline:
    parts = tuple(Part(**{**part, "levels": tuple(part.get("levels", ()))}) for part in told.pop("nodes"))
    days = {name: date.fromisoformat(told[name]) if told[name] else None for name in ("valid_from", "valid_to")}
    return Outline(**{**told, **days, "levels": tuple(told["levels"])}, parts=parts)
