"""The risks an instruction may name, each with the measures against it: data, in the languages of requesters."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils import translation

from vakdesk.kit.translated import in_active_language

FILE = Path(__file__).parent / "data" / "risks.json"


@dataclass(frozen=True)
class Risk:
    key: str
    icon: str
    names: dict[str, str]
    lists: dict[str, list[str]]

    def __str__(self) -> str:
        return in_active_language(self.names)

    @property
    def measures(self) -> list[str]:
        language = (translation.get_language() or "en").split("-")[0]
        return self.lists.get(language) or self.lists["en"]


@cache
def risks() -> dict[str, Risk]:
    """By their keys, in the order of the file."""
    return {one["key"]: Risk(one["key"], one["icon"], one["names"], one["measures"]) for one in json.loads(FILE.read_text())}
