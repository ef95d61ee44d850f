"""The demo's door and its tour in a real browser: with and without script, by axe, and on a narrow screen."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from vakdesk.demo.tour import STEPS

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, in which Django would refuse its database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


def _faults(page: Page) -> list[str]:
    return [f"{fault['id']} {[node['target'] for node in fault['nodes']]}" for fault in Axe().run(page).response["violations"]]


def _follow(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(f"{address}/demo/")
    page.get_by_role("button", name="Begin the tour").click()
    for step in STEPS[:-1]:
        page.get_by_text(str(step.title), exact=True).wait_for()
        page.get_by_role("button", name=str(step.only_for_you), exact=True).click()
    page.get_by_text(str(STEPS[-1].title), exact=True).wait_for()
    return page


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_door_and_in_the_tour(browser: Browser, company: datetime, live_server: LiveServer, scheme: str) -> None:
    page = browser.new_context(color_scheme=scheme, locale="en-GB").new_page()  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/demo/")

    assert _faults(page) == []

    page.get_by_role("button", name="Begin the tour").click()
    page.get_by_text("Bo reports it", exact=True).wait_for()

    assert _faults(page) == []


def test_the_tour_leads_to_its_end_without_script(browser: Browser, company: datetime, live_server: LiveServer) -> None:
    page = _follow(browser.new_context(java_script_enabled=False, locale="en-GB"), live_server.url)

    page.get_by_role("button", name="Finish").click()

    expect(page.get_by_text("Demo: you are Dee Mets")).to_be_visible()


@pytest.mark.once
def test_the_door_holds_at_320_pixels(browser: Browser, company: datetime, live_server: LiveServer) -> None:
    page = browser.new_context(viewport={"width": 320, "height": 640}, locale="en-GB").new_page()
    page.goto(f"{live_server.url}/demo/")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
