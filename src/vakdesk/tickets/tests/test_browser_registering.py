"""A phone call under pressure: from a cold queue to a ticket by keyboard alone, the caller found among ten thousand by part of a name."""

from datetime import UTC, datetime
from itertools import product
from time import perf_counter
from typing import Any

import pytest
from playwright.sync_api import expect

from vakdesk.kit.text import fold
from vakdesk.people.models import Person
from vakdesk.records.kinds import Via
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.test_browser import browser, enter, press  # noqa: F401  fixtures

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

FIRST = ("Aart", "Bram", "Carla", "Daan", "Eva", "Finn", "Gijs", "Hanna", "Ivo", "Jet")
LAST = ("van den Berg", "Bakker", "Jansen", "Visser", "Smit", "Meijer", "de Boer", "Mulder", "de Groot", "Bos")
EACH = 100
#: A third of them are the words of the caller.
MOST_KEYS = 70


def ten_thousand(organisation: Any) -> None:
    """Past the actions, which would take minutes: they are only there to be looked through."""
    joined = datetime(2025, 1, 6, tzinfo=UTC)
    names = [f"{first} {last} {number:02}" for first, last, number in product(FIRST, LAST, range(EACH))]
    Person.objects.bulk_create(
        [Person(name=name, folded=fold(name), organisation=organisation, joined_at=joined) for name in names], batch_size=1000
    )


def test_a_call_becomes_a_ticket_by_keyboard_with_the_caller_found_among_ten_thousand(enter, ada, lindewaard, desk, record_property):  # noqa: F811
    ten_thousand(lindewaard)
    assert Person.objects.count() > len(FIRST) * len(LAST) * EACH
    page = enter(ada)
    page.goto("/tickets/")
    page.wait_for_load_state()
    begun = perf_counter()
    keys = press(page, "c")
    page.wait_for_url("**/tickets/new/**")
    expect(page.get_by_label("Who asks")).to_be_focused()
    keys += press(page, *"jet groot 07")
    page.get_by_role("option", name="Jet de Groot 07").wait_for()
    keys += press(page, "Enter")
    for _press in range(12):
        keys += press(page, "Tab")
        if page.get_by_label("Subject").evaluate("element => element === document.activeElement"):
            break
    keys += press(page, *"Beamer is dark", "Tab", *"No light in C2.04", "Control+Enter")
    page.wait_for_url("**/TK-*/**")
    seconds = perf_counter() - begun
    ticket = Ticket.objects.get()
    assert (ticket.title, ticket.record.requester.name, ticket.via, ticket.state) == (
        "Beamer is dark",
        "Jet de Groot 07",
        Via.PHONE,
        State.NEW,
    )
    for name, value in (("key presses", keys), ("seconds", round(seconds, 1))):
        record_property(name, value)
        print(f"a call among ten thousand: {value} {name}")
    assert keys <= MOST_KEYS
