"""The passport: what a standard asks, row by row, with what there is of it, how old that is, and whether it can be assessed.

Never a percentage, never a verdict. Two queries for one person, whatever they have done.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property

from django.db.models import Count, Max

from vakdesk.competence.deriving import SUGGESTED
from vakdesk.competence.kinds import Origin, Readiness
from vakdesk.competence.models import Evidence, Passport, Suggestion, Trace
from vakdesk.competence.sufficiency import Judged, sufficiency
from vakdesk.kit import clock
from vakdesk.people.models import Person
from vakdesk.standards.kinds import NodeKind
from vakdesk.standards.outlines import SHORT_NAMES, Outline, outlines
from vakdesk.standards.trees import Branch, of_outline

#: What is asked of a person, as against what orders it.
ASKED = (NodeKind.BEHAVIOUR, NodeKind.OUTCOME, NodeKind.INDICATOR)
#: So many squares stand in a row.
SQUARES = 5
TONES = {Readiness.READY: "good", Readiness.MORE: "warn", Readiness.SEEN: "special"}


@dataclass(frozen=True)
class Waiting:
    """What the desk could suggest for an activity and nobody has submitted."""

    count: int
    newest: datetime


@dataclass
class Row:
    branch: Branch
    pieces: list[Evidence]
    waiting: int
    judged: Judged

    @property
    def newest(self) -> datetime | None:
        return max((one.happened_at for one in self.pieces), default=None)

    @property
    def readiness(self) -> Readiness:
        return self.judged.readiness

    @property
    def tone(self) -> str:
        return TONES[self.readiness]

    @property
    def has_material(self) -> bool:
        return bool(self.pieces)

    @property
    def squares(self) -> list[str]:
        """What stands in them: seen, real, practice, waiting (to be submitted), and empty."""
        told = [_square(one) for one in self.pieces]
        order = ("seen", "real", "practice")
        filled = sorted(told, key=order.index)[:SQUARES]
        filled += ["waiting"] * min(self.waiting, SQUARES - len(filled))
        return [*filled, *["empty"] * (SQUARES - len(filled))]

    @property
    def count(self) -> dict[str, int]:
        found = {"seen": 0, "real": 0, "practice": 0}
        for one in self.pieces:
            found[_square(one)] += 1
        return found

    @property
    def more(self) -> int:
        """Pieces for which there is no square."""
        return max(0, len(self.pieces) - SQUARES)


def _square(one: Evidence) -> str:
    return "seen" if one.is_seen else "practice" if one.origin == Origin.SIMULATED else "real"


@dataclass
class Section:
    branch: Branch
    rows: list[Row]

    @property
    def ready(self) -> int:
        return sum(row.readiness is Readiness.READY for row in self.rows)


@dataclass
class Standard:
    """One standard for one person."""

    outline: Outline
    sections: list[Section]

    @property
    def key(self) -> str:
        return self.outline.key

    @property
    def name(self) -> str:
        return SHORT_NAMES[self.outline.key]

    @cached_property
    def rows(self) -> list[Row]:
        return [row for section in self.sections for row in section.rows]

    @property
    def with_material(self) -> int:
        return sum(row.has_material for row in self.rows)

    @property
    def places(self) -> int:
        return len(self.rows)

    def those(self, readiness: Readiness) -> list[Row]:
        return [row for row in self.rows if row.readiness is readiness]


@dataclass
class Book:
    """A person's passport as somebody reads it. `own`: they read it themselves, and see what they could submit."""

    passport: Passport
    own: bool
    evidence: list[Evidence] = field(default_factory=list)
    waiting: dict[str, Waiting] = field(default_factory=dict)

    @classmethod
    def of(cls, passport: Passport, *, own: bool) -> "Book":
        evidence = [one for one in Evidence.objects.submitted().filter(person=passport.person_id).with_work() if one.counts]
        return cls(passport, own, evidence, waiting_of(passport.person_id) if own else {})

    @property
    def person(self) -> Person:
        return self.passport.person

    @cached_property
    def by_activity(self) -> dict[str, list[Evidence]]:
        return _by_activity(self.evidence)

    def standard(self, key: str) -> Standard:
        now = clock.now()
        sections = [Section(branch, [self._row(key, leaf, now) for leaf in leaves]) for branch, leaves in sections_of(key)]
        return Standard(outlines()[key], sections)

    @cached_property
    def standards(self) -> list[Standard]:
        return [self.standard(key) for key in self.passport.standards]

    def _row(self, key: str, leaf: Branch, now: datetime) -> Row:
        codes = [activity.code for activity in leaf.reached]
        pieces = {one.pk: one for code in codes for one in self.by_activity.get(code, ())}
        waiting = max((self.waiting[code].count for code in codes if code in self.waiting), default=0)
        found = list(pieces.values())
        return Row(leaf, found, waiting, sufficiency(key, leaf.code, found, now))


def waiting_of(person: int) -> dict[str, Waiting]:
    """By activity what the person could submit now. One query."""
    now = clock.now()
    ready = Suggestion.objects.filter(person=person).to_submit(now)
    rows = Trace.objects.filter(suggestion__in=ready, ripe_at__lte=now).order_by()
    counted = rows.values("activity").annotate(count=Count("pk"), newest=Max("happened_at"))
    return {row["activity"]: Waiting(row["count"], row["newest"]) for row in counted}


def _by_activity(evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        for code in one.activities:
            found[code].append(one)
    return found


@cache
def sections_of(key: str) -> Sequence[tuple[Branch, Sequence[Branch]]]:
    """What is asked, under what it belongs to, in the order of the standard."""
    return tuple(_sections(of_outline(outlines()[key]).trunk))


def _sections(branches: Iterable[Branch]) -> Iterator[tuple[Branch, tuple[Branch, ...]]]:
    for branch in branches:
        if leaves := tuple(one for one in branch.below if one.kind in ASKED):
            yield branch, leaves
        yield from _sections(one for one in branch.below if one.kind not in ASKED)


def gaps(standard: Standard) -> list[tuple[Row, list[str]]]:
    """What more is needed of and a desk's work could show, with the activities that would, what is begun first."""
    wanting = [row for row in standard.rows if row.readiness is Readiness.MORE and not row.branch.is_proved_otherwise]
    told = [(row, [one.code for one in row.branch.reached if one.code in SUGGESTED]) for row in wanting]
    return sorted(((row, codes) for row, codes in told if codes), key=lambda pair: -len(pair[0].pieces))
