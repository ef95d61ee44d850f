"""Weeks as a rota has them: Monday to Sunday by the calendar of whoever looks. Pure: no tables."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from django.utils import timezone

WRITTEN = re.compile(r"(\d{4})-W(\d{2})")
FIRST, LAST = 2000, 2199


@dataclass(frozen=True)
class Week:
    """By its Monday; written as ISO 8601 does: 2026-W48."""

    monday: date

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def from_text(cls, text: str, otherwise: Self) -> Self:
        """The week that is written, or `otherwise` where none is."""
        found = WRITTEN.fullmatch(text)
        if not found or not FIRST <= int(found[1]) <= LAST:
            return otherwise
        try:
            return cls(date.fromisocalendar(int(found[1]), int(found[2]), 1))
        except ValueError:
            return otherwise

    def __str__(self) -> str:
        year, week, _day = self.monday.isocalendar()
        return f"{year}-W{week:02}"

    def plus(self, weeks: int) -> Self:
        return type(self)(self.monday + timedelta(weeks=weeks))

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=number) for number in range(7)]

    @property
    def start(self) -> datetime:
        return midnight(self.monday)

    @property
    def end(self) -> datetime:
        return midnight(self.monday + timedelta(days=7))


def midnight(day: date) -> datetime:
    """The first moment of the day where whoever looks is."""
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())


def a_week_later(at: datetime) -> datetime:
    """The same time of the day a week on, by the clock of the house: an hour more or less where summer time begins or ends."""
    zone = timezone.get_default_timezone()
    local = at.astimezone(zone).replace(tzinfo=None) + timedelta(days=7)
    return local.replace(tzinfo=zone).astimezone(UTC)
