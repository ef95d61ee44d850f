"""A major incident that goes on, with two reports of it."""

from datetime import timedelta

import pytest

from vakdesk.kit import clock
from vakdesk.majors import actions
from vakdesk.majors.models import Major
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor, make_person
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.conftest import printing
from vakdesk.tickets.tests.play import report

__all__ = ["printing"]
NEWS = {"en": "We know. We work on it.", "nl": "We weten het. We werken eraan."}


@pytest.fixture
def fay(lindewaard) -> Person:
    return make_person("Fay Bos", organisation=lindewaard, email="fay@lindewaard.example", language="nl")


@pytest.fixture
def reports(bo, fay, desk) -> list[Ticket]:
    return [report(bo, title="Outlook gets no mail"), report(fay, title="Geen mail in Outlook", text="Outlook haalt niets op.")]


def declared(reports: list[Ticket], by: Person, **more) -> Major:
    given = {"headlines": {"en": "Mail is down", "nl": "De mail werkt niet"}, "why": "The whole college", "texts": NEWS} | more
    major, _refused = actions.declare_of(reports, by=actor(by), **given)
    return Major.objects.with_people().get(pk=major.pk)


@pytest.fixture
def major(reports, dee) -> Major:
    return declared(reports, dee, next_at=clock.now() + timedelta(minutes=30))
