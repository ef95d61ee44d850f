"""Storylines as people write them, and how one telling of a storyline gets its own words.

A storyline is a table in `stories/*.toml`. Its steps are `["DELAY WHO VERB …", "text", …]`. In texts `[a|b|c]` is one of
the alternatives and `{room}` a fact of that telling; so one storyline told five times reads like five people.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "stories"
_ALTERNATIVES = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Step:
    """`delay` counts from the step before, in time worked ("20m", "3h", "2d"), or is "eve" for that evening."""

    delay: str
    who: str
    verb: str
    options: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """`asker` names a pool of people, `level` is (impact, urgency). `days_ago` limits when it may begin (at least, at most).

    `echoes` are storylines that others tell about the same thing soon after it; they are told in no other way. What `begins`
    so many worked days before the last one, at a time, is told then, once: (1, "09:10").
    """

    code: str
    language: str
    asker: str
    kind: str
    via: str
    category: str
    title: str
    level: tuple[int, int]
    facts: Mapping[str, str]
    steps: tuple[Step, ...]
    times: int
    days_ago: tuple[int, int]
    echoes: tuple[str, ...]
    begins: tuple[()] | tuple[int, str]
    is_echo: bool


@cache
def stories() -> dict[str, Story]:
    """Every storyline by its code, in the order of the files."""
    tables = [(path.stem[:2], table) for path in _files() for table in tomllib.loads(path.read_text("utf-8"))["story"]]
    echoes = {code for _language, table in tables for code in table.get("echoes", ())}
    told = [_story(language, table, is_echo=table["code"] in echoes) for language, table in tables]
    by_code = {story.code: story for story in told}
    assert len(by_code) == len(told), "two storylines have one code"
    return by_code


@cache
def edition() -> str:
    """Changes whenever a storyline does, so that a demo begun with other storylines is left as it is."""
    return sha256(b"".join(path.read_bytes() for path in _files())).hexdigest()[:12]


def tell(text: str, random: Random, facts: Mapping[str, str]) -> str:
    """The text with its alternatives chosen and its facts filled in."""
    while choice := _ALTERNATIVES.search(text):
        text = text[: choice.start()] + random.choice(choice[1].split("|")) + text[choice.end() :]
    return text.format_map(facts).strip()


def _files() -> list[Path]:
    return sorted(FOLDER.glob("*.toml"))


def _story(language: str, table: dict[str, object], *, is_echo: bool) -> Story:
    given = {
        "times": 1,
        "days_ago": (0, 60),
        "echoes": (),
        "begins": (),
        "facts": {},
        "level": (3, 2),
        "kind": "incident",
        "via": "portal",
    } | table
    given["steps"] = tuple(_step(*words) for words in given["steps"])  # type: ignore[attr-defined]
    given |= {name: tuple(given[name]) for name in ("begins", "days_ago", "echoes", "level")}  # type: ignore[arg-type]
    return Story(language=language, is_echo=is_echo, **given)  # type: ignore[arg-type]


def _step(head: str, *texts: str) -> Step:
    delay, who, verb, *options = head.split()
    return Step(delay, who, verb, tuple(options), texts)
