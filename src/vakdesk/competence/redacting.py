"""A copy of work that may leave the desk: names and numbers become stable pseudonyms, everything that is hidden can be pointed at.

Three passes over the text: what the record itself names (who asks, who wrote, whose firm), the names of everybody known here,
and patterns of things that identify. No pattern finds everything: a second person reads the difference before it leaves.
Files and pictures never go along.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from vakdesk.competence.models import Evidence
from vakdesk.kit.text import fold
from vakdesk.people.models import Organisation, Person
from vakdesk.records.kinds import Side
from vakdesk.records.models import Message
from vakdesk.tickets.models import Ticket

#: Shorter ones are no names; names of fewer than `PLAIN` letters are words as well, unless they begin with a capital.
SHORTEST_NAME = 2
PLAIN = 3
MOST_HIDDEN = 50


class What(StrEnum):
    """The pseudonyms; codes, so that a copy reads the same whoever made it."""

    PERSON = "Person"
    FIRM = "Firm"
    MAIL = "Mail"
    LINK = "Link"
    ACCOUNT = "Account"
    NETWORK = "Network"
    SECRET = "Secret"  # noqa: S105  what it stands for, not one
    PLACE = "Place"
    PHONE = "Phone"
    DEVICE = "Device"
    NUMBER = "Number"
    HIDDEN = "Hidden"


#: In the order in which they are looked for: what contains others comes first.
PATTERNS: tuple[tuple[What, re.Pattern[str]], ...] = (
    (What.LINK, re.compile(r"\b(?:https?://|www\.)[^\s<>\"]{1,500}", re.IGNORECASE)),
    (What.MAIL, re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}\b")),
    (
        What.SECRET,
        re.compile(
            r"(?:(?<=wachtwoord)|(?<=password)|(?<=parool)|(?<=pincode))(?:\s(?:is|on))?\s?[:=]?\s(?=\S*[\d!?#$%&])\S{4,60}", re.IGNORECASE
        ),
    ),
    (What.ACCOUNT, re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")),
    (
        What.NETWORK,
        re.compile(
            r"\b(?:\d{1,3}\.){3}\d{1,3}\b|\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b|\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b", re.IGNORECASE
        ),
    ),
    (
        What.PLACE,
        re.compile(
            r"\b[\w'’-]{2,40}(?:straat|laan|weg|plein|kade|gracht|singel|dijk)\s\d{1,5}\s?[a-z]?\b|\b[\w'’-]{2,40}\s(?:tänav|tn|mnt|pst|tee|street|road|lane)\s\d{1,5}[a-z]?(?:-\d{1,4})?\b|\b\d{4}\s?[A-Z]{2}\b",
            re.IGNORECASE,
        ),
    ),
    (What.PHONE, re.compile(r"(?<![\w-])(?:\+|00)\d(?:[ ()./-]{0,2}\d){7,14}\b|(?<![\w-])0\d(?:[ ()./-]{0,2}\d){7,9}\b")),
    (What.DEVICE, re.compile(r"\b[A-Z]{2,5}-\d{3,8}\b")),
    (What.NUMBER, re.compile(r"\b\d{6,20}\b")),
)


@dataclass(frozen=True)
class Word:
    """Something to hide, and the key of what it names."""

    what: What
    text: str
    key: str = ""


@dataclass(frozen=True)
class Piece:
    """A stretch of text. `was` is what stood there before, "" where nothing was hidden."""

    text: str
    was: str = ""


@dataclass
class Names:
    """Which pseudonym stands for what, the same throughout one copy."""

    given: dict[tuple[What, str], str] = field(default_factory=dict)

    def of(self, what: What, found: str, same_as: str = "") -> str:
        """`same_as` is the key of what it names, where several words name one thing."""
        key = (what, same_as or " ".join(fold(found).split()))
        if key not in self.given:
            number = sum(one is what for one, _text in self.given) + 1
            self.given[key] = f"{what}-{number}"
        return self.given[key]


@dataclass
class Part:
    """One heading of the copy with its text."""

    label: str
    pieces: list[Piece]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def parts_of(evidence: Evidence) -> list[tuple[str, str]]:
    """What would be copied: what its person says of it, and the work in words, without files. (heading, text)."""
    rows = [
        (_("Situation"), evidence.situation),
        (_("Task"), evidence.task),
        (_("Action"), evidence.action),
        (_("Result"), evidence.result),
        (_("Reflection"), evidence.reflection),
        (_("What was seen"), evidence.statement),
    ]
    if evidence.record is not None:
        ticket = Ticket.objects.select_related("record").get(pk=evidence.record_id)
        rows += [(_("Subject"), ticket.record.title), (_("Cause"), ticket.cause), (_("Solution"), ticket.done)]
        for message in Message.objects.filter(record=evidence.record_id).select_related("author").order_by("at", "pk"):
            side = _("Internal note") if message.side == Side.STAFF else _("Message")
            rows.append((f"{side}: {message.author or message.author_label}", message.text))
    return [(label, text) for label, text in rows if text]


def redacted(evidence: Evidence, hidden: Iterable[str] = ()) -> list[Part]:
    """The copy, part by part. `hidden` are words its maker wants out as well."""
    names, known = Names(), _known(evidence)
    wanted = [Word(What.HIDDEN, word.strip()) for word in list(hidden)[:MOST_HIDDEN] if word.strip()]
    found = []
    parts = parts_of(evidence)
    whole = fold("\n".join(f"{label}\n{text}" for label, text in parts))
    words = [word for word in [*wanted, *known] if fold(word.text) in whole]
    for label, text in parts:
        heading = "".join(piece.text for piece in _hide(label, words, names))
        found.append(Part(heading, _hide(text, words, names)))
    return found


def as_text(parts: Iterable[Part]) -> str:
    return "\n\n".join(f"{part.label}\n{part.text}" for part in parts) + "\n"


def original(evidence: Evidence) -> str:
    """What the copy was made from: told apart from a later state by its digest alone."""
    return "\n\n".join(f"{label}\n{text}" for label, text in parts_of(evidence))


def _known(evidence: Evidence) -> list[Word]:
    """Names to hide, longest first: whole ones of everybody known here, and parts of the names of who is near the record."""
    near = {evidence.person_id, evidence.observer_id}
    if evidence.record is not None:
        near |= {evidence.record.requester_id, *Message.objects.filter(record=evidence.record_id).values_list("author", flat=True)}
    words = {Word(What.PERSON, evidence.witness_name, "witness")}
    for pk, name, called in Person.objects.values_list("pk", "name", "called"):
        parts = [part for part in (*name.split(), called) if part[:1].isupper()] if pk in near else []
        words |= {Word(What.PERSON, part, str(pk)) for part in (name, *parts)}
    words |= {Word(What.FIRM, name) for name in Organisation.objects.values_list("name", flat=True)}
    return sorted((word for word in words if len(word.text) >= SHORTEST_NAME), key=lambda word: (-len(word.text), word.text, word.key))


def _hide(text: str, words: list[Word], names: Names) -> list[Piece]:
    pieces = [Piece(text)]
    for word in words:
        pattern = re.compile(rf"(?<!\w){_spelled(word.text)}(?!\w)", re.IGNORECASE if len(word.text) >= PLAIN else 0)
        pieces = [new for piece in pieces for new in _split(piece, word.what, pattern, names, word.key)]
    for what, pattern in PATTERNS:
        pieces = [new for piece in pieces for new in _split(piece, what, pattern, names)]
    return pieces


def _spelled(word: str) -> str:
    """The word as a pattern, with or without its accents."""
    return "".join(re.escape(one) if fold(one) == one.lower() else f"(?:{re.escape(one)}|{re.escape(fold(one))})" for one in word)


def _split(piece: Piece, what: What, pattern: re.Pattern[str], names: Names, same_as: str = "") -> Iterator[Piece]:
    if piece.was:
        yield piece
        return
    at = 0
    for match in pattern.finditer(piece.text):
        found = match[0]
        if not found.strip():
            continue
        start = match.start() + len(found) - len(found.lstrip())
        if start > at:
            yield Piece(piece.text[at:start])
        yield Piece(names.of(what, found.strip(), same_as), found.strip())
        at = match.end()
    if at < len(piece.text):
        yield Piece(piece.text[at:])
