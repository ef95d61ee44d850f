"""Which facts were known before the first technical step."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vakdesk.kit import clock
from vakdesk.levels.reporting import Month
from vakdesk.people.tests.cast import INSTALLER, Role, actor, make_person
from vakdesk.scripts import actions
from vakdesk.scripts.models import Script
from vakdesk.scripts.reporting import report_of
from vakdesk.scripts.tests.conftest import COLOUR, LAMP, SEEN
from vakdesk.tasks import actions as tasks
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.tests.play import MONDAY, SOLUTION, report

MARCH = Month(2026, 3)


@pytest.fixture
def asked(db: None) -> Script:
    with clock.travel(MONDAY - timedelta(days=1)):
        script = actions.add_script(by=INSTALLER, names={"en": "Laptop"}, kind="incident")
        actions.set_questions(script, by=INSTALLER, questions=[LAMP, COLOUR, SEEN])
        actions.publish(script, by=INSTALLER)
    return Script.objects.select_related("current").get(pk=script.pk)


def worked(bo, ada, script, *, before=None, after=None, kind="incident"):
    """Answered, then worked on, then answered again."""
    with clock.travel(MONDAY):
        ticket = report(bo, kind=kind)
        tickets.take(ticket, by=actor(ada))
    for minutes, given in ((5, before), (30, after)):
        with clock.travel(MONDAY + timedelta(minutes=minutes)):
            if given:
                actions.answer(ticket, by=actor(ada), edition=script.current, given=given)
        with clock.travel(MONDAY + timedelta(minutes=minutes + 5)):
            if minutes == 5:
                tasks.start(ticket.record, by=actor(ada))
                tasks.stop(by=actor(ada))
    with clock.travel(MONDAY + timedelta(hours=1)):
        tickets.resolve(ticket, by=actor(ada), **SOLUTION)
    return ticket


def told(by, month=MARCH):
    return [
        (str(one.edition.script), one.whole.asked, one.whole.known, [(row.key, share.asked, share.known) for row, share in one.rows])
        for one in report_of(month, actor(by))
    ]


def test_a_fact_counts_when_it_was_known_before_the_first_step(bo, ada, dee, desk, asked):
    worked(bo, ada, asked, before={"q1": "no", "q3": "Black"})
    worked(bo, ada, asked, before={"q1": "yes"}, after={"q3": "Black", "q2": "c1"})
    worked(bo, ada, asked)
    assert told(dee) == [("Laptop", 3, 1, [("q1", 3, 2), ("q2", 1, 0), ("q3", 3, 1)])]


def test_what_no_script_fits_or_was_solved_before_it_was_asked_does_not_count(bo, ada, dee, desk, asked):
    worked(bo, ada, asked, kind="complaint")
    assert told(dee) == [] and told(dee, Month(2026, 2)) == []


def test_what_was_solved_while_it_was_registered_is_left_out(bo, ada, dee, desk, asked, printing):
    template = tickets.add_call_template(by=INSTALLER, names={"en": "Black"}, kind="incident", category=printing, cause="x", done="y")
    with clock.travel(MONDAY):
        tickets.quick_call(bo, by=actor(ada), template=template)
    assert told(dee) == []


def test_nobody_reads_of_tickets_that_they_do_not_read(bo, ada, desk, vlierhof, asked):
    worked(bo, ada, asked)
    assert told(make_person("Lim", role=Role.LEAD, scope=vlierhof)) == []


def test_the_page_names_no_person(bo, ada, as_dee, as_ada, desk, asked):
    assert "Nothing to tell" in as_dee.get("/scripts/report/?month=2026-03").content.decode()
    worked(bo, ada, asked, before={"q1": "no", "q3": "Black"})
    page = as_dee.get("/scripts/report/?month=2026-03").content.decode().split("<main", 1)[1]
    assert "Is a light on?" in page and "100 %" in page and "Ada" not in page
    assert as_dee.get("/scripts/report/?month=9999-99").status_code == 200
    assert as_ada.get("/scripts/report/").status_code == 403


def test_it_takes_as_many_queries_for_many_tickets_as_for_few(bo, ada, dee, desk, asked):
    def asks() -> int:
        report_of(MARCH, actor(dee))
        with CaptureQueriesContext(connection) as captured:
            report_of(MARCH, actor(dee))
        return len(captured)

    worked(bo, ada, asked, before={"q1": "no"})
    few = asks()
    for _number in range(5):
        worked(bo, ada, asked, before={"q1": "no"})
    assert asks() == few
