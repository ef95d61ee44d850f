"""Tia works with a passport open, for a client that allows her tickets to be used; Karel coaches her class."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from vakdesk.access.roles import Role
from vakdesk.competence import actions
from vakdesk.competence.models import Evidence, Passport, Suggestion
from vakdesk.kit import clock
from vakdesk.logbook.followers import run_followers
from vakdesk.people.models import Group, Person
from vakdesk.people.tests.cast import actor, make_person
from vakdesk.records.models import Record
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.kinds import Care
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import MONDAY, taken

BEGINS = date(2026, 2, 2)
LONG = "The docking station asked for a newer driver than the one the update had brought; it was taken from the maker's page, and the screen came back at once, twice in a row."
TOLD = {
    "situation": "A teacher could not begin the lesson.",
    "task": "To get the screen working.",
    "action": "Asked, tried another cable, put the driver in.",
    "result": "It works, the teacher said so.",
    "reflection": "Next time I ask about updates first.",
}
SOLVED_LATER = timedelta(days=20)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.travel(MONDAY):
        yield


@pytest.fixture
def karel(lindewaard, tia) -> Person:
    """Coaches Tia's class."""
    group = Group.objects.create(name="ICT-2B", external_id="2b")
    group.members.add(tia)
    return make_person("Karel Blom", organisation=lindewaard, role=Role.COACH, scope=group)


@pytest.fixture
def pim(lindewaard) -> Person:
    return make_person("Pim de Graaf", organisation=lindewaard, role=Role.PRIVACY)


@pytest.fixture
def allowed(lindewaard, pim) -> None:
    actions.switch_on(lindewaard, by=actor(pim), basis="public_task", contract="Agreement 2026-4", starts_on=BEGINS)


@pytest.fixture
def tia(tia, dee) -> Person:
    """She writes to requesters herself."""
    tickets.set_care(tia, by=actor(dee), care=Care.ALONE, why="Knows the desk", starts_on=BEGINS)
    return tia


@pytest.fixture
def passport(tia, allowed) -> Passport:
    return actions.open_passport(tia, by=actor(tia), starts_on=BEGINS)


def follow() -> None:
    while run_followers():
        pass


def worked(bo: Person, tia: Person, *, title: str = "Screen stays black", done: str = LONG) -> Ticket:
    """Tia took it, told Bo, solved it, and Bo said that it works."""
    ticket = taken(bo, tia, title=title)
    by = actor(tia)
    tickets.inform(ticket, by=by, text="I look at it before ten.")
    tickets.resolve(ticket, by=by, cause="Driver", done=done, verification="asked", text="It should work now.")
    tickets.confirm(ticket, by=actor(bo))
    return ticket


def suggested(person: Person, ticket: Ticket) -> dict[str, str]:
    """Activity and rule of what is suggested, ripe or not."""
    found = Suggestion.objects.filter(person=person, record=ticket.pk).first()
    return dict(found.traces.values_list("activity", "rule")) if found else {}


def submitted(passport: Passport, ticket: Ticket, *, activities=("A05", "A09"), share: int = 100, **more) -> Evidence:
    record = Record.objects.get(pk=ticket.pk)
    given = {"record": record, "activities": list(activities), "share": share, **TOLD, **more}
    return actions.submit(passport, by=actor(passport.person), **given)
