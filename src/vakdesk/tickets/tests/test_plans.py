"""However large the desk, its pages find their rows by an index, and what they count they count to a thousand."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vakdesk.logbook import remembering
from vakdesk.notices.models import Notice
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.tests.play import report
from vakdesk.tickets.tests.play import taken as taken_by

#: Tables that grow with the desk.
GROWING = (
    "tickets_ticket", "records_record", "records_message", "records_attachment", "records_link", "logbook_entry", "levels_clock",
    "notices_notice", "mailroom_arrival", "search_document",
)  # fmt: skip
PAGES = (
    "/tickets/",
    "/tickets/?view=team",
    "/tickets/?view=unassigned",
    "/tickets/?view=waiting",
    "/tickets/?view=all",
    "/tickets/?view=all&sort=oldest",
    "/tickets/{reference}/",
    "/tickets/{reference}/?view=all",
    "/inbox/",
    "/portal/",
)


@pytest.fixture
def asked(as_ada, ada, bo) -> Iterator[list[tuple[str, str]]]:
    """Every question that the pages ask, with the page that asks it."""
    ticket = taken_by(bo, ada)
    report(bo)
    actions.reply(ticket, by=actor(ada), text="Is the lamp on?")
    found = []
    for page in PAGES:
        remembering.forget()
        with CaptureQueriesContext(connection) as captured:
            assert as_ada.get(page.format(reference=ticket.reference)).status_code == 200, page
        found += [(page, query["sql"]) for query in captured if query["sql"].startswith("SELECT")]
    return found


def test_no_page_reads_a_growing_table_from_end_to_end(asked):
    """A count of everything may walk along a table: it stops at the thousandth row that it finds."""
    assert not {(page, table) for page, sql in asked if not _stops(sql) for table in _read_whole(sql)}


def test_whatever_pages_count_they_count_to_a_thousand_at_most(asked):
    counted = [(page, sql) for page, sql in asked if "COUNT(" in sql and any(f'"{table}"' in sql for table in GROWING)]
    assert counted
    assert [one for one in counted if not _stops(one[1])] == []


def _stops(sql: str) -> bool:
    return "COUNT(" in sql and "ORDER BY" not in sql and re.search(r"LIMIT \d{1,4}\)", sql) is not None


def _read_whole(sql: str) -> set[str]:
    """Growing tables that the database would read from end to end to answer this."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            steps = [row[3] for row in cursor.fetchall()]
            return {table for step in steps if (table := _name(r"^SCAN (\w+)$", step)) in GROWING}
        cursor.execute("SET LOCAL enable_seqscan = off")  # tables of two rows would be read whole otherwise
        cursor.execute(f"EXPLAIN {sql}")
        steps = [row[0] for row in cursor.fetchall()]
        return {table for step in steps if (table := _name(r"Seq Scan on (\w+)", step)) in GROWING}


def _name(pattern: str, step: str) -> str:
    found = re.search(pattern, step)
    return found[1] if found else ""


@pytest.mark.sqlite  # PostgreSQL reads a table this small as a whole, whatever the index
def test_whoever_has_very_many_unread_notices_opens_a_ticket_as_fast(bo, ada):
    ticket = report(bo)
    asked = Notice.objects.in_inbox(ada.pk).unread().filter(record=ticket.record).order_by().values("pk")[:1]
    assert "notice_unread (person_id=? AND record_id=?)" in asked.explain()
