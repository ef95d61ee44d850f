"""An access request of Bo's at the desk, an application that Kai owns and Systems looks after, and a right on it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from vakdesk.access.actors import Actor, Door
from vakdesk.access.roles import Role
from vakdesk.grants import actions
from vakdesk.grants.models import Application, Right
from vakdesk.kit import clock
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.people.tests import cast
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import Ticket


@pytest.fixture
def by_ada(ada: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(ada)


@pytest.fixture
def by_dee(dee: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(dee)


@pytest.fixture
def kai(lindewaard: Organisation) -> Person:
    """Owns the student system; works at the school, not at the desk."""
    return cast.make_person("Kai Bos", organisation=lindewaard)


@pytest.fixture
def sven(vlierhof: Organisation, systems: Team) -> Person:
    """Works in Systems, and his role reaches no further."""
    return cast.make_person("Sven Lind", organisation=vlierhof, role=Role.AGENT, scope=systems, teams=(systems,))


@pytest.fixture
def ticket(bo: Person, desk: Team) -> Ticket:
    with clock.travel(clock.now() - timedelta(hours=1)):
        return tickets.report(bo, by=cast.actor(bo, door=Door.PORTAL), text="Access to the student system, please", kind="access")


@pytest.fixture
def students(by_dee: Actor, kai: Person, systems: Team) -> Application:
    return actions.add_application(by=by_dee, names={"en": "Student system", "nl": "Studentsysteem"}, owner=kai, team=systems)


@pytest.fixture
def marks(by_dee: Actor, students: Application) -> Right:
    return actions.add_right(
        students, by=by_dee, names={"en": "Enter marks", "nl": "Cijfers invoeren"}, allows="Write marks of own classes"
    )
