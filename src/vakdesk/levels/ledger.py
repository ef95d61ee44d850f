"""The arithmetic behind a clock, line by line, so that anybody can check it by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from vakdesk.levels.clockwork import Reading, Segment, State
from vakdesk.levels.working_time import Span, Version


@dataclass(frozen=True)
class Day:
    """One day of a segment: which spans counted, or why none did (a holiday's name, or a code of `WHY`)."""

    day: date
    spans: tuple[Span, ...]
    counted: int
    why_not: str
    zone: str


@dataclass(frozen=True)
class Line:
    """A segment with its days; `total` is what the lap had consumed at its end."""

    segment: Segment
    days: tuple[Day, ...]
    total: int


#: Why a day did not count, besides holidays, which have names.
CLOSING_DAY, NO_HOURS, OUTSIDE = "closing", "free", "outside"


def lines(reading: Reading) -> list[Line]:
    """The segments of every lap with what counted on each day. Segments without length are left out."""
    found, total, lap = [], 0, 0
    for segment in reading.segments:
        total = segment.counted if segment.lap != lap else total + segment.counted
        lap = segment.lap
        if segment.end > segment.start:
            found.append(Line(segment, tuple(_days(segment)) if segment.state is State.RUNNING else (), total))
    return found


def _days(segment: Segment) -> Iterator[Day]:
    """Each local day the segment touches. The zone is that of the version in force on it."""
    spans = list(segment.timetable.spans(segment.start, segment.end))
    moment = segment.start
    while moment < segment.end:
        version = segment.timetable.version_at(moment)
        zone = ZoneInfo(version.hours.zone)
        day = datetime.fromtimestamp(moment, zone).date()
        after = day + timedelta(days=1)
        end = min(segment.end, max(moment + 1, int(datetime(after.year, after.month, after.day, tzinfo=zone).timestamp())))
        own = tuple((max(moment, start), min(end, over)) for start, over in spans if start < end and over > moment)
        counted = sum(over - start for start, over in own)
        yield Day(day, own, counted, "" if counted else _why_not(version, day), version.hours.zone)
        moment = end


def _why_not(version: Version, day: date) -> str:
    if day in version.hours.closed:
        return CLOSING_DAY
    return version.hours.holiday(day) or (OUTSIDE if version.hours.week[day.weekday()] else NO_HOURS)
