"""A calendar as RFC 5545 writes it: lines of at most 75 bytes, folded, with what is special in texts escaped. Pure: no tables.

Written here since all we send is a list of moments (decision 0044).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

#: Bytes in a line, without its end (RFC 5545, 3.1).
LONGEST_LINE = 75
END = "\r\n"


@dataclass(frozen=True)
class Event:
    """`key` is the same for the same event in every answer; `url` leads to it."""

    key: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    url: str


def calendar(name: str, events: Iterable[Event], *, host: str, now: datetime) -> str:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vakdesk//Shifts//EN", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{escaped(name)}"]
    lines = [*head, *(line for event in events for line in _event(event, host, now)), "END:VCALENDAR"]
    return "".join(f"{folded(line)}{END}" for line in lines)


def _event(event: Event, host: str, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.key}@{host}"
    yield f"DTSTAMP:{_utc(now)}"
    yield f"DTSTART:{_utc(event.starts_at)}"
    yield f"DTEND:{_utc(event.ends_at)}"
    yield f"SUMMARY:{escaped(event.summary)}"
    yield f"URL:{event.url}"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    r"""A text value (3.3.11): "a, b; c\d" is "a\, b\; c\\d"; a line break is \n."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(text.splitlines())


def folded(line: str) -> str:
    """No line is longer than 75 bytes; what goes on begins with a space. No character is cut in two."""
    parts, part, size = [], "", 0
    for character in line:
        length = len(character.encode())
        if size + length > LONGEST_LINE:
            parts.append(part)
            part, size = " ", 1
        part, size = part + character, size + length
    return END.join([*parts, part])


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
