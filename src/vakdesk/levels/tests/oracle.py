"""Walks minute by minute, with nothing of the engine's: slow, plain, and the measure of what is right.

A minute counts when the clock runs and the wall clock of the zone, at the beginning of the minute, is within a span.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import holidays


@dataclass
class Says:
    state: str
    consumed: int
    due: int | None
    breached: bool


def wall_clock(zone, minute, seen={}):  # noqa: B006  a memory of quarters of an hour, on purpose
    """Day and second of the day in the zone. Its clocks jump between two quarters of an hour of UTC, never within one."""
    key = (zone, minute // 900)
    if key not in seen:
        local = datetime.fromtimestamp(key[1] * 900, zone)
        seen[key] = (local.date(), local.hour * 3600 + local.minute * 60)
    day, second = seen[key]
    return day, second + minute % 900


def is_open(versions, known_at, minute, days_off={}):  # noqa: B006  a memory of public holidays, on purpose
    """`versions` are dicts, latest first day first: the first of them that holds at this minute decides."""
    for version in versions:
        day, second = wall_clock(version["zone"], minute)
        seen = version["recorded_at"] <= known_at or version["recorded_at"] <= minute
        if seen and day >= version["starts_on"]:
            break
    else:
        return False
    if day in version["closed"]:
        return False
    if version["country"]:
        key = (version["country"], day.year)
        if key not in days_off:
            days_off[key] = frozenset(holidays.country_holidays(version["country"], years=day.year))
        if day in days_off[key]:
            return False
    return any(opens <= second < closes for opens, closes in version["week"][day.weekday()])


def walk(story, until):  # noqa: PLR0912  one walk, so that it can be read from top to bottom
    """`story`: [(minute, what, target, calendar's versions)], in order. Answers what the clock says at `until`."""
    started = min(minute for minute, what, *_ in story if what == "start")
    known_at = max([started, *(minute for minute, what, *_ in story if what == "rebase")])
    state, consumed, lap, late = "idle", 0, [], False
    target, calendar, pending, target_since = None, None, None, 0
    stopped_at = None
    at = started
    queue = [(*happened, calendar and sorted(calendar, key=_rank, reverse=True)) for *happened, calendar in story]
    while True:
        while queue and queue[0][0] <= at:
            minute, what, new_target, new_calendar = queue.pop(0)
            if what == "start" and state == "idle":
                state = "running"
            elif what == "hold" and state == "running":
                state = "held"
            elif what == "resume" and state == "held":
                state = "running"
            elif what == "stop" and state in ("running", "held"):
                state, stopped_at = "stopped", minute
            elif what == "restart" and state == "stopped":
                state, stopped_at = "running", None
                if pending:
                    if pending[0] != target:
                        target_since = minute
                    (target, calendar), pending = pending, None
            elif what == "lap" and state in ("running", "held"):
                if len(lap) >= target // 60 and minute > _due(lap, target, target_since):
                    late = True
                lap, target_since = [], minute
            elif what == "terms":
                if state == "stopped":
                    pending = (new_target, new_calendar)
                else:
                    if new_target != target:
                        target_since = minute
                    target, calendar = new_target, new_calendar
        if at >= until:
            break
        if state == "running" and is_open(calendar, known_at, at):
            lap.append(at)
            consumed += 60
        at += 60
    due = _due(lap, target, target_since) if len(lap) >= target // 60 else None
    ended = stopped_at if state == "stopped" else until
    return Says(state, len(lap) * 60, due, late or (due is not None and ended > due))


def _rank(version):
    return version["starts_on"], version["number"]


def _due(lap, target, target_since):
    return max(lap[target // 60 - 1] + 60, target_since)


def zone(name):
    return ZoneInfo(name)
