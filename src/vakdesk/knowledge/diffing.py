"""What changed between two texts, line by line and word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "out", "in"]
#: Beyond these the comparison would take time without bound, and says less: frequent lines are then not matched, long ones not by word.
MANY_LINES, MANY_WORDS = 400, 1_500
#: Lines that share less than this are two lines, not one that changed.
ALIKE = 0.4
AROUND = 3
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    kind: Kind
    text: str


@dataclass(frozen=True)
class Row:
    """One line on both sides; None where a side has none. `left` holds what is the same and what went, `right` what is the same and what came."""

    left: list[Piece] | None
    right: list[Piece] | None
    changed: bool = False
    inline: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class Gap:
    """So many lines that are the same and are not shown."""

    lines: int


def compared(before: str, after: str, *, whole: bool = False) -> list[Row | Gap]:
    """The lines with what changed, and AROUND lines beside; with `whole` all of them."""
    rows = list(_rows(before.splitlines(), after.splitlines()))
    return list(rows) if whole else _folded(rows)


def words_compared(before: str, after: str) -> Row:
    """One line that changed."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MANY_WORDS:
        return Row([Piece("out", before)], [Piece("in", after)], True, [Piece("out", before), Piece("in", after)])
    left: list[Piece] = []
    right: list[Piece] = []
    inline: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        went, came = "".join(old[a:b]), "".join(new[c:d])
        if what == "equal":
            for side in (left, right, inline):
                side.append(Piece("same", went))
            continue
        if went:
            left.append(Piece("out", went))
            inline.append(Piece("out", went))
        if came:
            right.append(Piece("in", came))
            inline.append(Piece("in", came))
    return Row(left, right, True, inline)


def _rows(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    matcher = SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > MANY_LINES)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            for line in old[a:b]:
                same = [Piece("same", line)]
                yield Row(same, same, False, same)
        else:
            yield from _changed(old[a:b], new[c:d])


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Lines that stand in each other's place are compared by word where they are alike."""
    for number in range(max(len(old), len(new))):
        went = old[number] if number < len(old) else None
        came = new[number] if number < len(new) else None
        if went is not None and came is not None and SequenceMatcher(None, went[:2_000], came[:2_000]).quick_ratio() >= ALIKE:
            yield words_compared(went, came)
            continue
        if went is not None:
            yield Row([Piece("out", went)], None, True, [Piece("out", went)])
        if came is not None:
            yield Row(None, [Piece("in", came)], True, [Piece("in", came)])


def _folded(rows: list[Row]) -> list[Row | Gap]:
    near = [False] * len(rows)
    for place, row in enumerate(rows):
        if row.changed:
            near[max(0, place - AROUND) : place + AROUND + 1] = [True] * len(near[max(0, place - AROUND) : place + AROUND + 1])
    found: list[Row | Gap] = []
    for row, shown in zip(rows, near, strict=True):
        if shown:
            found.append(row)
        elif found and isinstance(found[-1], Gap):
            found[-1] = Gap(found[-1].lines + 1)
        else:
            found.append(Gap(1))
    return found
