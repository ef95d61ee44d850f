"""Two agents on one ticket, in two browsers."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from vakdesk.jobs.embedded import work_off
from vakdesk.kit import clock
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.tests import play
from vakdesk.tickets.tests.test_browser import browser, enter  # noqa: F401  fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_two_agents_see_each_other_write_and_neither_loses_a_word(enter, ada, dee, bo, desk):  # noqa: F811
    ticket = play.taken(bo, ada)
    ours, theirs = enter(ada), enter(dee)
    ours.goto(ticket.get_absolute_url())
    theirs.goto(ticket.get_absolute_url())
    expect(ours.get_by_text(f"{dee.name} is looking")).to_be_visible()
    expect(theirs.get_by_text(f"{ada.name} is looking")).to_be_visible()

    ours.get_by_label("Text", exact=True).fill("Please try the other cable.")
    expect(theirs.get_by_text(f"{ada.name} writes a reply")).to_be_visible()
    expect(theirs.get_by_text("is writing to the requester now")).to_be_visible()

    theirs.get_by_role("radio", name="Internal note").check()
    theirs.get_by_label("Text", exact=True).fill("It is the fuser, I ordered one.")
    theirs.get_by_role("button", name="Add the note").click()
    expect(ours.locator(".said", has_text="It is the fuser, I ordered one.")).to_be_visible()
    expect(ours.get_by_label("Text", exact=True)).to_have_value("Please try the other cable.")

    theirs.goto(f"{ticket.get_absolute_url()}edit/")
    ours.goto(f"{ticket.get_absolute_url()}edit/")
    ours.get_by_label("Subject").fill("Green page")
    ours.get_by_role("button", name="Save").click()
    expect(ours.get_by_role("heading", name="Green page")).to_be_visible()
    theirs.get_by_label("Subject").fill("Blue page")
    theirs.get_by_role("button", name="Save").click()
    both = theirs.get_by_role("radiogroup", name="which of the two stays")
    expect(both).to_contain_text("Green page")
    expect(both).to_contain_text("Blue page")
    both.get_by_text("Yours").click()
    theirs.get_by_role("button", name="Save").click()
    expect(theirs.get_by_role("heading", name="Blue page")).to_be_visible()


def test_a_page_whose_reader_is_signed_out_says_so_and_keeps_the_text(enter, ada, bo, desk):  # noqa: F811
    ticket = play.taken(bo, ada)
    page = enter(ada)
    page.goto(ticket.get_absolute_url())
    page.get_by_label("Text", exact=True).fill("Half a sentence")
    Session.objects.all().delete()
    expect(page.get_by_text("You no longer read this ticket")).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Half a sentence")


def test_without_streams_a_page_asks_instead(enter, ada, dee, bo, desk, monkeypatch):  # noqa: F811
    monkeypatch.setattr("vakdesk.live.hub.STREAMS_AT_MOST", 0)
    ticket = play.taken(bo, ada)
    page = enter(ada)
    page.goto(ticket.get_absolute_url())
    actions.note(ticket, by=actor(dee), text="It is the fuser.")
    expect(page.locator(".said", has_text="It is the fuser.")).to_be_visible()


def test_a_reply_is_taken_back_by_key_and_a_second_one_leaves_by_itself(enter, ada, bo, desk, monkeypatch):  # noqa: F811
    monkeypatch.setattr(settings, "UNDO_SEND_SECONDS", 10)
    ticket = play.taken(bo, ada)
    page = enter(ada)
    page.goto(ticket.get_absolute_url())
    page.get_by_label("Text", exact=True).fill("Try the other cabel.")
    page.keyboard.press("Control+Enter")
    waiting = page.locator(".said[data-kind=unsent]", has_text="Try the other cabel.")
    expect(waiting.get_by_text("leaves in").first).to_be_attached()
    page.keyboard.press("z")
    expect(page.get_by_label("Text", exact=True)).to_have_value("Try the other cabel.")
    expect(waiting).to_have_count(0)
    page.get_by_label("Text", exact=True).fill("Try the other cable.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".said[data-kind=unsent]")).to_be_visible()
    with clock.travel(clock.now() + timedelta(seconds=11)):
        work_off()
    expect(page.locator(".said[data-kind=reply]", has_text="Try the other cable.")).to_be_visible()
    expect(page.locator(".said[data-kind=unsent]")).to_have_count(0)
