"""One journey: the desk asks a right, its owner decides on a phone out of a mail, a colleague carries it out, and it stands in the register."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from vakdesk.approvals.links import link_for
from vakdesk.approvals.models import Approval
from vakdesk.grants.models import Grant
from vakdesk.tickets.tests.test_browser import browser, enter

__all__ = ["browser", "enter"]
pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def accessible() -> Iterator[Any]:
    """Pages looked at by axe."""

    def check(page: Page) -> None:
        assert not Axe().run(page).response["violations"]

    yield check


def test_from_a_wish_to_the_register_by_a_phone(enter, browser, live_server, ticket, marks, kai, ada, dee, accessible):
    desk = enter(ada)
    desk.goto(ticket.get_absolute_url())
    desk.locator("#access").get_by_text("Access").wait_for()
    desk.goto(f"/access/tickets/{ticket.reference}/wish/")
    desk.get_by_label("Right", exact=True).select_option(str(marks.pk))
    desk.get_by_label("What they need it for").fill("Teaches 2B")
    desk.get_by_role("button", name="Ask the owner").click()
    desk.wait_for_url(f"**{ticket.get_absolute_url()}")

    phone = browser.new_context(viewport={"width": 390, "height": 844}, base_url=live_server.url).new_page()
    link = link_for(Approval.objects.get(), kai)
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Enter marks for Bo Jansen")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(phone)
    phone.get_by_role("button", name="Do not approve").click()
    expect(phone.get_by_role("alert")).to_contain_text("Say why you do not approve it")
    phone.get_by_role("button", name="Approve", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Done")
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_have_text("This link is over")
    accessible(phone)

    desk.goto("/tasks/?view=open")
    desk.get_by_role("button", name="Done: Give Student system").click()
    desk.goto("/access/")
    expect(desk.get_by_role("link", name="Bo Jansen")).to_be_visible()
    accessible(desk)
    assert Grant.objects.get().approval == Approval.objects.get()
