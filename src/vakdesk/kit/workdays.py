"""Which days are worked? Weekends and the public holidays of a country are not."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=64)
def _days_off(country: str, year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415  loads the calendars of four faiths, too long for every start

    return frozenset(holidays.country_holidays(country, years=year))


def is_worked(day: date, country: str) -> bool:
    return day.weekday() < 5 and day not in _days_off(country, day.year)


def working_days_after(moment: datetime, days: int, *, country: str, zone: str) -> datetime:
    """The same time of day, `days` working days later: Friday 16:00 and two days give Tuesday 16:00."""
    local = moment.astimezone(ZoneInfo(zone))
    left = days
    while left:
        local += timedelta(days=1)
        left -= is_worked(local.date(), country)
    return local.astimezone(moment.tzinfo)


def working_days_before(moment: datetime, days: int, *, country: str, zone: str) -> datetime:
    """The same time of day, `days` working days earlier."""
    local = moment.astimezone(ZoneInfo(zone))
    left = days
    while left:
        local -= timedelta(days=1)
        left -= is_worked(local.date(), country)
    return local.astimezone(moment.tzinfo)
