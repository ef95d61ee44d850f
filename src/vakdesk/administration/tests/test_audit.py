"""The logbook as an auditor reads it: everything, narrowed, one by one, and as a file."""

import csv
import json
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from vakdesk.administration.lists import _names
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db
LOGBOOK = "/administration/logbook/"


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"{LOGBOOK}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def shown(client: Client, query: str = "") -> list[str]:
    """The verbs of the narrowed logbook, newest first."""
    answer = client.get(f"{LOGBOOK}{query}{'&' if query else '?'}format=jsonl")
    return [json.loads(line)["verb"] for line in b"".join(answer.streaming_content).decode().splitlines()]  # type: ignore[attr-defined]


def test_an_auditor_reads_acts_of_everybody_on_everything(as_eli: Client, ticket: Ticket) -> None:
    told = page(as_eli)
    assert "Ada Kask took it" in told and ticket.reference in told
    assert {"person.registered", "organisation.added", "team.added", "ticket.registered"} <= set(shown(as_eli))


def test_an_auditor_does_not_read_who_signed_in_when(as_eli: Client, as_ann: Client, ticket: Ticket) -> None:
    assert "person.signed_in" not in shown(as_eli)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("?actor=ada+kask", "ticket.taken"),
        ("?verb=ticket.registered", "ticket.registered"),
        ("?door=command&about={bo}", "person.account_given"),
        ("?about={reference}", "ticket.taken"),
        ("?since={today}&until={today}&about={reference}", "ticket.taken"),
    ],
)
def test_filters_narrow_the_logbook(as_eli: Client, ticket: Ticket, bo: Person, query: str, first: str) -> None:
    query = query.format(bo=f"people.person+{bo.pk}", reference=ticket.reference.lower(), today=timezone.localdate().isoformat())
    found = shown(as_eli, query)
    assert found[0] == first
    assert len(found) < Entry.objects.count()


@pytest.mark.parametrize("query", ["?about=TK-999999", "?correlation=nonsense", "?actor=nobody+such", "?until=2001-01-01"])
def test_filters_that_fit_nothing_say_so(as_eli: Client, ticket: Ticket, query: str) -> None:
    assert "Nothing matches" in page(as_eli, query)


@pytest.mark.parametrize("query", ["?since=tomorrow", "?until=9999-12-31", "?verb=no.such", "?after=x"])
def test_filters_that_mean_nothing_narrow_nothing(as_eli: Client, ticket: Ticket, query: str) -> None:
    assert ticket.reference in page(as_eli, query)


def test_the_entries_of_one_request_are_found_by_its_number(as_eli: Client, ticket: Ticket) -> None:
    taken = Entry.objects.get(verb="ticket.taken")
    assert set(shown(as_eli, f"?correlation={taken.correlation}")) == set(
        Entry.objects.filter(correlation=taken.correlation).values_list("verb", flat=True)
    )


def test_an_entry_shows_facts_seal_chain_and_neighbours(as_eli: Client, ticket: Ticket) -> None:
    entry = Entry.objects.get(verb="ticket.registered")
    told = page(as_eli, f"{entry.pk}/")
    assert entry.digest in told and entry.previous in told and ticket.get_absolute_url() in told
    assert f"{LOGBOOK}{entry.pk - 1}/" in told and f"{LOGBOOK}{entry.pk + 1}/" in told
    assert "Ada Kask" in told and "incident" in told


def test_every_entry_can_be_opened(as_eli: Client, ticket: Ticket) -> None:
    for pk in Entry.objects.visible_to(_eli(as_eli)).values_list("pk", flat=True):
        assert as_eli.get(f"{LOGBOOK}{pk}/").status_code == 200


def _eli(client: Client) -> Any:
    return client.get(LOGBOOK).wsgi_request.actor


def test_the_table_says_in_sentences_what_happened(as_eli: Client, ticket: Ticket) -> None:
    answer = as_eli.get(f"{LOGBOOK}?format=csv&about={ticket.reference}&sort=oldest")
    rows = list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    entry = Entry.objects.get(verb="ticket.registered")
    assert rows[0]["who"] == "Ada Kask" and rows[0]["digest"] == entry.digest and int(rows[0]["position"]) == entry.position
    assert json.loads(rows[0]["facts"]) == entry.facts


def test_only_auditors_and_administrators_get_in(as_ada: Client, as_bo: Client, as_pia: Client, as_ann: Client, ticket: Ticket) -> None:
    entry = Entry.objects.latest("position")
    for client in (as_ada, as_bo, as_pia):
        assert [client.get(f"{LOGBOOK}{path}").status_code for path in ("", f"{entry.pk}/", "verify/", "?format=jsonl")] == [403] * 4
        assert client.post(f"{LOGBOOK}verify/").status_code == 403
    assert as_ann.get(LOGBOOK).status_code == 200


def test_the_list_and_an_entry_take_the_same_queries_however_long(
    as_eli: Client, ticket: Ticket, django_assert_max_num_queries: Any
) -> None:
    def queries(path: str) -> int:
        with django_assert_max_num_queries(40) as counted:
            as_eli.get(path)
        return len(counted)

    page(as_eli)
    whole, one = queries(LOGBOOK), queries(f"{LOGBOOK}{Entry.objects.latest('position').pk}/")
    assert queries(f"{LOGBOOK}?verb=ticket.taken") <= whole
    assert one < 25


def test_what_an_entry_is_about_is_called_by_its_name_where_one_may_see_it(as_eli: Client, bo: Person) -> None:
    told = page(as_eli, f"?about=people.person {bo.pk}")
    assert f'title="people.person {bo.pk}"' in told and ">Bo Jansen</span>" in told


def test_who_may_not_be_seen_stays_a_number(cem: Person, bo: Person) -> None:
    about_bo = [Entry.objects.filter(subject_type="people.person", subject_id=bo.pk).latest("pk")]
    assert _names(about_bo, cast.actor(bo)) == {("people.person", bo.pk): "Bo Jansen"}
    assert _names(about_bo, cast.actor(cem)) == {}
