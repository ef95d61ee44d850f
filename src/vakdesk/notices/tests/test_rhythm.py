"""When mail comes to somebody with a digest or quiet hours."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakdesk.notices.rhythm import Times, next_digest, out_of_quiet

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NIGHTS = Times(digests=(time(8), time(16)), quiet=(time(20), time(7, 30)), quiet_weekends=True)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("2026-06-03 12:00", "2026-06-03 12:00"),
        ("2026-06-03 19:59:59", "2026-06-03 19:59:59"),
        ("2026-06-03 20:00", "2026-06-04 07:30"),
        ("2026-06-04 03:00", "2026-06-04 07:30"),
        ("2026-06-04 07:30", "2026-06-04 07:30"),
        ("2026-06-05 21:00", "2026-06-08 07:30"),
        ("2026-06-06 12:00", "2026-06-08 07:30"),
    ],
)
def test_quiet_hours_end_in_the_persons_zone(written: str, due: str) -> None:
    assert out_of_quiet(local(written), AMSTERDAM, NIGHTS) == local(due)


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("2026-06-03 07:59", "2026-06-03 08:00"),
        ("2026-06-03 08:00", "2026-06-03 16:00"),
        ("2026-06-03 17:00", "2026-06-04 08:00"),
        ("2026-06-05 17:00", "2026-06-08 07:30"),
    ],
)
def test_a_digest_comes_at_its_next_time(written: str, due: str) -> None:
    assert next_digest(local(written), AMSTERDAM, NIGHTS) == local(due)


def test_without_quiet_hours_mail_goes_at_once() -> None:
    moment = datetime(2026, 6, 6, 3, tzinfo=UTC)
    assert out_of_quiet(moment, AMSTERDAM, Times()) == moment


times_of_day = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))


@given(
    at=st.integers(0, 730 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
    zone=st.sampled_from(["Europe/Amsterdam", "Europe/Tallinn", "America/St_Johns", "Australia/Lord_Howe", "UTC"]).map(ZoneInfo),
    start=times_of_day,
    end=times_of_day,
    weekends=st.booleans(),
    digest=times_of_day,
)
def test_whatever_the_clocks_do_mail_is_neither_early_nor_lost(
    at: datetime, zone: ZoneInfo, start: time, end: time, weekends: bool, digest: time
) -> None:
    times = Times((digest,), (start, end) if start != end else None, weekends)
    due = out_of_quiet(at, zone, times)
    assert at <= due <= at + timedelta(days=5)
    assert out_of_quiet(due, zone, times) == due
    assert at < next_digest(at, zone, times) <= at + timedelta(days=7)
