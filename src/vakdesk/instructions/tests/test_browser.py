"""A teacher follows an instruction on a phone, without script too: one step at a time, the question, and that it worked."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from vakdesk.instructions import actions
from vakdesk.instructions.models import Giving
from vakdesk.instructions.tests.play import published
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor
from vakdesk.tickets.tests.test_browser import browser, enter

__all__ = ["browser", "enter"]
pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def check(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not [(one["id"], one["nodes"][0]["target"]) for one in found]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("script", [True, False])
def test_a_person_is_given_an_instruction_and_goes_through_it_on_a_phone(enter: Any, ada: Person, dee: Person, bo: Person, script: bool):
    wifi = published(actor(ada), actor(dee), question=True)
    actions.give(wifi, by=actor(ada), people=[bo])
    page = enter(bo, width=390, java_script_enabled=script, reduced_motion="reduce")
    looked_at = check if script else lambda page: None
    page.goto("/portal/")
    looked_at(page)
    page.get_by_role("link", name=re.compile("Begin.*Connect to the Wi-Fi")).click()
    expect(page.get_by_role("heading", name="Do this safely")).to_be_visible()
    looked_at(page)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Click the sign of the Wi-Fi.")
    looked_at(page)
    page.get_by_role("link", name="Done, next step").click()
    page.get_by_role("link", name="Back").click()
    page.get_by_role("link", name="Done, next step").click()
    page.get_by_role("link", name="Done, check it").click()
    page.get_by_label("The service desk").check()
    page.get_by_role("button", name="I have read and understood this").click()
    expect(page.get_by_text("Nobody ever needs it.").first).to_be_visible()
    looked_at(page)
    page.get_by_label("Nobody").check()
    page.get_by_role("button", name="I have read and understood this").click()
    page.get_by_role("button", name="It worked").click()
    expect(page.get_by_text("It worked").first).to_be_visible()
    assert Giving.objects.get().worked
