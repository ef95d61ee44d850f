"""What one hears and what mails say, in a real browser: by keyboard, without script, under axe, on small phones."""

import pytest
from browsing import Visit, look_at, tab_to
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_somebody_without_a_mouse_chooses_what_they_hear(visit: Visit) -> None:
    page = visit("ada", "/inbox/choose/")
    look_at(page)
    mine = page.get_by_role("group", name="New for my team")
    tab_to(page, mine.get_by_label("Inbox only"))
    page.keyboard.press("ArrowLeft")
    expect(mine.get_by_label("Digest")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(mine.get_by_label("Digest")).to_be_checked()


def test_a_requester_without_script_chooses_what_they_hear(visit: Visit) -> None:
    page = visit("bo", "/inbox/choose/", java_script_enabled=False, unless="409")
    page.get_by_role("group", name="An answer, or a question for me").get_by_text("Inbox only").click()
    page.get_by_label("Quiet from").fill("20:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Quiet hours need a beginning and an end.").first).to_be_visible()
    page.get_by_label("Until").fill("07:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Until")).to_have_value("07:00")


def test_an_administrator_sees_their_own_words_before_anybody_else_does(visit: Visit) -> None:
    page = visit("ann", "/outbox/texts/report.answered/en/")
    look_at(page)
    expect(page.frame_locator("iframe").get_by_text("Write your answer above this line")).to_be_visible()
    page.get_by_label("Text", exact=True).fill("Dear {{ name }},\n\n{{ nubmer }}")
    page.get_by_role("button", name="Show").click()
    expect(page.frame_locator("iframe").get_by_text("Line 3")).to_be_visible()
    page.get_by_label("Text", exact=True).fill("Dear {{ name }},\n\n{{ message }}")
    page.get_by_role("button", name="Show").click()
    expect(page.frame_locator("iframe").get_by_text("Dear ")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Mails say this from now on.")).to_be_visible()
    for place in ("/outbox/texts/", "/outbox/", "/inbox/"):
        page.goto(place)
        look_at(page)
