"""One report from arrival to closure, and what must hold on the way, in a real browser against a desk that is really served."""

import base64
import re
from collections.abc import Callable
from typing import Any

import pytest
from browsing import Visit, look_at, tab_to, told
from playwright.sync_api import Page, Request, expect

pytestmark = [pytest.mark.browser, pytest.mark.once]

SCREENSHOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
GIVE = """([how, picture]) => {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], how + ".png", { type: "image/png" }));
  const [where, event] = how === "pasted"
    ? ["form.form", new ClipboardEvent("paste", { clipboardData: files, bubbles: true, cancelable: true })]
    : [".drop", new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true })];
  document.querySelector(where).dispatchEvent(event);
}"""


def report(page: Page, text: str, picture: Callable[[Page], Any], *, look: Callable[[Page], None] = lambda page: None) -> str:
    """The requester answers one question after another; answers the reference."""
    look(page)
    page.get_by_label("What is the matter?").fill(text)
    page.get_by_role("button", name="Report this").click()
    expect(page.get_by_role("heading", name="What kind of help")).to_be_visible()
    look(page)
    page.get_by_label("Something does not work").check()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="What comes closest?")).to_be_visible()
    look(page)
    page.get_by_label("Something else").check()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("What else should we know?").fill("Since this morning, in C2.14.")
    look(page)
    page.get_by_role("button", name="Next").click()
    picture(page)
    look(page)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Look at my report").click()
    expect(page.get_by_role("heading", name=text)).to_be_visible()
    return re.findall(r"/([A-Z]+-\d+)/", page.url)[0]


def quick_report(visit: Visit, text: str) -> str:
    return report(visit("bo", "/portal/"), text, lambda page: None)


def all_ways(page: Page) -> None:
    """A screenshot three times: chosen, pasted and dropped."""
    with page.expect_file_chooser() as chooser:
        page.locator(".drop input").click()
    chooser.value.set_files([{"name": "chosen.png", "mimeType": "image/png", "buffer": SCREENSHOT}])
    page.wait_for_load_state()
    for how in ("pasted", "dropped"):
        page.evaluate(GIVE, [how, base64.b64encode(SCREENSHOT).decode()])
    for how in ("chosen", "pasted", "dropped"):
        expect(page.locator(".drop-list")).to_contain_text(f"{how}.png")


def chosen(page: Page) -> None:
    page.locator("input[type=file]").set_input_files([{"name": "chosen.png", "mimeType": "image/png", "buffer": SCREENSHOT}])


def answer(page: Page, text: str) -> None:
    page.reload()
    expect(page.get_by_role("heading", name="It is your turn")).to_be_visible()
    page.get_by_role("textbox", name="Your answer").fill(text)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text(text)).to_be_visible()


def confirm(page: Page) -> None:
    page.reload()
    page.get_by_role("button", name="It works now").click()
    expect(page.get_by_text("You told us that it works.")).to_be_visible()


