"""The wallboard: its numbers are those of the queue they lead to, also on a screen of its own and without script."""

import re

import pytest

from vakdesk.access.roles import Role
from vakdesk.people.tests.cast import actor, client_of, make_person
from vakdesk.tickets import actions
from vakdesk.tickets.tests.play import report, resolved, taken


@pytest.fixture
def busy(bo, ada, desk):
    report(bo), resolved(bo, ada)
    actions.hold(taken(bo, ada), by=actor(ada), waiting_for="supplier", reason="A part")


def numbers(page: str) -> dict[str, tuple[str, str]]:
    """The word of each tile, with its number and where it leads."""
    found = re.findall(r'<a class="tile" [^>]*href="([^"]+)"><b>([^<]+)</b><span>([^<]+)</span>', page)
    return {label: (number, href.replace("&amp;", "&")) for href, number, label in found}


@pytest.mark.parametrize("query", ["", "?full=1"])
def test_each_number_is_that_of_the_queue_it_leads_to(busy, as_dee, desk, query):
    found = numbers(as_dee.get(f"/tickets/wallboard/{desk.pk}/{query}").content.decode())
    assert {label: number for label, (number, _href) in found.items()} == {
        "late": "0",
        "due within a working hour": "0",
        "nobody&#x27;s yet": "1",
        "on hold": "1",
        "without an agreement": "2",
        "open in all": "2",
        "came in today": "3",
        "solved today": "1",
    }
    for label, (number, href) in found.items():
        assert as_dee.get(href).content.decode().count("data-row=") == int(number), label


def test_a_screen_of_its_own_has_no_menu_and_renews_itself_without_script(busy, as_dee, desk):
    page = as_dee.get(f"/tickets/wallboard/{desk.pk}/?full=1").content.decode()
    assert 'class="nav"' not in page
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in page


def test_numbers_cost_the_same_however_many_there_are(busy, as_dee, bo, desk, django_assert_max_num_queries):
    def count() -> int:
        with django_assert_max_num_queries(40) as captured:
            as_dee.get(f"/tickets/wallboard/{desk.pk}/")
        return len(captured)

    few = count()
    for _number in range(3):
        report(bo)
    assert count() <= few


def test_it_counts_what_its_reader_may_see(busy, desk, vlierhof, as_bo):
    serves_another = make_person("Ivo Elders", role=Role.AGENT, scope=vlierhof)
    found = numbers(client_of(serves_another).get(f"/tickets/wallboard/{desk.pk}/").content.decode())
    assert {number for number, _href in found.values()} == {"0"}
    assert as_bo.get(f"/tickets/wallboard/{desk.pk}/").status_code == 404
