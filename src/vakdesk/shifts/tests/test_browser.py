"""The end of a shift in a real browser, with a keyboard alone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from vakdesk.people.models import Person
from vakdesk.tasks.models import Task
from vakdesk.tickets.tests.play import taken
from vakdesk.tickets.tests.test_browser import browser, enter

__all__ = ["browser", "enter"]
pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def monday() -> None:
    """A browser has a clock of its own."""


def test_two_tickets_are_left_behind_without_a_pointer(enter: Any, ada: Person, bo: Person) -> None:
    first, second = taken(bo, ada), taken(bo, ada, title="Another thing")
    page = enter(ada)
    page.goto("/shifts/end/")
    page.locator(f"[name=step_{first.pk}]").focus()
    page.keyboard.type("Call the supplier")
    while not page.locator(f"[name=step_{second.pk}]").evaluate("field => field === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type("Bring a cable")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").filter(has_text="Everything has a next step and an owner")).to_be_visible()
    assert {str(task) for task in Task.objects.filter(owner=ada)} == {"Call the supplier", "Bring a cable"}
    assert not Axe().run(page).response["violations"]
