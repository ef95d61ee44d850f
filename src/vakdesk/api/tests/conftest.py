"""Programs of the cast."""

import pytest

from vakdesk.api.tests.calling import Caller, caller
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.tickets import actions
from vakdesk.tickets.models import Ticket


@pytest.fixture
def by_ada(ada: Person) -> Caller:
    return caller(ada)


@pytest.fixture
def by_bo(bo: Person) -> Caller:
    return caller(bo)


@pytest.fixture
def ticket(bo: Person, ada: Person) -> Ticket:
    return actions.register(bo, by=cast.actor(ada), kind="incident", title="Printer in C2", text="It does nothing")
