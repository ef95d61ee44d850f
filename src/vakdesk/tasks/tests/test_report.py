from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vakdesk.kit import clock
from vakdesk.levels.reporting import Month
from vakdesk.people.tests import cast
from vakdesk.records.models import Record
from vakdesk.tasks import actions
from vakdesk.tasks.reporting import BY, report_of
from vakdesk.tasks.tests import play
from vakdesk.tasks.tests.play import MONDAY

MARCH = Month(2026, 3)


@pytest.fixture
def spent(record, cem, desk, systems, by_ada, by_dee) -> dict[str, Record]:
    """An hour and a half at Lindewaard by two people, in two teams; half an hour at Vlierhof; something in April."""
    wish = play.work(cem, "A bigger screen", team=systems, formerly="wish")
    with clock.travel(MONDAY):
        actions.estimate(record, by=by_ada, minutes=60)
        actions.write_time(record, by=by_ada, minutes=60)
        Record.objects.filter(pk=record.pk).update(team=systems)
        record.refresh_from_db()
        actions.write_time(record, by=by_dee, minutes=30)
        actions.write_time(wish, by=by_dee, minutes=30)
        actions.start(wish, by=by_dee)
    with clock.travel(MONDAY + timedelta(days=31)):
        actions.write_time(wish, by=by_ada, minutes=100)
    return {"fault": record, "wish": wish}


def rows(by: str, actor) -> list[tuple[str, int, int]]:
    return [(row.label, row.records, row.spent_minutes) for row in report_of(MARCH, by, actor).rows]


def test_time_adds_up_by_client_team_kind_and_ticket(spent, by_dee):
    assert rows("organisation", by_dee) == [("ROC Lindewaard", 1, 90), ("Vlierhof Logistiek", 1, 30)]
    assert rows("team", by_dee) == [("Service desk", 1, 60), ("Systems", 2, 60)]
    assert rows("kind", by_dee) == [("Fault", 1, 90), ("Wish", 1, 30)]
    assert rows("ticket", by_dee) == [("The printer does nothing", 1, 90), ("A bigger screen", 1, 30)]


def test_what_was_spent_stands_beside_what_was_estimated(spent, by_dee):
    found = report_of(MARCH, "organisation", by_dee)
    assert [(row.estimated_records, row.estimated_minutes, row.spent_on_estimated, row.percent) for row in found.rows] == [
        (1, 60, 90, 150),
        (0, 0, 0, None),
    ]
    assert (found.whole.records, found.whole.spent_minutes, found.whole.percent) == (2, 120, 150)


def test_a_month_without_time_says_so(spent, by_dee, as_dee):
    assert report_of(Month(2026, 2), "team", by_dee).rows == ()
    assert b"No time in this month" in as_dee.get("/tasks/time/?month=2026-02").content


def test_nobody_reads_of_records_that_they_do_not_read(spent, lindewaard):
    limited = cast.make_person("Lim", organisation=lindewaard, role=cast.Role.LEAD, scope=lindewaard)
    assert rows("organisation", cast.actor(limited)) == [("ROC Lindewaard", 1, 90)]


def test_the_page_and_its_file_name_no_person(spent, as_dee):
    for by in BY:
        page = as_dee.get(f"/tasks/time/?month=2026-03&by={by}").content.decode().split("<main", 1)[1]
        file = as_dee.get(f"/tasks/time/?month=2026-03&by={by}&format=csv").content.decode()
        assert "Ada" not in page + file and "Dee" not in page + file
        assert file.count("\r\n") == 3
    assert '"Fault",1,90,1,60,90' in as_dee.get("/tasks/time/?month=2026-03&by=kind&format=csv").content.decode()


def test_a_formula_in_a_subject_stays_text_in_the_file(record, by_ada, as_dee):
    Record.objects.filter(pk=record.pk).update(title="=HYPERLINK(1)")
    with clock.travel(MONDAY):
        actions.write_time(record, by=by_ada, minutes=10)
    assert "\"'=HYPERLINK" in as_dee.get("/tasks/time/?month=2026-03&by=ticket&format=csv").content.decode()


@pytest.mark.parametrize("query", ["by=person", "by=owner", "month=9999-99", "month=", "by[]=x"])
def test_what_the_report_does_not_know_it_does_not_show(spent, as_dee, query):
    assert as_dee.get(f"/tasks/time/?{query}").status_code == 200


def test_it_takes_as_many_queries_for_many_tickets_as_for_few(spent, bo, by_ada, by_dee):
    few = asked(by_dee)
    for number in range(10):
        with clock.travel(MONDAY):
            actions.write_time(play.work(bo, f"Thing {number}"), by=by_ada, minutes=5)
    assert asked(by_dee) == few


def asked(by) -> int:
    report_of(MARCH, "ticket", by)
    with CaptureQueriesContext(connection) as captured:
        report_of(MARCH, "ticket", by)
    return len(captured)
