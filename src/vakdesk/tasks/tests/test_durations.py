import pytest

from vakdesk.tasks.durations import minutes_of, written

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("45", 45), ("1:30", 90), ("0:05", 5), ("1h30", 90), ("1 h 30 min", 90), ("2h", 120), ("1.5 h", 90), ("1,5 u", 90), ("1 uur", 60), ("20 min", 20), (" 7 m", 7)],
)  # fmt: skip
def test_people_write_durations_in_many_ways(text, minutes):
    assert minutes_of(text) == minutes


@pytest.mark.parametrize("text", ["", "soon", "1:75", "-5", "1.5", "h", "1:2:3", "999999", "1e3"])
def test_what_is_no_duration_is_none(text):
    assert minutes_of(text) is None


def test_what_is_written_is_read_as_the_same():
    assert all(minutes_of(written(minutes)) == minutes for minutes in (1, 59, 60, 90, 1441))
