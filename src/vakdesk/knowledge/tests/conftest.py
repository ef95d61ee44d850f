"""Ada writes, Dee reviews, Bo reads."""

from collections.abc import Callable

import pytest

from vakdesk.access.actors import Actor, Door
from vakdesk.knowledge.models import Article
from vakdesk.knowledge.tests import play
from vakdesk.people.models import Person


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
def article(by_ada: Actor, by_dee: Actor) -> Article:
    """Published for everybody: how to print."""
    return play.published(by_ada, by_dee)
