"""Working time: what is begun on Friday afternoon goes on on Monday."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from vakdesk.demo.hours import evening, on_duty, worked_after

HERE = ZoneInfo("Europe/Amsterdam")
FRIDAY = datetime(2026, 11, 13, 16, 30, tzinfo=HERE)
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=HERE)


def test_an_hour_on_friday_half_past_four_ends_on_monday_half_past_eight() -> None:
    assert worked_after(FRIDAY, timedelta(hours=1)) == MONDAY + timedelta(minutes=30)


def test_an_hour_in_the_morning_ends_an_hour_later() -> None:
    assert worked_after(MONDAY, timedelta(hours=1)) == MONDAY + timedelta(hours=1)


def test_nobody_is_on_duty_at_night_or_on_saturday() -> None:
    assert on_duty(FRIDAY.replace(hour=22)) == MONDAY
    assert on_duty(FRIDAY.replace(hour=6)) == FRIDAY.replace(hour=8, minute=0)
    assert on_duty(FRIDAY) == FRIDAY


def test_an_evening_is_that_day_s() -> None:
    assert evening(FRIDAY, 75) == FRIDAY.replace(hour=20, minute=15)
