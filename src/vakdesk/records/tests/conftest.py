"""A report of Bo's that Ada works on, for everything that can be done to any record."""

from collections.abc import Callable
from typing import Any

import pytest

from vakdesk.access.actors import Actor, Door
from vakdesk.logbook.act import act
from vakdesk.records.actions import make_record
from vakdesk.records.models import Record
from vakdesk.records.permissions import WRITE


@pytest.fixture
def by_ada(ada: Any, actor: Callable[..., Actor]) -> Actor:
    return actor(ada)


@pytest.fixture
def by_bo(bo: Any, actor: Callable[..., Actor]) -> Actor:
    return actor(bo, door=Door.PORTAL)


@pytest.fixture
def by_cem(cem: Any, actor: Callable[..., Actor]) -> Actor:
    return actor(cem, door=Door.PORTAL)


@pytest.fixture
def record(bo: Any, by_bo: Actor) -> Record:
    return report(bo, by_bo, "The printer in C2 does nothing")


@pytest.fixture
def other(bo: Any, by_bo: Actor) -> Record:
    return report(bo, by_bo, "The printer in C2 is dead again")


def report(requester: Any, by: Actor, title: str) -> Record:
    with act(by, may=WRITE) as log:
        return make_record(log, "ticket", title=title, requester=requester, organisation=requester.organisation)
