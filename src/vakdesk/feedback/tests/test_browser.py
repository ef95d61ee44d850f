"""A teacher closes a report and is not happy; the lead finds the task."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from vakdesk.people.models import Person
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.test_browser import browser, enter

__all__ = ["browser", "enter"]
pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_a_teacher_closes_a_report_and_gives_a_low_score_and_the_lead_finds_the_task(enter: Any, resolved: Ticket, bo: Person, dee: Person):
    page = enter(bo, width=390, reduced_motion="reduce")
    page.goto(f"/portal/reports/{resolved.reference}/")
    page.get_by_role("button", name="It works now").click()
    page.get_by_role("button", name="Bad", exact=True).click()
    page.get_by_label("Do you want to tell us why?").fill("I had to explain it three times.")
    page.get_by_role("button", name="Send").first.click()
    assert not Axe().run(page).response["violations"]
    lead = enter(dee)
    lead.goto("/tasks/")
    expect(lead.get_by_text("Aftercare: ask what went wrong")).to_be_visible()
    lead.get_by_role("link", name="Aftercare: ask what went wrong", exact=True).click()
    expect(lead.get_by_text("I had to explain it three times.")).to_be_visible()
