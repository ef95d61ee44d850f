"""When is it working time? Calendars with versions, and arithmetic on them to the second. Pure: no tables, no present moment.

Moments are whole seconds since 1970 in UTC. An instant is working time when the clock on the wall of the calendar's zone
shows a time within a span of that day: an hour that summer time skips is not worked, one that it repeats is worked twice.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from time import gmtime
from zoneinfo import ZoneInfo

DAY = 86_400
EPOCH = date(1970, 1, 1).toordinal()
THURSDAY = 3  # the weekday of 1 January 1970, counted from Monday
#: A calendar that gives less than what is asked within so many years never gives it.
HORIZON_YEARS = 40

Span = tuple[int, int]


@dataclass(frozen=True)
class Hours:
    """One version's hours: per weekday (Monday first) spans in seconds of the day, holidays of a country, own closing days."""

    zone: str
    week: tuple[tuple[Span, ...], ...]
    country: str = ""
    subdivision: str = ""
    closed: frozenset[date] = frozenset()

    def spans_on(self, day: date) -> tuple[Span, ...]:
        return () if day in self.closed or self.holiday(day) else self.week[day.weekday()]

    def holiday(self, day: date) -> str:
        """The name of the public holiday, in the words of its country; "" on other days."""
        return public_holidays(self.country, self.subdivision, day.year).get(day, "") if self.country else ""


ALWAYS: tuple[tuple[Span, ...], ...] = (((0, DAY),),) * 7


@lru_cache(maxsize=4096)
def public_holidays(country: str, subdivision: str, year: int) -> dict[date, str]:
    """Public holidays of the country, or of one of its regions, by day, in the country's own words."""
    import holidays  # noqa: PLC0415  loads the calendars of four faiths, too long for every start

    own = holidays.country_holidays(country).default_language
    return dict(holidays.country_holidays(country, subdiv=subdivision or None, years=year, language=own).items())


@dataclass(frozen=True)
class Version:
    """Hours that apply from the first moment of `starts_on` in their own zone. `recorded_at` says since when we know it."""

    number: int
    starts_on: date
    recorded_at: int
    hours: Hours
    first: int = field(init=False)

    def __post_init__(self) -> None:
        midnight = datetime(self.starts_on.year, self.starts_on.month, self.starts_on.day, tzinfo=ZoneInfo(self.hours.zone))
        object.__setattr__(self, "first", int(midnight.timestamp()))


class Calendar:
    """The versions of one calendar. Before its first version the first one applies.

    A version that was recorded after its first day is not seen before it was recorded, unless whoever counts knew of it:
    `as_known(at)` answers the hours as somebody sees them who knows what was recorded until `at`.
    """

    def __init__(self, name: str, versions: tuple[Version, ...]) -> None:
        assert versions, f"calendar {name} has no version"
        self.name, self.versions = name, tuple(sorted(versions, key=lambda version: (version.starts_on, version.number)))
        self._as_known: dict[frozenset[int], Timetable] = {}

    def as_known(self, at: int) -> "Timetable":
        known = frozenset(version.number for version in self.versions if version.recorded_at <= at)
        if known not in self._as_known:
            self._as_known[known] = Timetable(self.name, self._stretches(known))
        return self._as_known[known]

    def _stretches(self, known: frozenset[int]) -> list[tuple[int, Version]]:
        begins = {
            version: version.first if version.number in known else max(version.first, version.recorded_at) for version in self.versions
        }
        stretches = [(moment, max(self._begun(begins, moment))[2]) for moment in sorted(set(begins.values()))]
        return [(-(2**62), stretches[0][1]), *stretches[1:]]

    @staticmethod
    def _begun(begins: dict[Version, int], moment: int) -> list[tuple[date, int, Version]]:
        return [(version.starts_on, version.number, version) for version, begin in begins.items() if begin <= moment]


@dataclass(frozen=True)
class _Year:
    starts: list[int]
    ends: list[int]
    before: list[int]  # working seconds of the year before each span
    total: int

    def worked_until(self, moment: int) -> int:
        place = bisect_right(self.starts, moment) - 1
        return self.before[place] + min(moment, self.ends[place]) - self.starts[place] if place >= 0 else 0

    def reached(self, seconds: int) -> int:
        place = bisect_left(self.before, seconds) - 1
        return self.starts[place] + seconds - self.before[place]


