"""The composer in a real browser: a colleague by @, a canned answer by /, and a picture that is marked before it goes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from vakdesk.people.tests.cast import actor
from vakdesk.records.models import Attachment
from vakdesk.tickets import actions
from vakdesk.tickets.tests import play
from vakdesk.tickets.tests.test_browser import browser, enter  # noqa: F401  fixtures

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
#: Draws a white picture of 400 × 200 and pastes it into the composer.
PASTE = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 400, height: 200 });
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, 400, 200);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([blob], "screen.png", { type: "image/png" }));
  document.querySelector("#composer-text").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
CENTRE = """async () => {
  const picture = await createImageBitmap(document.querySelector(".composer input[type=file]").files[0]);
  const brush = Object.assign(document.createElement("canvas"), { width: 400, height: 200 }).getContext("2d");
  brush.drawImage(picture, 0, 0);
  return [...brush.getImageData(210, 110, 1, 1).data];
}"""


def test_a_colleague_is_named_by_keys_alone(enter, ada, bo, dee, desk):  # noqa: F811
    ticket = play.taken(bo, ada)
    page = enter(ada)
    page.goto(ticket.get_absolute_url())
    page.keyboard.press("n")
    page.keyboard.type("Please look, @de")
    expect(page.get_by_role("option", name=dee.name)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Text", exact=True)).to_have_value(f"Please look, @{dee.name} ")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".said .mention", has_text=f"@{dee.name}")).to_be_visible()
    assert ticket.record.watchers.filter(person=dee).exists()


def test_a_canned_answer_is_put_in_by_keys_alone(enter, ada, bo, desk):  # noqa: F811
    ticket = play.taken(bo, ada)
    actions.add_canned(
        by=actor(ada), name="Restart", texts={"en": "Hello {{ name }}, please restart it.", "nl": "Dag {{ name }}, herstart hem."}
    )
    page = enter(ada)
    page.goto(ticket.get_absolute_url())
    page.keyboard.press("r")
    page.keyboard.type("/rest")
    expect(page.get_by_role("option", name="Restart")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Text", exact=True)).to_have_value(actions_text(ticket))
    assert Axe().run(page).violations_count == 0


def test_a_pasted_screenshot_is_blacked_out_by_keys_before_it_goes(enter, ada, bo, desk):  # noqa: F811
    ticket = play.taken(bo, ada)
    page = enter(ada)
    page.goto(ticket.get_absolute_url())
    page.get_by_label("Text", exact=True).fill("Where the arrow is")
    page.evaluate(PASTE)
    page.get_by_role("button", name="Mark up screen.png").click()
    dialog = page.get_by_role("dialog", name="Mark up the picture")
    dialog.get_by_role("radio", name="Black out").check()
    dialog.get_by_role("application").focus()
    for key in ("Enter", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    dialog.get_by_role("button", name="Use this picture").click()
    expect(page.get_by_text("screen-marked.png")).to_be_visible()
    assert page.evaluate(CENTRE) == [0, 0, 0, 255]
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".said-files", has_text="screen-marked.png")).to_be_visible()
    assert [one.name for one in Attachment.objects.filter(record=ticket.pk)] == ["screen-marked.png"]


def actions_text(ticket):
    return "Dag Bo, herstart hem." if ticket.record.language == "nl" else "Hello Bo, please restart it."
