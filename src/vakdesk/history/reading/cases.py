"""What every reader hands on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from vakdesk.kit.text import one_line, storable

#: A case or an attribute longer than this is no ticket of anybody's.
MOST_STEPS = 20_000
LONGEST_VALUE = 200_000


@dataclass(frozen=True)
class Row:
    """One line of a log, with its values by column. `line` is where it stands in the file (the first is 1)."""

    line: int
    case: str
    values: dict[str, str]


@dataclass(frozen=True)
class Skipped:
    """A row that could not be used, and why, in a sentence."""

    line: int
    why: str


Rows = Iterator[Row | Skipped]


def moment(text: str, *, zone: tzinfo, pattern: str = "") -> datetime | None:
    """The moment that `text` names, in `zone` where it does not say; None where it names none."""
    text = text.strip()
    try:
        found = datetime.strptime(text, pattern) if pattern else datetime.fromisoformat(text)  # noqa: DTZ007  the zone comes next
    except ValueError:
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=zone)
    return aware if 1970 <= aware.year <= 2100 else None


def clean(text: str, *, at_most: int = 200) -> str:
    return one_line(storable(text), at_most=at_most)
