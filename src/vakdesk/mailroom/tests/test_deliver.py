import io
from argparse import Namespace
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError

from vakdesk.access.actors import Actor
from vakdesk.kit.commands import commands
from vakdesk.kit.errors import Refused
from vakdesk.mailroom.actions_mailboxes import add_mailbox, pause
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.models import Arrival, Mailbox
from vakdesk.mailroom.tests.conftest import message
from vakdesk.people.models import Person, Team
from vakdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def deliver(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """`deliver(original, mailbox)` is the command with the message on its standard input; answers its exit status."""

    def run(original: bytes, mailbox: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(original)))
        return commands["mail deliver"].run(Namespace(mailbox=mailbox))

    return run


@pytest.fixture
def mailbox(ann: Person, systems: Team, actor: Callable[..., Actor]) -> Mailbox:
    return add_mailbox(by=actor(ann), kind="pipe", name="Systems", address="Systems@desk.example", default_team=systems)


def test_a_delivered_message_is_a_ticket_as_its_mailbox_says(deliver: Any, mailbox: Mailbox, systems: Team, bo: Person) -> None:
    assert deliver(message(), "systems@desk.example") == 0
    assert (Ticket.objects.get().team_id, Arrival.objects.get().mailbox_id) == (systems.pk, mailbox.pk)
    assert deliver(message(), "Systems") == 0 and Ticket.objects.count() == 1


def test_no_message_is_an_error_in_the_data(deliver: Any) -> None:
    assert deliver(b"\n") == 65 and not Arrival.objects.exists()


def test_a_message_that_cannot_be_read_is_stored_all_the_same(deliver: Any) -> None:
    assert deliver(b"\x89PNG") == 0
    assert Arrival.objects.get().outcome == Outcome.QUARANTINED


def test_what_is_stored_is_not_handed_in_again_although_working_it_failed(deliver: Any, bo: Person, monkeypatch: Any) -> None:
    def away(_arrival: Arrival) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("vakdesk.mailroom.commands.sort_out", away)
    assert deliver(message()) == 0
    assert Arrival.objects.get().outcome == Outcome.ARRIVED


def test_mail_for_a_mailbox_that_is_paused_or_not_there_waits(
    deliver: Any, mailbox: Mailbox, ann: Person, actor: Callable[..., Actor]
) -> None:
    pause(mailbox, by=actor(ann))
    for name in ("Systems", "Nobody"):
        with pytest.raises(Refused):
            deliver(message(), name)
    assert commands["mail deliver"].faulty == 75 and not Arrival.objects.exists()
