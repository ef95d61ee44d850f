"""Calendars: holidays as they are published, and the days on which arithmetic by hand goes wrong."""

from datetime import UTC, date, datetime, timedelta

import pytest

from vakdesk.levels.working_time import ALWAYS, Calendar, Hours, Timetable, Version, public_holidays

pytestmark = pytest.mark.once
OFFICE = (((30600, 43200), (45000, 61200)),) * 5 + ((), ())
DAY = 86_400


def table(hours: Hours) -> Timetable:
    return Calendar("test", (Version(1, date(2020, 1, 1), 0, hours),)).as_known(0)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def local(text: str) -> int:
    """A moment in Amsterdam, given with its offset."""
    return int(datetime.fromisoformat(text).timestamp())


#: Easter Sundays and fixed days as the two governments publish them. Of 5 May, Dutch offices keep the fifth years only:
#: another year's is a closing day of one's own.
EASTER = {2025: date(2025, 4, 20), 2026: date(2026, 4, 5), 2027: date(2027, 3, 28)}
AFTER_EASTER = {"NL": (-2, 0, 1, 39, 49, 50), "EE": (-2, 0, 49)}
FIXED = {
    "NL": {2025: "01-01 04-26 05-05 12-25 12-26", 2026: "01-01 04-27 12-25 12-26", 2027: "01-01 04-27 12-25 12-26"},
    "EE": dict.fromkeys((2025, 2026, 2027), "01-01 02-24 05-01 06-23 06-24 08-20 12-24 12-25 12-26"),
}


@pytest.mark.parametrize("country", ["NL", "EE"])
@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_holidays_are_those_that_are_published(country: str, year: int) -> None:
    moving = {EASTER[year] + timedelta(days=days) for days in AFTER_EASTER[country]}
    fixed = {date.fromisoformat(f"{year}-{day}") for day in FIXED[country][year].split()}
    assert set(public_holidays(country, "", year)) == moving | fixed


def test_a_lunch_break_and_a_weekend_are_not_counted() -> None:
    office = table(Hours("Europe/Amsterdam", OFFICE))
    friday = local("2026-11-20T11:30:00+01:00")
    assert office.after(friday, 3600) == local("2026-11-20T13:00:00+01:00")
    assert office.after(friday, 6 * 3600) == local("2026-11-23T09:30:00+01:00")
    assert office.between(friday, local("2026-11-23T09:30:00+01:00")) == 6 * 3600


def test_an_hour_that_is_skipped_is_not_worked_and_one_that_repeats_is_worked_twice() -> None:
    night = table(Hours("Europe/Amsterdam", (((0, 4 * 3600),),) * 7))
    assert night.between(at("2026-03-28T23:00"), at("2026-03-29T22:00")) == 3 * 3600
    assert night.between(at("2026-10-24T22:00"), at("2026-10-25T23:00")) == 5 * 3600


def test_a_leap_day_and_the_end_of_a_year_are_days_like_others() -> None:
    always = table(Hours("Europe/Tallinn", ALWAYS))
    assert always.between(at("2024-02-28T00:00"), at("2024-03-01T00:00")) == 2 * DAY
    assert always.after(at("2025-12-31T23:59:59"), 2) == at("2026-01-01T00:00:01")


def test_a_calendar_that_never_opens_says_so() -> None:
    assert table(Hours("UTC", ((),) * 7)).after(0, 1) is None


def test_a_version_recorded_afterwards_counts_only_for_whoever_knows_of_it() -> None:
    closed = Hours("UTC", ALWAYS, closed=frozenset([date(2026, 6, 1)]))
    late = Version(2, date(2026, 6, 1), at("2026-06-01T12:00"), closed)
    calendar = Calendar("test", (Version(1, date(2020, 1, 1), 0, Hours("UTC", ALWAYS)), late))
    day = at("2026-06-01T00:00"), at("2026-06-02T00:00")
    assert calendar.as_known(at("2026-06-01T00:00")).between(*day) == DAY // 2
    assert calendar.as_known(at("2026-06-01T12:00")).between(*day) == 0


def test_the_zone_may_change_with_a_version() -> None:
    moved = Version(2, date(2026, 6, 2), 0, Hours("Europe/Tallinn", OFFICE))
    calendar = Calendar("test", (Version(1, date(2020, 1, 1), 0, Hours("Europe/Amsterdam", OFFICE)), moved))
    spans = list(calendar.as_known(0).spans(at("2026-06-01T00:00"), at("2026-06-03T00:00")))
    assert [start for start, _end in spans][::2] == [at("2026-06-01T06:30"), at("2026-06-02T05:30")]
