"""The kit in a real browser: by keyboard, in the dialog, without script, on a phone, under axe."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, in which Django would refuse its database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


def guide(browser: Browser, live_server, client: Client, **options) -> Page:
    """The style guide, opened by the person whose client this is. Any complaint of the browser fails the test."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | options)
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": live_server.url}]
    )
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda said: page.complaints.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(live_server.url + reverse("ui:styleguide"))
    return page


def faults(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page).response["violations"]
    return [(violation["id"], str(violation["nodes"][0]["target"])) for violation in found]


def test_axe_finds_nothing_in_any_theme(browser, live_server, as_ada):
    page = guide(browser, live_server, as_ada)
    for theme in ("light", "dark", "contrast"):
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        assert faults(page) == [], theme
    assert page.complaints == []


def test_nothing_is_wider_than_the_window(browser, live_server, as_ada):
    page = guide(browser, live_server, as_ada)
    for width in (320, 390, 768, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_form_in_the_dialog_shows_what_is_wrong_and_then_goes_on(browser, live_server, as_ada):
    page = guide(browser, live_server, as_ada)
    page.get_by_role("link", name="Open a form").click()
    box = page.get_by_role("dialog", name="Hand over")
    expect(box).to_be_visible()
    assert faults(page) == []
    box.get_by_role("button", name="Hand over").click()
    expect(box.get_by_role("alert")).to_contain_text("This field is required")
    box.get_by_label("To which team").fill("nobody")
    box.get_by_label("Note for them").fill("The laptop of Maarja")
    box.get_by_role("button", name="Hand over").click()
    expect(box.get_by_role("alert")).to_contain_text("Nobody is not a team")
    box.get_by_label("To which team").fill("Systems")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Handed over.")).to_be_visible()
    expect(box).not_to_be_visible()
    assert page.complaints == []


def test_the_same_without_script(browser, live_server, as_ada):
    page = guide(browser, live_server, as_ada, java_script_enabled=False)
    page.get_by_role("link", name="Open a form").click()
    page.get_by_label("To which team").fill("Systems")
    page.get_by_label("Note for them").fill("The laptop of Maarja")
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_text("Handed over.")).to_be_visible()
    page.locator("summary", has_text="More").click()
    expect(page.get_by_role("link", name="Link to another record")).to_be_visible()


def test_the_keys_move_select_and_help(browser, live_server, as_ada):
    page = guide(browser, live_server, as_ada)
    page.locator("body").press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-row][data-current]")).to_contain_text("TK-1042")
    page.keyboard.press("x")
    expect(page.get_by_text("1 selected")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.type("j")
    expect(page.locator("[data-row][data-current]")).to_contain_text("TK-1042")


def test_single_keys_can_be_switched_off(browser, live_server, as_ada):
    page = guide(browser, live_server, as_ada)
    page.get_by_label("Menu of").click()
    page.get_by_role("group", name="Single-key shortcuts").get_by_role("button", name="Off").click()
    page.keyboard.press("Escape")
    page.locator("body").press("j")
    expect(page.locator("[data-row][data-current]")).to_have_count(0)


def test_the_palette_finds_what_the_page_and_the_house_allow(browser, live_server, as_ada):
    page = guide(browser, live_server, as_ada)
    page.keyboard.press("Control+k")
    box = page.get_by_role("dialog", name="Commands")
    expect(box.get_by_role("option", name="Style guide")).to_be_visible()
    page.keyboard.type("open a f")
    expect(box.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Hand over")).to_be_visible()


def test_a_note_looks_different_from_a_reply(browser, live_server, as_ada):
    page = guide(browser, live_server, as_ada)
    expect(page.get_by_role("button", name="Send and wait")).to_be_visible()
    page.get_by_label("Internal note").check()
    expect(page.get_by_text("Only the desk reads this.")).to_be_visible()
    expect(page.get_by_role("button", name="Send and wait")).not_to_be_visible()
    expect(page.get_by_role("button", name="Keep as note")).to_be_visible()


def test_what_is_pasted_joins_the_files(browser, live_server, as_ada):
    page = guide(browser, live_server, as_ada)
    page.evaluate("""() => {
      const files = new DataTransfer();
      files.items.add(new File(["x".repeat(3000)], "screen.png", { type: "image/png" }));
      const paste = new ClipboardEvent("paste", { clipboardData: files, bubbles: true, cancelable: true });
      document.querySelector(".composer textarea").dispatchEvent(paste);
    }""")
    expect(page.locator(".composer .drop-list")).to_contain_text("screen.png (3 kB)")
    assert page.evaluate("document.querySelector('.composer input[type=file]').files.length") == 1


def test_a_lost_connection_is_said(browser, live_server, as_ada):
    page = guide(browser, live_server, as_ada)
    page.context.set_offline(True)
    expect(page.get_by_text("No connection.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("No connection.")).not_to_be_visible()


def test_a_phone_has_its_bar_and_its_sheet(browser, live_server, as_ada):
    page = guide(browser, live_server, as_ada, viewport={"width": 390, "height": 800})
    expect(page.get_by_role("navigation", name="Main")).not_to_be_visible()
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    assert faults(page) == []
