"""What tickets need besides the cast: something to choose from, and tickets at several points of their life."""

import pytest

from vakdesk.people.models import Person, Team
from vakdesk.people.tests.cast import INSTALLER
from vakdesk.tickets import actions
from vakdesk.tickets.models import CallTemplate, Category, Ticket
from vakdesk.tickets.tests import play


@pytest.fixture
def printing(db: None) -> Category:
    return actions.add_category(by=INSTALLER, names={"en": "Printing", "nl": "Printen"}, code="print-shop")


@pytest.fixture
def forgotten(printing: Category) -> CallTemplate:
    names = {"en": "Password forgotten", "nl": "Wachtwoord vergeten"}
    return actions.add_call_template(
        by=INSTALLER, names=names, kind="access", category=printing, cause="Forgotten", done="New password set together."
    )


@pytest.fixture
def ticket(bo: Person, desk: Team) -> Ticket:
    """Bo's report, which nobody has taken yet."""
    return play.report(bo)


@pytest.fixture
def taken(bo: Person, ada: Person) -> Ticket:
    """Bo's report, which Ada works on."""
    return play.taken(bo, ada)


@pytest.fixture
def resolved(bo: Person, ada: Person) -> Ticket:
    """Solved by Ada, who has asked Bo whether it works."""
    return play.resolved(bo, ada, verification="asked")
