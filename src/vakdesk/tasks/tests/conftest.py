"""Work of Bo's that Ada has, on records that are no more than that: the room is proved without those above it."""

from collections.abc import Callable, Iterator

import pytest

from vakdesk.access.actors import Actor, Door
from vakdesk.access.roles import Role
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.people.tests import cast
from vakdesk.records.models import Record
from vakdesk.tasks.bearers import bearers
from vakdesk.tasks.tests import play


@pytest.fixture(autouse=True)
def plain_work() -> Iterator[None]:
    """Only the bearer of `play` is known."""
    known = dict(bearers._things)
    bearers._things.clear()
    bearers.add(play.BEARER)
    play.reopened.clear()
    yield
    bearers._things.clear()
    bearers._things.update(known)


@pytest.fixture
def by_ada(ada: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(ada)


@pytest.fixture
def by_dee(dee: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(dee)


@pytest.fixture
def by_bo(bo: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(bo, door=Door.PORTAL)


@pytest.fixture
def record(bo: Person, ada: Person, desk: Team) -> Record:
    """Printing work at Lindewaard, which lies with the desk."""
    return play.work(bo, team=desk)


@pytest.fixture
def other(bo: Person, desk: Team) -> Record:
    return play.work(bo, "Another thing", team=desk)


@pytest.fixture
def sven(vlierhof: Organisation, systems: Team) -> Person:
    """Works in Systems, and his role reaches no further."""
    return cast.make_person("Sven Lind", organisation=vlierhof, role=Role.AGENT, scope=systems, teams=(systems,))
