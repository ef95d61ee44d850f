"""What in a text tells who somebody is: found before an article is made of it, and each replaced by a word that tells nothing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy, override

from vakdesk.kit.errors import Sentence

#: What stands there instead, and how each is found. Numbers of tickets come before rooms, which look like them.
KINDS: dict[str, Sentence] = {
    "name": gettext_lazy("name"),
    "mail": gettext_lazy("mail address"),
    "phone": gettext_lazy("phone number"),
    "network": gettext_lazy("network address"),
    "reference": gettext_lazy("number of a record"),
    "room": gettext_lazy("room"),
    "number": gettext_lazy("personal number"),
}
_PATTERNS = (
    ("mail", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        "network",
        re.compile(
            r"\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b|\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b|\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b",
            re.IGNORECASE,
        ),
    ),
    ("reference", re.compile(r"\b(?:TK|DEV|PRB|CHG|CI)-[0-9]{3,}\b")),
    ("phone", re.compile(r"(?<![\w.])(?:\+|00)?[0-9][0-9 ()/-]{7,16}[0-9](?!\w|\.\d)")),
    ("number", re.compile(r"(?<![\w.])[0-9]{6,12}(?!\w|\.\d)")),
    ("room", re.compile(r"\b[A-Z][0-9]?\.[0-9]{1,2}(?:\.[0-9]{1,3})?\b|\b[A-Z][0-9]{2,3}\b")),
)
SHORTEST_NAME = 2
#: Small words between names tell nothing by themselves.
_BETWEEN = {"van", "von", "der", "den", "het", "ten", "ter", "the", "and"}


@dataclass(frozen=True)
class Finding:
    """`text` stands in the text so often; `instead` would tell nothing."""

    kind: str
    text: str
    count: int
    instead: str

    @property
    def label(self) -> Sentence:
        return KINDS[self.kind]


def found_in(text: str, people: Iterable[str], language: str) -> list[Finding]:
    """Every one once, in the order in which they stand. `people` are names that are known to belong to it."""
    spans = list(_spans(text, list(people)))
    with override(language):
        instead = {kind: f"({words})" for kind, words in KINDS.items()}
    found: dict[tuple[str, str], int] = {}
    for start, end, kind in spans:
        key = (kind, text[start:end])
        found[key] = found.get(key, 0) + 1
    return [Finding(kind, said, count, instead[kind]) for (kind, said), count in found.items()]


def replaced(text: str, findings: Iterable[Finding]) -> str:
    """The text with a word instead of each of these."""
    for one in sorted(findings, key=lambda one: -len(one.text)):
        text = re.sub(rf"(?<!\w){re.escape(one.text)}(?!\w)", lambda _match, one=one: one.instead, text)  # type: ignore[misc]
    return text


def highlighted(text: str, people: Iterable[str]) -> SafeString:
    """The text with each of them marked."""
    parts, last = [], 0
    for start, end, kind in _spans(text, list(people)):
        parts += [
            conditional_escape(text[last:start]),
            format_html('<mark>{}<span class="sr"> ({})</span></mark>', text[start:end], KINDS[kind]),
        ]
        last = end
    parts.append(conditional_escape(text[last:]))
    return mark_safe("".join(parts))  # noqa: S308  every part is escaped


def _spans(text: str, people: list[str]) -> Iterator[tuple[int, int, str]]:
    """Where they stand, none over another."""
    patterns = [*(("name", pattern) for pattern in _names(people)), *_PATTERNS]
    taken: list[tuple[int, int, str]] = []
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            start, end = match.span()
            if all(end <= other[0] or start >= other[1] for other in taken):
                taken.append((start, end, kind))
    yield from sorted(taken)


def _names(people: list[str]) -> Iterator[re.Pattern[str]]:
    """Whole names first, then their parts: people are called by one of them. A very short one counts only as it is spelled."""
    whole = {name.strip() for name in people if len(name.strip()) >= SHORTEST_NAME}
    parts = {part for name in whole for part in name.split() if part.casefold() not in _BETWEEN} - whole
    long = [part for part in parts if len(part) > SHORTEST_NAME]
    short = [part for part in parts if len(part) == SHORTEST_NAME]
    for words, flags in ((whole, re.IGNORECASE), (long, re.IGNORECASE), (short, re.NOFLAG)):
        if words:
            either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
            yield re.compile(rf"(?<!\w)(?:{either})(?!\w)", flags)
