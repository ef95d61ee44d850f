"""A privacy officer and a ticket, so that the logbook has something to tell."""

from collections.abc import Iterator

import pytest
from django.test import Client

from vakdesk.access.roles import Role
from vakdesk.logbook.heads import heads_file
from vakdesk.people.models import Organisation, Person
from vakdesk.people.tests import cast
from vakdesk.tickets import actions
from vakdesk.tickets.models import Ticket


@pytest.fixture(autouse=True)
def heads_are_forgotten() -> Iterator[None]:
    """The heads that a test keeps outside speak of entries that are gone after it."""
    heads_file().unlink(missing_ok=True)
    yield
    heads_file().unlink(missing_ok=True)


@pytest.fixture
def pia(lindewaard: Organisation) -> Person:
    """The privacy officer."""
    return cast.make_person("Pia Roos", organisation=lindewaard, email="pia@lindewaard.example", role=Role.PRIVACY)


@pytest.fixture
def as_pia(pia: Person) -> Client:
    return cast.client_of(pia)


@pytest.fixture
def ticket(ada: Person, bo: Person) -> Ticket:
    """Bo's report, taken by Ada."""
    made = actions.register(bo, by=cast.actor(ada), kind="incident", title="Printer", text="The printer does nothing")
    actions.take(made, by=cast.actor(ada))
    return made