def find_by_keyboard(page: Page, reference: str) -> None:
    with page.expect_event("load"):  # the address may be the same
        page.keyboard.press("g")
        page.keyboard.press("t")
    look_at(page)
    page.keyboard.press("/")
    page.keyboard.type(reference)
    expect(page.get_by_role("option").first).to_contain_text(reference)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{reference}/**")


def take_and_ask_by_keyboard(page: Page, question: str) -> None:
    page.keyboard.press("t")
    told(page, "It is yours.")
    look_at(page)
    page.keyboard.press("s")
    expect(page.get_by_role("dialog").get_by_label("Text")).to_be_focused()
    look_at(page)
    page.keyboard.press("Control+Enter")
    told(page, "Told.")
    page.keyboard.press("p")
    expect(page.get_by_role("dialog").get_by_label("Category")).to_be_focused()
    look_at(page)
    page.keyboard.type("Scr")
    page.keyboard.press("Control+Enter")
    told(page, "Classified.")
    page.keyboard.press("r")
    page.keyboard.type(question)
    tab_to(page, page.get_by_role("button", name="Send and wait"))
    page.keyboard.press("Enter")
    expect(page.locator(".record-head")).to_contain_text("Pending: waiting for")
    look_at(page)


def resolve_by_keyboard(page: Page) -> None:
    page.keyboard.press("s")
    box = page.get_by_role("dialog")
    expect(box.get_by_label("Cause")).to_be_focused()
    page.keyboard.type("A bent plug")
    page.keyboard.press("Tab")
    page.keyboard.type("Put in another cable")
    page.keyboard.press("Tab")
    for _press in range(4):
        page.keyboard.press("ArrowDown")
        if box.get_by_role("radio", name="Asked").is_checked():
            break
    look_at(page)
    page.keyboard.press("Tab")
    page.keyboard.type("Does it show its colours again?")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Resolved.")).to_be_visible()
    look_at(page)


def test_a_report_is_handled_from_arrival_to_closure_the_agent_by_keyboard(visit: Visit) -> None:
    bo = visit("bo", "/portal/")
    reference = report(bo, "The beamer shows a green picture", all_ways, look=look_at)
    expect(bo.get_by_text("pasted.png")).to_be_visible()
    look_at(bo)

    ada = visit("ada")
    find_by_keyboard(ada, reference)
    expect(ada.get_by_text("chosen.png").first).to_be_visible()
    take_and_ask_by_keyboard(ada, "Which cable is in it?")

    answer(bo, "The thick black one")
    look_at(bo)

    ada.reload()
    expect(ada.get_by_text("The thick black one")).to_be_visible()
    resolve_by_keyboard(ada)

    bo.reload()
    look_at(bo)
    confirm(bo)
    look_at(bo)

    ada.reload()
    expect(ada.locator(".record-head")).to_contain_text("Closed: confirmed")
    expect(ada.get_by_text("Screens and rooms").first).to_be_visible()
    look_at(ada)


def test_the_same_report_without_script(visit: Visit) -> None:
    bo = visit("bo", "/portal/", java_script_enabled=False)
    reference = report(bo, "The beamer shows a purple picture", chosen)
    expect(bo.get_by_text("chosen.png")).to_be_visible()

    ada = visit("ada", "/tickets/?view=unassigned", java_script_enabled=False)
    ada.get_by_role("link", name="The beamer shows a purple picture").click()
    ada.get_by_role("button", name="Take it").click()
    ada.get_by_role("link", name="Tell Bo what happens next").click()
    ada.get_by_role("button", name="Tell Bo").click()
    ada.get_by_label("Text", exact=True).fill("Which cable is in it?")
    ada.get_by_role("button", name="Send and wait").click()
    expect(ada.locator(".record-head")).to_contain_text("Pending: waiting for")

    answer(bo, "The thick black one")

    ada.goto(f"/tickets/{reference}/")
    expect(ada.get_by_text("The thick black one")).to_be_visible()
    ada.goto(f"/tickets/{reference}/resolve/")
    ada.get_by_label("Cause").fill("A bent plug")
    ada.get_by_label("What was done").fill("Put in another cable")
    ada.get_by_role("radio", name="Asked").check()
    ada.get_by_label("Tell the requester").fill("Does it show its colours again?")
    ada.get_by_role("button", name="Resolve and tell Bo").click()
    expect(ada.locator(".record-head")).to_contain_text("Resolved")

    confirm(bo)
    ada.reload()
    expect(ada.locator(".record-head")).to_contain_text("Closed: confirmed")


@pytest.mark.parametrize("who", ["ann", "bo"])
def test_every_page_of_the_menus_is_accessible_and_fits(visit: Visit, who: str) -> None:
    page = visit(who)
    places = page.evaluate("[...document.querySelectorAll('nav a, .profile a')].map((link) => link.pathname)")
    assert len(set(places)) >= {"ann": 8, "bo": 2}[who]
    for place in sorted(set(places)):
        page.goto(place)
        look_at(page)


def test_a_quick_call_takes_at_most_twenty_keys(visit: Visit) -> None:
    quick_report(visit, "The laptop asks for a new password")  # what they have open is shown, and must not catch the keys
    ada = visit("ada", "/tickets/")
    offered = ada.locator("[role=option]:visible")
    keys = 0

    def press(*names: str) -> None:
        nonlocal keys
        for name in names:
            keys += 1
            ada.keyboard.press(name)

    press("q")
    ada.wait_for_url("**/quick-call/")
    expect(ada.get_by_label("Who asks")).to_be_focused()
    press(*"bo d")
    expect(offered.first).to_contain_text("Bo de Wit")
    press("Enter")
    expect(ada.get_by_text("Bo has open already:")).to_be_visible()
    press("Tab")
    press(*"passw")
    expect(offered.first).to_contain_text("Password forgotten")
    press("Enter", "Enter")
    expect(ada.get_by_text("Ready for the next call")).to_be_visible()
    assert keys <= 20
    look_at(ada)
    ada.goto("/tickets/?view=all&state=closed")
    expect(ada.locator(".work-row").first).to_contain_text(re.compile("Password forgotten.*Bo de Wit", re.DOTALL))


