"""When is a mail due for somebody who has a digest or quiet hours? Arithmetic in their time zone; no tables.

Worked example: quiet from 20:00 to 07:30 and at weekends, Europe/Amsterdam. A mail written on Friday at 21:00 is due on
Monday at 07:30.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5


@dataclass(frozen=True)
class Times:
    """Times of day. `quiet` is from and until, across midnight where from is later; None for no quiet hours."""

    digests: tuple[time, ...] = (time(8),)
    quiet: tuple[time, time] | None = None
    quiet_weekends: bool = False


def next_digest(after: datetime, zone: ZoneInfo, times: Times) -> datetime:
    """The first time of a digest later than that moment, moved out of quiet hours."""
    local = after.astimezone(zone)
    days = (local.date() + timedelta(days=days) for days in range(3))
    moments = [datetime.combine(day, at, tzinfo=zone).astimezone(UTC) for day in days for at in sorted(times.digests)]
    return out_of_quiet(next(moment for moment in moments if moment > after), zone, times)


def out_of_quiet(at: datetime, zone: ZoneInfo, times: Times) -> datetime:
    """That moment, or the end of the quiet hours it falls into."""
    moment = at.astimezone(UTC)
    while (end := _end_of_quiet(moment.astimezone(zone), times)) is not None:
        moment = max(end.astimezone(UTC), moment + timedelta(minutes=1))  # clocks that are put back must not stop us here
    return moment


def _end_of_quiet(local: datetime, times: Times) -> datetime | None:
    """When the quiet that this moment lies in ends; None outside of quiet."""
    if times.quiet_weekends and local.weekday() >= SATURDAY:
        return datetime.combine(local.date() + timedelta(days=1), time(0), tzinfo=local.tzinfo)
    if times.quiet is None:
        return None
    start, end = times.quiet
    now = local.time()
    if start <= end:
        return datetime.combine(local.date(), end, tzinfo=local.tzinfo) if start <= now < end else None
    if now >= start:
        return datetime.combine(local.date() + timedelta(days=1), end, tzinfo=local.tzinfo)
    return datetime.combine(local.date(), end, tzinfo=local.tzinfo) if now < end else None
