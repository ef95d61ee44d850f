"""Tickets for tests, made by the real actions, and what the logbook says of them."""

from datetime import UTC, datetime
from typing import Any

from refusing import refused  # noqa: F401  the tests of tickets play with it too

from vakdesk.access.actors import Door
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.models import Ticket

#: A Monday morning without a holiday near it.
MONDAY = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
SOLUTION = {"cause": "Cable loose", "done": "Cable replaced", "verification": "seen"}


def report(requester: Person, *, title: str = "Laptop asks for a recovery key", text: str = "Since the update.", **more: Any) -> Ticket:
    return actions.report(requester, by=actor(requester, door=Door.PORTAL), title=title, text=text, **more)


def taken(requester: Person, by: Person, **more: Any) -> Ticket:
    ticket = report(requester, **more)
    actions.take(ticket, by=actor(by))
    return ticket


def resolved(requester: Person, by: Person, **solution: str) -> Ticket:
    ticket = taken(requester, by)
    actions.resolve(ticket, by=actor(by), **{**SOLUTION, **solution})
    return ticket


def verbs(ticket: Ticket) -> list[str]:
    """What was recorded about the ticket and its record, in order."""
    about = Entry.objects.filter(subject_id=ticket.pk, subject_type__in=["tickets.ticket", "records.record"])
    return list(about.order_by("pk").values_list("verb", flat=True))


def last(ticket: Ticket, verb: str) -> Entry:
    return Entry.objects.filter(subject_id=ticket.pk, verb=verb).order_by("-pk")[0]


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.select_related("record").get(pk=ticket.pk)
