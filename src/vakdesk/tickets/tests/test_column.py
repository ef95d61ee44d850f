"""The list beside a ticket: some rows around it, and every other ticket by turning its pages."""

import re

import pytest

from vakdesk.tickets.showing import COLUMN_ROWS
from vakdesk.tickets.tests.play import report

pytestmark = pytest.mark.django_db


def beside(client, address: str) -> tuple[list[str], dict[str, str]]:
    """References in the column, and where its buttons lead."""
    page = client.get(address).content.decode()
    column = page[page.index('<section class="queue"') : page.index("</section>", page.index('<section class="queue"'))]
    turns = {rel: url.replace("&amp;", "&") for rel, url in re.findall(r'rel="(prev|next)" href="([^"]+)"', column)}
    return re.findall(r'class="reference">(TK-\d+)<', column), turns


def test_it_holds_the_ticket_and_few_others_and_turns_to_all_of_them(as_ada, bo, desk):
    references = [report(bo).reference for _number in range(COLUMN_ROWS * 3 + 5)]
    first = references[40]
    shown, turns = beside(as_ada, f"/tickets/{first}/?view=unassigned")
    assert first in shown and len(shown) == COLUMN_ROWS and set(turns) == {"prev", "next"}
    found = set(shown)
    for way in ("prev", "next"):
        url, pages = turns[way], 0
        while url and pages < 10:
            rows, onward = beside(as_ada, url)
            assert len(rows) <= COLUMN_ROWS
            found |= set(rows)
            url, pages = onward.get(way, ""), pages + 1
    assert found == set(references)
    ends = [beside(as_ada, f"/tickets/{one}/?view=unassigned")[0] for one in (references[0], references[49])]
    assert references[0] in ends[0] and references[49] in ends[1]
