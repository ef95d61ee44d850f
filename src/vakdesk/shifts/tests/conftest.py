"""A Monday morning at the desk, and lines on its rota."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.people.models import Person, Team
from vakdesk.people.tests.cast import actor, make_person
from vakdesk.shifts import actions
from vakdesk.shifts.models import Shift

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
#: A Monday morning without a holiday near it.
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.travel(MONDAY):
        yield


@pytest.fixture
def sven(lindewaard, systems) -> Person:
    """Works in Systems."""
    return make_person("Sven Lind", organisation=lindewaard, role=Role.AGENT, teams=(systems,))


@pytest.fixture
def lou(lindewaard, systems) -> Person:
    """Leads Systems, and nothing else."""
    return make_person("Lou Berg", organisation=lindewaard, role=Role.LEAD, scope=systems, teams=(systems,))


def at(day: int, hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM)


def on(person: Person, team: Team, by: Person, *, day: int = 2, kind: str = "shift", hours: tuple[int, int] = (9, 17), **more) -> Shift:
    """The person is on that day of March."""
    times = {"starts_at": at(day, hours[0]), "ends_at": at(day, hours[1])} | more
    return actions.plan(by=actor(by), team=team, person=person, kind=kind, **times)
