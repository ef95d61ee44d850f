"""Service levels in a real browser, on a filled desk: looked at, by keyboard alone, and without script."""

import re

import pytest
from browsing import Visit, look_at, tab_to
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_what_levels_show_of_a_filled_desk_is_fit_for_everybody(visit: Visit) -> None:
    """Pages that say little on an empty desk: with figures, with a year drawn, with what would have been."""
    page = visit("dee", "/levels/")
    agreement = address(page, r"/levels/\d+/", "Lindewaard")
    for place in (agreement, f"{agreement}report/", "/levels/clocks/", "/levels/calendars/", "/services/", "/suppliers/"):
        page.goto(place)
        look_at(page)
    for place, pattern in (
        ("/levels/calendars/", r"/levels/calendars/\d+/"),
        ("/services/", r"/services/\d+/"),
        ("/suppliers/", r"/suppliers/\d+/"),
    ):
        page.goto(place)
        page.goto(address(page, pattern))
        look_at(page)
    page.goto(f"{agreement}change/")
    page.get_by_role("button", name="Try it on").click()
    expect(page.get_by_role("heading", name="What these would have made of the last 3 months")).to_be_visible()
    look_at(page)
    page.get_by_role("button", name=re.compile(r"^\d+ Kept, Resolution: show them")).click()
    expect(page.get_by_role("heading", name="Kept: Resolution")).to_be_visible()
    look_at(page)


def test_an_agreement_is_made_by_keyboard_alone(visit: Visit) -> None:
    page = visit("dee", "/levels/")
    tab_to(page, page.get_by_role("link", name="Add an agreement").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Add an agreement")).to_be_visible()
    tab_to(page, page.get_by_label("Name", exact=True))
    page.keyboard.type("By keyboard")
    tab_to(page, page.get_by_label("Counts by"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_label("Resolution, whatever priority"))
    page.keyboard.type("4 h")
    tab_to(page, page.get_by_role("button", name="Save"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="By keyboard")).to_be_visible()


def test_levels_are_arranged_and_explained_without_script(visit: Visit) -> None:
    page = visit("dee", "/levels/calendars/new/", java_script_enabled=False)
    page.get_by_label("Name", exact=True).fill("Mornings")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        page.get_by_label(day).fill("8:00-12:00")
    page.get_by_role("button", name="Show the year first").click()
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Mornings")).to_be_visible()

    page.goto("/levels/new/")
    page.get_by_label("Name", exact=True).fill("Without script")
    page.get_by_label("Counts by").select_option(label="Mornings")
    page.get_by_label("Resolution, whatever priority").fill("4 h")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="End", exact=True).click()
    page.get_by_role("button", name="End it").click()
    expect(page.locator("main").get_by_text(re.compile("^ended on"))).to_be_visible()

    page.goto("/levels/deviations/?view=unexplained")
    page.goto(address(page, r"/levels/deviations/DEV-\d+/"))
    ticket = page.locator("main a.reference").first.inner_text()
    page.get_by_role("link", name="Link", exact=True).click()
    page.get_by_label("The other record").fill(ticket)
    page.get_by_role("button", name="Link", exact=True).click()
    expect(page.get_by_role("button", name=f"Remove the link to {ticket}")).to_be_visible()
    page.get_by_role("button", name=f"Remove the link to {ticket}").click()
    expect(page.get_by_role("button", name=f"Remove the link to {ticket}")).to_have_count(0)


def test_other_hours_are_tried_by_keyboard_and_saved_without_script(visit: Visit) -> None:
    page = visit("dee", "/levels/calendars/", java_script_enabled=False)
    calendar = address(page, r"/levels/calendars/\d+/")
    page.goto(f"{calendar}change/")
    page.get_by_label("Monday").fill("")
    page.get_by_label("Try it on").select_option(label="the last month")
    tab_to(page, page.get_by_role("button", name="Try it on"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What these would have made of the last month")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Decided, Resolution: show them"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Decided: Resolution")).to_be_visible()
    page.get_by_role("button", name="Save what was tried").click()
    expect(page).to_have_url(re.compile(f"{calendar}$"))
    expect(page.get_by_role("region", name="Hours").get_by_text("free").first).to_be_visible()


def address(page: Page, pattern: str, called: str = "") -> str:
    """Where the first link of the page leads that goes to such an address, and is called so."""
    links = page.locator("main a").evaluate_all("links => links.map(one => [one.getAttribute('href') || '', one.textContent])")
    return next(href.split("?")[0] for href, name in links if re.fullmatch(pattern, href.split("?")[0]) and called in name)
