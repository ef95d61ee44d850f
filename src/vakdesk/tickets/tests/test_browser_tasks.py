"""Tasks and time by keyboard in a real browser, then the same pages on a small phone, without script, and for axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.tasks import actions as tasks
from vakdesk.tasks.models import Spent, Task
from vakdesk.tickets import actions
from vakdesk.tickets.models import IdentityWay, Ticket
from vakdesk.tickets.tests.test_browser import browser, enter  # noqa: F401  fixtures

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def faults(page: Page) -> list[str]:
    return [f"{page.url} {one['id']}" for one in Axe().run(page).response["violations"]]


def test_tasks_are_added_timed_and_done_by_keyboard(enter, ada, taken):  # noqa: F811
    page = enter(ada)
    page.goto(taken.get_absolute_url())
    page.keyboard.press("w")
    expect(page.locator(".running")).to_be_visible()
    page.locator("#task-title").focus()
    page.keyboard.type("Order toner")
    page.keyboard.press("Enter")
    done = page.get_by_role("button", name="Done: Order toner")
    expect(done).to_be_visible()
    page.goto("/tasks/")
    page.keyboard.press("w")
    expect(page.locator(".running")).to_have_count(0)
    page.goto(taken.get_absolute_url())
    done.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 is over")).to_be_visible()
    assert Spent.objects.over().count() == 1 and not Task.objects.open().exists()


def test_pages_of_tasks_and_of_who_asks_hold_on_a_phone_without_script_and_for_axe(enter, dee, ada, taken):  # noqa: F811
    tasks.add(taken.record, by=actor(ada), title="Order toner", owner=dee, estimate_minutes=20)
    tasks.write_time(taken.record, by=actor(dee), minutes=25, about="On the phone")
    tasks.start(taken.record, by=actor(dee))
    Ticket.objects.filter(pk=taken.pk).update(reveals_secret=True)
    if not IdentityWay.objects.exists():
        actions.add_identity_way(by=INSTALLER, names={"en": "Called back"}, by_phone=True)
    here = taken.get_absolute_url()
    paths = [here, f"{here}check-identity/", "/tasks/", "/tasks/time/", "/tasks/own-time/", "/tasks/sets/", "/tasks/sets/new/"]
    paths += ["/tickets/identity-ways/", f"/tasks/{taken.reference}/add/", f"/tasks/{taken.reference}/write-time/"]
    found = []
    for options in ({"color_scheme": "light"}, {"color_scheme": "dark", "width": 390}):
        page = enter(dee, **options)
        for path in paths:
            page.goto(path)
            found += faults(page)
            if "width" in options:
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert found == []
    bare = enter(dee, java_script_enabled=False)
    bare.goto(here)
    bare.get_by_role("button", name="Done: Order toner").click()
    expect(bare.locator("#tasks")).to_contain_text("1 is over")
