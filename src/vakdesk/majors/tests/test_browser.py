"""An outage morning in a real browser: forty mails become one major incident, and all are told when it is over."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from vakdesk.access.actors import Door
from vakdesk.jobs.embedded import work_off
from vakdesk.majors.models import Major, Proposal
from vakdesk.majors.tests.conftest import declared
from vakdesk.notices.models import Notice
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor, make_person
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests import test_merge
from vakdesk.tickets.tests.play import SOLUTION
from vakdesk.tickets.tests.test_browser import browser, enter

__all__ = ["browser", "enter"]
pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def mails(first: int, count: int, lindewaard: Any) -> list[Ticket]:
    """Reports by mail, each of somebody else."""
    found = []
    for number in range(first, first + count):
        person = make_person(f"Pia {number}", organisation=lindewaard, email=f"pia{number}@lindewaard.example", account=False)
        by = actor(person, door=Door.MAIL)
        found.append(tickets.report(person, by=by, title=f"Outlook gets no mail ({number})", text="Nothing comes in since nine."))
    return found


@pytest.fixture
def accessible() -> Iterator[Any]:
    """Pages looked at by axe."""

    def check(page: Page) -> None:
        assert not Axe().run(page).response["violations"]

    yield check


def test_an_outage_morning_with_forty_mails(enter, dee: Person, lindewaard, accessible):
    mails(0, 6, lindewaard)
    page = enter(dee)
    page.goto("/tickets/?view=unassigned")
    for box in page.locator("input.pick").all():
        box.check()
    page.get_by_role("button", name="One major incident").click()
    page.get_by_label("Headline, in English").fill("Mail is down")
    page.get_by_label("Why is this a major incident?").fill("The whole college")
    page.get_by_label("What everybody affected reads now, in English").fill("We know that mail is down and work on it.")
    page.get_by_role("button", name="Declare it and tell everybody").click()
    page.wait_for_url("**/majors/**")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mail is down")
    mails(6, 34, lindewaard)
    work_off()
    assert Proposal.objects.waiting().count() == 34
    page.reload()
    accessible(page)
    page.get_by_role("button", name="Join and answer all").click()
    expect(page.get_by_text("reports joined and answered.")).to_be_visible()
    while Proposal.objects.waiting().exists():  # by keyboard, row by row
        waiting = Proposal.objects.waiting().count()
        page.goto(Proposal.objects.waiting().select_related("ticket__record")[0].ticket.get_absolute_url())
        with page.expect_navigation():
            page.keyboard.press("m")
        assert Proposal.objects.waiting().count() == waiting - 1
    major = Major.objects.get()
    page.goto(major.get_absolute_url())
    page.keyboard.press("r")
    page.get_by_label("What they read, in English").fill("The supplier works on it.")
    page.get_by_role("button", name="Send it to everybody").click()
    expect(page.get_by_text("It is on its way to everybody.")).to_be_visible()
    work_off()
    page.reload()
    expect(page.get_by_text("40 of 40 told").first).to_be_visible()
    children = Ticket.objects.filter(parent=major.pk)
    assert children.count() == 40
    assert {one.record.messages.filter(text="The supplier works on it.").count() for one in children.select_related("record")} == {1}


def test_twenty_children_are_solved_and_all_told(enter, dee: Person, lindewaard, accessible):
    own = mails(0, 20, lindewaard)
    major = declared(own, dee)
    work_off()
    page = enter(dee)
    page.goto(major.get_absolute_url())
    page.get_by_role("link", name="Solved", exact=True).click()
    page.get_by_label("Cause").fill(SOLUTION["cause"])
    page.get_by_label("What was done").fill(SOLUTION["done"])
    page.get_by_text("I saw it work").click()
    page.get_by_label("What everybody affected reads, in English").fill("Mail works again.")
    accessible(page)
    page.get_by_role("button", name="Solve it and tell everybody").click()
    expect(page.get_by_text("Solved. Everybody is being told.")).to_be_visible()
    work_off()
    page.reload()
    expect(page.get_by_text("20 / 20")).to_be_visible()
    assert {one.state for one in Ticket.objects.filter(parent=major.pk)} == {State.RESOLVED}
    test_merge.told(dee)
    ends = Notice.objects.filter(channel="mail", text__contains="Mail works again.")
    assert sorted(ends.values_list("person", flat=True)) == sorted(one.requester_id for one in own)
