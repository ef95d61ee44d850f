"""Random timelines around the days on which clocks go wrong, for the engine and for the oracle alike."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from vakdesk.levels.clockwork import Effect, Mark, Terms
from vakdesk.levels.tests.oracle import zone
from vakdesk.levels.working_time import Calendar, Hours, Version

#: Zone, and days about which its clocks jump; Kathmandu is 5:45 ahead, Lord Howe jumps by half an hour, Havana at midnight.
ZONES = {
    "Europe/Amsterdam": ["2025-03-30", "2025-10-26", "2026-03-29", "2027-10-31"],
    "Europe/Tallinn": ["2025-03-30", "2025-10-26", "2026-02-24", "2026-06-23"],
    "America/New_York": ["2025-03-09", "2025-11-02"],
    "America/Havana": ["2025-03-09", "2025-11-02"],
    "Australia/Lord_Howe": ["2025-04-06", "2025-10-05"],
    "Asia/Kathmandu": ["2025-12-31"],
    "UTC": ["2024-02-29"],
}
DAYS = ["2024-02-28", "2024-02-29", "2025-12-31", "2026-01-01", "2026-04-27", "2025-12-25", "2026-05-25", "2028-02-29", "2027-06-11"]
WEEKS = {
    "office": [(30600, 61200)],
    "lunch": [(30600, 43200), (45000, 61200)],
    "night": [(0, 21600), (79200, 86400)],
    "about three": [(5400, 9000), (9900, 12600)],
    "odd": [(30660, 30720), (36000, 36060), (86340, 86400)],
    "always": [(0, 86400)],
    "morning": [(0, 5400)],
}


@dataclass(frozen=True)
class Timeline:
    marks: tuple[Mark, ...]
    story: tuple[tuple[object, ...], ...]
    until: int


def _versions(dice: Random, day: date, zone_name: str, start: int) -> list[dict[str, object]]:
    """One to three versions: the first long before; later ones about the days in question, some recorded afterwards."""
    made: list[dict[str, object]] = []
    for number in range(1, dice.randint(1, 3) + 1):
        name = zone_name if number == 1 else dice.choice([zone_name, zone_name, "UTC", "Europe/Tallinn"])
        weekend = WEEKS.get(dice.choice(["", "", "always", "morning"]), [])
        week = [WEEKS[dice.choice(sorted(WEEKS))]] * 5 + [weekend] * 2
        if dice.random() < 0.2:
            week[day.weekday()] = []
        made.append(
            {
                "number": number,
                "starts_on": date(2020, 1, 1) if number == 1 else day + timedelta(days=dice.randint(-1, 2)),
                "recorded_at": 0 if number == 1 else start + dice.randint(-1440, 2880) * 60,
                "zone_name": name,
                "zone": zone(name),
                "week": week,
                "country": dice.choice(["", "", "NL", "EE"]),
                "closed": frozenset([day + timedelta(days=1)]) if dice.random() < 0.2 else frozenset(),
            }
        )
    return made


def _calendar(versions: list[dict[str, object]]) -> Calendar:
    return Calendar("test", tuple(_version(one) for one in versions))


def _version(one: dict[str, object]) -> Version:
    week = tuple(tuple(day) for day in one["week"])
    return Version(one["number"], one["starts_on"], one["recorded_at"], Hours(one["zone_name"], week, one["country"], "", one["closed"]))


AFTERWARDS = [Effect.HOLD, Effect.RESUME, Effect.STOP, Effect.RESTART, Effect.LAP, Effect.TERMS, Effect.REBASE, Effect.HOLD, Effect.RESUME]


def timeline_of(seed: int, *, minutes: int) -> Timeline:
    """A start, then up to eight marks within so many minutes, all on whole minutes. The same seed makes the same."""
    dice = Random(seed)
    zone_name = dice.choice(sorted(ZONES))
    day = date.fromisoformat(dice.choice(ZONES[zone_name] + DAYS))
    start = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) + dice.randint(-900, 1200) * 60
    calendars = [_versions(dice, day, zone_name, start)]
    if dice.random() < 0.25:
        calendars.append(_versions(dice, day, "Europe/Amsterdam", start))
    built = [_calendar(versions) for versions in calendars]

    def terms() -> tuple[int, int]:
        return dice.choice([1, 15, 60, 61, 240, 480, 1440]) * 60, dice.randrange(len(calendars))

    happened = [(start, Effect.START, None), (start, Effect.TERMS, terms())]
    for _number in range(dice.randint(0, 8)):
        effect = dice.choice(AFTERWARDS)
        happened.append((start + dice.randint(0, minutes) * 60, effect, terms() if effect is Effect.TERMS else None))
    ordered = sorted(enumerate(happened), key=lambda one: (one[1][0], one[0]))
    marks, story = [], []
    for place, (_number, (at, effect, agreed)) in enumerate(ordered):
        marks.append(Mark(at, place, effect, Terms(agreed[0], built[agreed[1]]) if agreed else None))
        story.append((at, effect.value, agreed and agreed[0], agreed and calendars[agreed[1]]))
    dice.shuffle(marks)
    return Timeline(tuple(marks), tuple(story), max(at for at, *_more in happened) + dice.randint(0, minutes // 2) * 60)


def timelines(*, minutes: int = 400) -> SearchStrategy[Timeline]:
    """Drawn as a seed, since drawing each choice would take longer than checking it; a seed that fails is printed."""
    return st.integers(0, 2**62).map(lambda seed: timeline_of(seed, minutes=minutes))
