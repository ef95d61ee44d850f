"""Office hours, an agreement for the house, and a plan of the tests' own, so that the room is proved without those above it."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.levels import actions
from vakdesk.levels.models import Agreement, Calendar
from vakdesk.levels.plans import ClockPlan
from vakdesk.levels.tests import play
from vakdesk.people.models import Person


@pytest.fixture
def by_ann(ann: Person, actor: Callable[[Person], Actor]) -> Actor:
    return actor(ann)


@pytest.fixture
def by_ada(ada: Person, actor: Callable[[Person], Actor]) -> Actor:
    return actor(ada)


@pytest.fixture
def by_dee(dee: Person, actor: Callable[[Person], Actor]) -> Actor:
    return actor(dee)


@pytest.fixture
def office(by_ann: Actor) -> Calendar:
    with clock.travel(play.at("1 12:00")):
        return actions.add_calendar(by=by_ann, name="Office hours", starts_on=date(2020, 1, 1), **play.HOURS)


@pytest.fixture
def house(by_ann: Actor, office: Calendar) -> Agreement:
    return play.agreement(by_ann, office)


@pytest.fixture
def plan() -> Iterator[None]:
    """Only the plan of `play` is known."""
    known = dict(ClockPlan.registry._things)
    ClockPlan.registry._things.clear()
    play.declare_plan()
    yield
    ClockPlan.registry._things.clear()
    ClockPlan.registry._things.update(known)