def test_what_is_being_written_survives_a_reload(visit: Visit) -> None:
    reference = quick_report(visit, "The screen of the desk flickers")
    ada = visit("ada", f"/tickets/{reference}/")
    ada.keyboard.press("n")
    ada.keyboard.type("Half a thought")
    expect(ada.get_by_text("Saved")).to_be_visible()
    ada.reload()
    expect(ada.locator("#composer-text")).to_have_value("Half a thought")
    expect(ada.get_by_role("radio", name="Internal note")).to_be_checked()
    bo = visit("bo", f"/portal/reports/{reference}/")
    bo.locator("#answer textarea").fill("And it hums")
    expect(bo.get_by_text("Saved")).to_be_visible()
    bo.reload()
    expect(bo.locator("#answer textarea")).to_have_value("And it hums")


def test_a_lost_connection_is_said_and_keeps_the_text(visit: Visit) -> None:
    reference = quick_report(visit, "The docking station is dead")
    ada = visit("ada", f"/tickets/{reference}/", unless="ERR_INTERNET_DISCONNECTED")
    ada.context.set_offline(True)
    expect(ada.get_by_text("No connection.")).to_be_visible()
    ada.keyboard.press("r")
    ada.keyboard.type("Try the other socket")
    expect(ada.get_by_text("Not saved. Your text is still here.")).to_be_visible()
    ada.context.set_offline(False)
    expect(ada.get_by_text("No connection.")).not_to_be_visible()
    ada.reload()
    expect(ada.locator("#composer-text")).to_have_value("Try the other socket")


def test_two_clicks_on_send_send_once(visit: Visit) -> None:
    reference = quick_report(visit, "The keyboard types twice")
    ada = visit("ada", f"/tickets/{reference}/")
    sent: list[Request] = []
    ada.on("request", lambda request: sent.append(request) if request.url.endswith("/write/") else None)
    ada.locator("#composer-text").fill("Is it the grey one?")
    ada.get_by_role("button", name="Send", exact=True).evaluate("button => { button.click(); setTimeout(() => button.click(), 20); }")
    expect(ada.locator(".timeline").get_by_text("Is it the grey one?")).to_have_count(1)
    assert len(sent) == 1


def test_a_form_that_arrives_twice_acts_once_without_script(visit: Visit) -> None:
    reference = quick_report(visit, "The mouse clicks twice")
    ada = visit("ada", f"/tickets/{reference}/", java_script_enabled=False)
    ada.locator("#composer-text").fill("Is it the grey one?")
    with ada.expect_request(re.compile("/write/")) as sent:
        ada.get_by_role("button", name="Send", exact=True).click()
    expect(ada.locator(".timeline").get_by_text("Is it the grey one?")).to_have_count(1)
    body = sent.value.post_data_buffer
    again = ada.context.request.post(
        sent.value.url, data=body, headers={"content-type": sent.value.headers["content-type"], "referer": ada.url}
    )
    assert again.ok
    ada.reload()
    expect(ada.locator(".timeline").get_by_text("Is it the grey one?")).to_have_count(1)


