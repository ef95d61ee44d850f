"""Who writes, who reviews, and an instruction that is published."""

import pytest

from vakdesk.access.actors import Actor, Door
from vakdesk.instructions.models import Instruction
from vakdesk.instructions.tests.play import published
from vakdesk.people.tests.cast import actor


@pytest.fixture
def by_ada(ada) -> Actor:
    return actor(ada)


@pytest.fixture
def by_dee(dee) -> Actor:
    return actor(dee)


@pytest.fixture
def by_bo(bo) -> Actor:
    return actor(bo, door=Door.PORTAL)


@pytest.fixture
def wifi(by_ada, by_dee) -> Instruction:
    """With a control question."""
    return published(by_ada, by_dee, question=True)
