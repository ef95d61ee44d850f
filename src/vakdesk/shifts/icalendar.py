"""A calendar as RFC 5545 writes it: lines of at most 75 bytes, folded, with what is special in texts escaped. Pure: no tables.

Written here since all we send is moments (decisions 0044 and 0058).
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
    place: str = ""


@dataclass(frozen=True)
class Invitation:
    """An event for one person, by mail (RFC 5546 and 6047). A later one with the same key and a higher `revision` takes its place."""

    event: Event
    revision: int
    is_cancelled: bool
    organizer: str
    attendee: str


def invitation(one: Invitation, *, host: str, now: datetime) -> str:
    """What puts it into a calendar, moves it there, or takes it out. Nobody is asked to answer."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vakdesk//Shifts//EN", f"METHOD:{'CANCEL' if one.is_cancelled else 'REQUEST'}"]
    more = [
        f"SEQUENCE:{one.revision}",
        f"STATUS:{'CANCELLED' if one.is_cancelled else 'CONFIRMED'}",
        f"ORGANIZER:mailto:{one.organizer}",
        f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{one.attendee}",
    ]
    return _written([*lines, *_event(one.event, host, now, more), "END:VCALENDAR"])


def calendar(name: str, events: Iterable[Event], *, host: str, now: datetime) -> str:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vakdesk//Shifts//EN", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{escaped(name)}"]
    lines = [*head, *(line for event in events for line in _event(event, host, now)), "END:VCALENDAR"]
    return _written(lines)


def _written(lines: Iterable[str]) -> str:
    return "".join(f"{folded(line)}{END}" for line in lines)


def _event(event: Event, host: str, now: datetime, more: Iterable[str] = ()) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.key}@{host}"
    yield f"DTSTAMP:{_utc(now)}"
    yield f"DTSTART:{_utc(event.starts_at)}"
    yield f"DTEND:{_utc(event.ends_at)}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    yield f"URL:{event.url}"
    yield from more
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
