"""Calendars between tables, the engine and people: what a version's row means, and how spans are written."""

import re
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import holidays
from django.utils.translation import gettext as _

from vakdesk.kit import clock
from vakdesk.kit.errors import Refused, require
from vakdesk.levels import working_time
from vakdesk.levels.models import Calendar, CalendarVersion

SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
DAYS = range(7)


def engine_calendar(calendar: Calendar) -> working_time.Calendar:
    """The calendar as the engine reads it. The same versions give the same object, which remembers its years."""
    return _calendar(calendar.name, tuple(as_version(version) for version in calendar.versions.all()))


@lru_cache(maxsize=64)
def _calendar(name: str, versions: tuple[working_time.Version, ...]) -> working_time.Calendar:
    return working_time.Calendar(name, versions)


def as_version(row: CalendarVersion) -> working_time.Version:
    return working_time.Version(row.number, row.starts_on, int(row.recorded_at.timestamp()), as_hours(row))


def as_hours(row: CalendarVersion) -> working_time.Hours:
    week = tuple(tuple((start, end) for start, end in day) for day in row.week)
    closed = frozenset(date.fromisoformat(day) for day, _name in row.closing_days)
    return working_time.Hours(row.zone, week, row.country, row.subdivision, closed)


def spans_from(text: str, *, field: str) -> list[list[int]]:
    """ "8:30-12:30, 13:00-17:00" as seconds of the day. Refuses what is no span, an empty one, and spans that overlap."""
    spans = []
    for part in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
        found = SPAN.fullmatch(part)
        require(found, _("Write spans as 8:30-12:30, 13:00-17:00; “%(part)s” is none.") % {"part": part}, field=field)
        assert found is not None
        opens, closes = _seconds(found[1], found[2], field), _seconds(found[3], found[4], field)
        require(
            opens < closes,
            _("“%(part)s” ends before it begins. Split what goes on after midnight over two days.") % {"part": part},
            field=field,
        )
        spans.append([opens, closes])
    spans.sort()
    for (_opens, before), (after, _closes) in pairwise(spans):
        require(before <= after, _("These spans overlap."), field=field)
    return spans


def spans_in_words(spans: list[list[int]]) -> str:
    return ", ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in spans)


def closing_days_from(text: str, *, first: date, field: str) -> list[list[str]]:
    """A day per line, perhaps with a name behind it. Refuses what is no date, and days before the version's first."""
    found: dict[str, str] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        written, _space, name = line.partition(" ")
        try:
            day = date.fromisoformat(written)
        except ValueError:
            raise Refused(
                _("Write each closing day as 2026-12-24 and a name; “%(line)s” has no date.") % {"line": line[:40]}, field=field
            ) from None
        require(
            day >= first,
            _("%(day)s lies before this version's first day, %(first)s, and would never be closed.") % {"day": day, "first": first},
            field=field,
        )
        found[day.isoformat()] = name.strip()[:80]
    return [[day, name] for day, name in sorted(found.items())]


def check_zone(zone: str) -> str:
    require(zone in clock.zones(), _("There is no time zone “%(zone)s”.") % {"zone": zone[:40]}, field="zone")
    ZoneInfo(zone)
    return zone


def check_country(country: str, subdivision: str) -> None:
    """Refuses countries and regions whose holidays nobody knows."""
    if not country:
        require(not subdivision, _("Choose the country of this region."), field="subdivision")
        return
    known = holidays.list_supported_countries()
    require(country in known, _("We know no holidays of “%(country)s”.") % {"country": country}, field="country")
    require(
        not subdivision or subdivision in known[country],
        _("“%(region)s” is no region of %(country)s whose holidays differ.") % {"region": subdivision, "country": country},
        field="subdivision",
    )


def check_week(week: list[list[list[int]]]) -> None:
    require(any(week), _("Give at least one day with hours: in a calendar that never opens no time passes."), field="monday")


def _seconds(hours: str, minutes: str, field: str) -> int:
    seconds = int(hours) * 3600 + int(minutes) * 60
    require(
        int(minutes) < 60 and seconds <= working_time.DAY,
        _("%(hours)s:%(minutes)s is no time of the day.") % {"hours": hours, "minutes": minutes},
        field=field,
    )
    return seconds


def _clock(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds % 3600 // 60:02}"


def year_of(version: CalendarVersion, year: int) -> list[dict[str, Any]]:
    """Each month of the year with its days, for the preview: what is worked, what is free, and why."""
    hours = as_hours(version)
    names = dict(version.closing_days)
    months = []
    for month in range(1, 13):
        days: list[dict[str, Any]] = []
        day = date(year, month, 1)
        while day.month == month:
            closing, holiday = day.isoformat() in names, hours.holiday(day)
            kind = "closing" if closing else "holiday" if holiday else "work" if hours.spans_on(day) else "free"
            why = (names[day.isoformat()] or _("closed")) if closing else holiday
            days.append({"day": day, "kind": kind, "why": why})
            day = date.fromordinal(day.toordinal() + 1)
        months.append({"first": date(year, month, 1), "before": range(date(year, month, 1).weekday()), "days": days})
    return months
