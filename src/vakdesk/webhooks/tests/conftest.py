"""A desk that may reach this machine, and another system on it."""

from collections.abc import Iterator
from typing import Any

import pytest

from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import Ticket
from vakdesk.webhooks import actions
from vakdesk.webhooks.models import Endpoint
from vakdesk.webhooks.tests.hearing import Heard, hearing


@pytest.fixture
def other() -> Iterator[Heard]:
    with hearing() as heard:
        yield heard


@pytest.fixture(autouse=True)
def in_the_house(settings: Any) -> None:
    settings.WEBHOOKS_ALLOWED = ["127.0.0.0/8"]


@pytest.fixture
def endpoint(ann: Person, other: Heard) -> Endpoint:
    made, _secret = actions.add_endpoint(by=cast.actor(ann), name="Monitor", url=other.url)
    return made


@pytest.fixture
def ticket(bo: Person, ada: Person) -> Ticket:
    return tickets.register(bo, by=cast.actor(ada), kind="incident", title="Printer in C2", text="It does nothing")