class Timetable:
    """The hours of a calendar as one line of spans, with answers in the time of a few look-ups."""

    def __init__(self, name: str, stretches: list[tuple[int, Version]]) -> None:
        self.name, self._stretches = name, stretches
        self._years: dict[int, _Year] = {}

    def between(self, start: int, end: int) -> int:
        """Working seconds from `start` until `end`; 0 when it does not end after it starts."""
        if end <= start:
            return 0
        first, last = gmtime(start).tm_year, gmtime(end).tm_year
        whole = sum(self._year(year).total for year in range(first, last))
        return whole + self._year(last).worked_until(end) - self._year(first).worked_until(start)

    def after(self, start: int, seconds: int) -> int | None:
        """The first moment by which `seconds` were worked since `start`: `start` itself for 0; None when that never comes."""
        if seconds <= 0:
            return start
        first = gmtime(start).tm_year
        needed = self._year(first).worked_until(start) + seconds
        for year in range(first, first + HORIZON_YEARS):
            if needed <= self._year(year).total:
                return self._year(year).reached(needed)
            needed -= self._year(year).total
        return None

    def spans(self, start: int, end: int) -> Iterator[Span]:
        """The working spans from `start` until `end`, in order, none touching the next."""
        found = (
            (max(start, begun), min(end, over))
            for year in range(gmtime(start).tm_year, gmtime(end).tm_year + 1)
            for begun, over in zip(self._year(year).starts, self._year(year).ends, strict=True)
            if begun < end and over > start
        )
        yield from _joined(found)

    def version_at(self, moment: int) -> Version:
        return self._stretches[bisect_right(self._stretches, moment, key=lambda stretch: stretch[0]) - 1][1]

    def _year(self, year: int) -> _Year:
        if year not in self._years:
            spans = list(_joined(self._open_in(year)))
            lengths = [end - start for start, end in spans]
            before = [0, *accumulate(lengths)]
            self._years[year] = _Year([start for start, _end in spans], [end for _start, end in spans], before[:-1], before[-1])
        return self._years[year]

    def _open_in(self, year: int) -> Iterator[Span]:
        for place, (begins, version) in enumerate(self._stretches):
            ends = self._stretches[place + 1][0] if place + 1 < len(self._stretches) else 2**62
            for start, end in _open_in(version.hours, year):
                if start < ends and end > begins:
                    yield max(start, begins), min(end, ends)


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    held: Span | None = None
    for start, end in spans:
        if held and held[1] == start:
            held = (held[0], end)
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held


@lru_cache(maxsize=4096)
def _open_in(hours: Hours, year: int) -> tuple[Span, ...]:
    """Working spans that lie in the year as UTC counts it."""
    found, off = [], {day.toordinal() - EPOCH for day in _days_off(hours, year)}
    for begins, ends, offset in _offsets(hours.zone, year):
        for day in range((begins + offset) // DAY, (ends + offset - 1) // DAY + 1):
            midnight = day * DAY - offset
            for opens, closes in () if day in off else hours.week[(day + THURSDAY) % 7]:
                start, end = max(begins, midnight + opens), min(ends, midnight + closes)
                if start < end:
                    found.append((start, end))
    return tuple(_joined(iter(found)))


def _days_off(hours: Hours, year: int) -> set[date]:
    """Holidays and closing days of the year and of the days next to it, which another zone's clocks may count to it."""
    found = set(hours.closed)
    if hours.country:
        for each in (year - 1, year, year + 1):
            found |= public_holidays(hours.country, hours.subdivision, each).keys()
    return found


@lru_cache(maxsize=4096)
def _offsets(zone: str, year: int) -> tuple[tuple[int, int, int], ...]:
    """The year as UTC counts it, in pieces (from, until, seconds ahead of UTC) within which the zone's clocks do not jump."""
    place = ZoneInfo(zone)
    first, last = (int(datetime(each, 1, 1, tzinfo=UTC).timestamp()) for each in (year, year + 1))
    pieces, begins, offset = [], first, _ahead(place, first)
    for day in range(first + DAY, last + 1, DAY):
        if (then := _ahead(place, day)) != offset:
            jump = bisect_left(range(day - DAY, day), 1, key=lambda moment, then=then: _ahead(place, moment) == then) + day - DAY  # type: ignore[misc]
            pieces.append((begins, jump, offset))
            begins, offset = jump, then
    return (*pieces, (begins, last, offset)) if begins < last else tuple(pieces)


def _ahead(zone: ZoneInfo, moment: int) -> int:
    ahead = datetime.fromtimestamp(moment, zone).utcoffset()
    assert ahead is not None
    return ahead // timedelta(seconds=1)
