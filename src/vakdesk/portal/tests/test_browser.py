"""The portal in a real browser: a screenshot pasted, everything by keyboard, without script, on a phone, under axe."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from vakdesk.portal.tests.play import PNG
from vakdesk.records.models import Attachment
from vakdesk.tickets import actions
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests import play

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
GIVE = """(how) => {
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 0])], how + ".png", { type: "image/png" }));
  const given = how === "pasted" ? { clipboardData: files } : { dataTransfer: files };
  const kind = how === "pasted" ? ClipboardEvent : DragEvent;
  const place = how === "pasted" ? "form.form" : ".drop";
  document.querySelector(place).dispatchEvent(new kind(how === "pasted" ? "paste" : "drop", { ...given, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, in which Django would refuse its database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


def visit(browser: Browser, live_server, client: Client, address: str = "/portal/", **options) -> Page:
    """A page opened by the person whose client this is; it remembers what the browser complained of."""
    context = browser.new_context(
        **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", "base_url": live_server.url} | options
    )
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda said: page.complaints.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(address)
    return page


def faults(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page).response["violations"]
    return [(violation["id"], str(violation["nodes"][0]["target"])) for violation in found]


def assert_good(page: Page) -> None:
    """axe finds nothing in light, dark and contrast, and nothing is wider than a small phone."""
    for theme in ("light", "dark", "contrast"):
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        assert faults(page) == [], (page.url, theme)
    size = page.viewport_size
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    page.set_viewport_size(size)
    assert page.complaints == []


def test_a_report_with_a_pasted_and_a_dropped_picture(browser, live_server, as_bo, desk, bo):
    play.report(bo, title="The printer in C2 does nothing")
    page = visit(browser, live_server, as_bo)
    page.get_by_label("What is the matter?").press_sequentially("The printer in C2 is out of toner", delay=2)
    expect(page.get_by_role("link", name="You told us about this.")).to_be_visible()
    expect(page.locator("#alike-said")).to_contain_text("1 report may be about the same.")
    assert_good(page)
    page.get_by_role("button", name="Report this").click()
    expect(page.get_by_label("Something does not work")).to_be_visible()
    assert_good(page)
    page.get_by_label("Something does not work").check()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("What else should we know?").fill("It says 07.")
    expect(page.get_by_text("Saved")).to_be_visible()
    assert_good(page)
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".drop")).to_be_visible()
    page.wait_for_load_state()
    page.evaluate(GIVE, "pasted")
    page.evaluate(GIVE, "dropped")
    expect(page.locator(".drop-list")).to_contain_text("dropped.png")
    assert_good(page)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()
    expect(page.locator(".answers")).to_contain_text("pasted.png")
    assert_good(page)
    page.get_by_role("button", name="Send").dblclick()
    expect(page.get_by_role("heading", name="Thank you, Bo.")).to_be_visible()
    assert_good(page)
    assert Ticket.objects.count() == 2
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["dropped.png", "pasted.png"]


def test_the_same_without_script(browser, live_server, as_bo, desk):
    page = visit(browser, live_server, as_bo, java_script_enabled=False)
    page.get_by_label("What is the matter?").fill("The beamer is green")
    page.get_by_role("button", name="Report this").click()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what comes closest.")
    page.get_by_label("Something does not work").check()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("What else should we know?").fill("Since today")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Something does not work")).to_be_checked()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_label("What else should we know?")).to_have_value("Since today")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Do you have a picture").set_input_files([{"name": "green.png", "mimeType": "image/png", "buffer": PNG}])
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()
    page.wait_for_load_state()
    page.go_back()
    page.reload()
    expect(page.get_by_text("green.png").first).to_be_visible()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Look at my report").click()
    expect(page.get_by_role("heading", name="The beamer is green")).to_be_visible()
    expect(page.get_by_text("green.png")).to_be_visible()
    page.get_by_role("textbox", name="Your answer").fill("It is blue now")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It is blue now")).to_be_visible()


def test_a_report_by_keyboard_alone(browser, live_server, as_bo, desk):
    page = visit(browser, live_server, as_bo)
    page.get_by_label("What is the matter?").focus()
    page.keyboard.type("I cannot get in")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What kind of help")).to_be_visible()
    page.get_by_label("Something does not work").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What should change?")).to_be_visible()
    page.get_by_label("What should change?").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()
    page.get_by_role("button", name="Send").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def test_following_a_report_to_its_end(browser, live_server, as_bo, bo, ada, actor):
    ticket = play.taken(bo, ada)
    actions.ask(ticket, by=actor(ada), text="Which room?")
    page = visit(browser, live_server, as_bo)
    assert_good(page)
    page.get_by_role("link", name=ticket.title).click()
    expect(page.get_by_role("heading", name="It is your turn")).to_be_visible()
    page.get_by_role("textbox", name="Your answer").fill("C2.1")
    expect(page.get_by_text("Saved")).to_be_visible()
    page.reload()
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value("C2.1")
    assert_good(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Somebody is working on it.")).to_be_visible()
    actions.resolve(ticket, by=actor(ada), **play.SOLUTION)
    page.reload()
    assert_good(page)
    page.get_by_role("link", name="Not yet").click()
    box = page.get_by_role("dialog", name="It does not work yet")
    expect(box).to_be_visible()
    assert faults(page) == []
    box.get_by_label("What is still wrong?").fill("Still dark")
    box.get_by_role("button", name="Tell us").click()
    expect(page.get_by_text("Still dark")).to_be_visible()
    actions.resolve(ticket, by=actor(ada), **play.SOLUTION)
    page.goto("/portal/")
    assert_good(page)
    page.get_by_role("button", name="It works now").click()
    expect(page.get_by_text("You told us that it works.")).to_be_visible()
    assert_good(page)
    page.goto("/portal/reports/?view=closed")
    expect(page.get_by_role("link", name=ticket.title)).to_be_visible()
    assert_good(page)
