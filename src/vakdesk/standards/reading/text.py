"""Cleans one line of print, and says what was cleaned."""

import re

BOLD = re.compile(r"\*\*|</?i>")
SPACES = re.compile(r"[ \t\f]+")
RULER = re.compile(r"-{5,}[-\t ]*")


def plain(line: str) -> str:
    """Without bold marks and doubled spaces."""
    return SPACES.sub(" ", BOLD.sub("", line)).strip()


def numbered(text: str) -> list[tuple[int, str]]:
    """The lines of a text with their numbers, from 1."""
    return list(enumerate(text.split("\n"), start=1))


def joined(first: str, more: str) -> str:
    return f"{first} {more}".strip()
