"""A rule from its first word to its first ticket, by keyboard in a real browser; then its pages on a phone, without script, and for axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from vakdesk.rules.models import Rule
from vakdesk.rules.tests.play import rules_are_asked, written
from vakdesk.tickets.tests import play
from vakdesk.tickets.tests.test_browser import browser, enter  # noqa: F401  fixtures

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_a_rule_is_written_dry_run_and_switched_on_by_keyboard_and_sorts_the_next_report(enter, ann, ada, bo, desk, av):  # noqa: F811
    play.report(bo, title="The beamer of yesterday")
    page = enter(ann)
    page.goto("/rules/new/")
    page.get_by_label("Name").focus()
    page.keyboard.type("Beamers to AV")
    page.locator("summary", has_text="Words in its subject").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#id_says")).to_be_focused()
    page.keyboard.type("beamer")
    page.get_by_label("Send it to").focus()
    page.keyboard.type("AV")
    page.get_by_label("Tags").focus()
    page.keyboard.type("beamer")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 ticket would have changed")).to_be_visible()
    expect(page.get_by_role("row", name="Send it to a team")).to_contain_text("Service desk")
    page.get_by_role("button", name="Switch on").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is on.")).to_be_visible()
    assert Rule.objects.get().is_on
    ticket = play.report(bo, title="The beamer of today")
    rules_are_asked()
    own = enter(ada)
    own.goto(ticket.get_absolute_url())
    expect(own.get_by_text("The rule “Beamers to AV”").first).to_be_visible()
    expect(own.get_by_text("sent it to AV").first).to_be_visible()
    expect(own.get_by_text("tagged it beamer").first).to_be_visible()


def test_rules_hold_on_a_phone_without_script_and_for_axe(enter, ann, bo, desk, av):  # noqa: F811
    rule = written(ann, conditions={"says": ["beamer"], "kind": ["incident"]}, to_team=av, tags=["beamer"], task="Go there", task_hours=2)
    written(ann, "Other", tags=["other"], on=False)
    play.report(bo, title="A beamer")
    rules_are_asked()
    here = rule.get_absolute_url()
    found = []
    for options in ({"color_scheme": "light"}, {"color_scheme": "dark", "width": 320}):
        page = enter(ann, **options)
        for path in ("/rules/", here, f"{here}edit/", "/rules/dry-run/", f"/rules/dry-run/?rule={rule.pk}&last=10"):
            page.goto(path)
            found += [f"{page.url} {one['id']}" for one in Axe().run(page).response["violations"]]
            if "width" in options:
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert found == []
    bare = enter(ann, java_script_enabled=False)
    bare.goto("/rules/")
    bare.get_by_role("button", name="Move Other up").press("Enter")
    expect(bare.get_by_role("listitem").filter(has_text="Other").locator("h2")).to_be_visible()
    assert [one.name for one in Rule.objects.all()] == ["Other", "Beamers to AV"]
