"""Bo's wish, and three who may be asked about it."""

from collections.abc import Callable

import pytest

from vakdesk.access.actors import Actor
from vakdesk.approvals.tests import play
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.people.tests import cast
from vakdesk.records.models import Record


@pytest.fixture
def by_ada(ada: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(ada)


@pytest.fixture
def record(bo: Person, desk: Team) -> Record:
    return play.wish(bo, team=desk)


@pytest.fixture
def kai(lindewaard: Organisation) -> Person:
    """Leads Bo's department."""
    return cast.make_person("Kai Bos", organisation=lindewaard)


@pytest.fixture
def mia(lindewaard: Organisation) -> Person:
    return cast.make_person("Mia Vos", organisation=lindewaard)


@pytest.fixture
def noa(lindewaard: Organisation) -> Person:
    """Has no account: answers by mail."""
    return cast.make_person("Noa Kok", organisation=lindewaard, account=False)