def test_of_two_who_resolve_at_once_the_second_reads_why_not(visit: Visit) -> None:
    reference = quick_report(visit, "The phone has no sound")
    ada = visit("ada", f"/tickets/{reference}/resolve/")
    dee = visit("dee", f"/tickets/{reference}/resolve/", unless="409")
    for page, cause in ((ada, "Muted"), (dee, "Unplugged")):
        page.get_by_label("Cause").fill(cause)
        page.get_by_label("What was done").fill("Helped")
        page.get_by_role("radio", name="I saw it work").check()
    ada.locator("main form button[data-kind=main]").click()
    expect(ada.locator(".record-head")).to_contain_text("Resolved")
    dee.locator("main form button[data-kind=main]").click()
    expect(dee.get_by_role("alert")).to_contain_text("This is solved already.")
    expect(dee.get_by_label("Cause")).to_have_value("Unplugged")
    look_at(dee)


def test_the_queue_is_filtered_by_keyboard_and_what_was_asked_is_kept_as_a_view(visit: Visit) -> None:
    ada = visit("ada", "/tickets/?view=all")
    ada.keyboard.press("f")
    dialog = ada.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Filter the queue")).to_be_visible()
    dialog.locator("summary", has_text="State").focus()
    ada.keyboard.press("Enter")
    look_at(ada)
    dialog.get_by_label("any that is open").first.focus()
    ada.keyboard.press("Space")
    ada.keyboard.press("Control+Enter")
    ada.wait_for_url("**state=open**")
    expect(ada.get_by_role("link", name="State any that is open")).to_be_visible()
    ada.get_by_role("link", name="Save as a view").click()
    ada.get_by_label("Name", exact=True).fill("Open, oldest first")
    ada.get_by_label("Order").select_option("Oldest")
    look_at(ada)
    ada.keyboard.press("Control+Enter")
    current = ada.locator(".tabs [aria-current]")
    expect(current).to_contain_text("Open, oldest first")
    for keys, tab in (("gm", "My work"), ("g1", "Open, oldest first")):
        for key in keys:
            ada.keyboard.press(key)
        expect(current).to_contain_text(tab)
    ada.keyboard.press("v")
    expect(ada.get_by_role("columnheader", name="Requester")).to_be_visible()
    look_at(ada)


def test_the_queue_is_filtered_without_script(visit: Visit) -> None:
    ada = visit("ada", "/tickets/?view=all", java_script_enabled=False)
    ada.get_by_role("link", name="Filter", exact=True).click()
    ada.locator("summary", has_text="State").click()
    ada.get_by_label("Closed").first.check()
    ada.get_by_role("button", name="Show these tickets").click()
    ada.wait_for_url("**state=closed**")
    expect(ada.get_by_role("link", name="State Closed")).to_be_visible()


def test_rows_are_selected_by_keyboard_acted_on_and_it_is_undone_in_one_key(visit: Visit) -> None:
    for text in ("The projector stays dark", "My password has expired"):
        quick_report(visit, text)
    ada = visit("ada", "/tickets/?view=unassigned")
    before = ada.locator(".tabs [aria-current] b").inner_text()
    for key in ("j", "x", "j", "X"):
        ada.keyboard.press(key)
    expect(ada.locator(".bulk-count")).to_have_text("2 selected")
    look_at(ada)
    ada.keyboard.press("t")
    expect(ada.get_by_text("Done for 2 tickets.")).to_be_visible()
    ada.keyboard.press("z")
    expect(ada.get_by_text("Undone for 2 tickets.")).to_be_visible()
    expect(ada.locator(".tabs [aria-current] b")).to_have_text(before)
