"""Priorities that somebody set against the matrix: by team and month, what came of them, and what those who lead say."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.levels.reporting import Month
from vakdesk.logbook.models import Entry
from vakdesk.people.tests.cast import Role, actor, make_person
from vakdesk.tickets import actions
from vakdesk.tickets.models import OverrideVerdict
from vakdesk.tickets.overrides import OverrideReport
from vakdesk.tickets.tests.play import MONDAY, SOLUTION, refused, report

MARCH = Month(2026, 3)
FACTS = {"affected": "Bo", "systems": "C1", "criticality": "Exams", "workaround": "None"}


def overridden(bo, ada, category, priority=1, why="Truck leaves"):
    """Normal by the matrix."""
    with clock.travel(MONDAY):
        ticket = report(bo)
        actions.take(ticket, by=actor(ada))
        given = {"category": category, "impact": 3, "urgency": 1, "priority": priority, "override_reason": why}
        actions.classify(ticket, by=actor(ada), **given, **FACTS)
    return ticket


def entry_of(ticket) -> Entry:
    return Entry.objects.get(verb="ticket.priority_overridden", subject_id=ticket.pk)


def of(by):
    return OverrideReport(MARCH, actor(by))


def test_overrides_are_counted_by_team_up_and_down(bo, ada, dee, desk, printing):
    overridden(bo, ada, printing)
    overridden(bo, ada, printing, priority=4, why="It can wait")
    (row,) = of(dee).teams
    assert (row.team, row.counts["all"], row.counts["up"], row.counts["down"], row.counts["unjudged"]) == ("Service desk", 2, 1, 1, 2)
    assert {one.reason for one in of(dee).overrides} == {"Truck leaves", "It can wait"}
    assert OverrideReport(Month(2026, 2), actor(dee)).overrides == []


def test_what_came_of_it_is_told(bo, ada, dee, desk, printing):
    kept, changed, still = (overridden(bo, ada, printing) for _number in range(3))
    with clock.travel(MONDAY + timedelta(hours=1)):
        actions.escalate(kept, by=actor(ada), reason="Client is angry", asked="Call them")
        actions.resolve(kept, by=actor(ada), **SOLUTION)
        actions.reopen(kept, by=actor(ada), text="Not yet")
        actions.resolve(kept, by=actor(ada), **SOLUTION)
        actions.close(kept, by=actor(ada), closure="verified")
        actions.classify(changed, by=actor(ada), category=printing, impact=3, urgency=1, **FACTS)
    found = {one.ticket.pk: one for one in of(dee).overrides}
    assert (found[kept.pk].kept, found[kept.pk].escalated, found[kept.pk].reopened) == (True, True, True)
    assert (found[changed.pk].kept, found[changed.pk].reason) == (False, "Truck leaves")
    assert found[still.pk].kept is None
    (row,) = of(dee).teams
    assert (row.counts["kept"], row.counts["changed"], row.counts["escalated"], row.counts["reopened"]) == (1, 1, 1, 1)


def test_who_leads_says_whether_it_was_right(bo, ada, dee, desk, printing):
    ticket = overridden(bo, ada, printing)
    with refused("why"):
        actions.judge_override(ticket, by=actor(dee), entry=entry_of(ticket), verdict="wrong")
    with refused("verdict"):
        actions.judge_override(ticket, by=actor(dee), entry=entry_of(ticket), verdict="perhaps")
    actions.judge_override(ticket, by=actor(dee), entry=entry_of(ticket), verdict="wrong", why="High was enough")
    actions.judge_override(ticket, by=actor(dee), entry=entry_of(ticket), verdict="right")
    said = OverrideVerdict.objects.get()
    assert (said.is_right, said.why, said.judged_by) == (True, "", dee)
    assert Entry.objects.filter(verb="ticket.override_judged").count() == 2
    assert of(dee).teams[0].counts["right"] == 1
    with pytest.raises(NotAllowed):
        actions.judge_override(ticket, by=actor(ada), entry=entry_of(ticket), verdict="right")


def test_another_entry_is_not_judged(bo, ada, dee, desk, printing):
    ticket, other = overridden(bo, ada, printing), overridden(bo, ada, printing)
    taken = Entry.objects.get(verb="ticket.taken", subject_id=ticket.pk)
    for entry in (entry_of(other), taken):
        with refused(saying="no override"):
            actions.judge_override(ticket, by=actor(dee), entry=entry, verdict="right")


def test_leads_see_their_own_and_agents_nothing(bo, ada, desk, systems, printing, as_ada):
    overridden(bo, ada, printing)
    assert of(make_person("Sys", role=Role.LEAD, scope=systems)).overrides == []
    assert len(of(make_person("Own", role=Role.LEAD, scope=desk)).overrides) == 1
    assert as_ada.get("/tickets/overrides/").status_code == 403


def test_the_pages_tell_it_without_names_of_people(bo, ada, as_dee, as_ada, desk, printing):
    assert "The matrix held" in as_dee.get("/tickets/overrides/?month=2026-03").content.decode()
    ticket = overridden(bo, ada, printing)
    address = f"/tickets/{ticket.reference}/override/{entry_of(ticket).pk}/"
    assert as_dee.get(address).status_code == 200
    assert as_dee.post(address, {"verdict": "wrong"}).status_code == 409
    assert as_dee.post(address, {"verdict": ["right", "<b>"]}).status_code == 422
    assert as_dee.post(address, {"verdict": "wrong", "why": "High was enough"})["Location"] == "/tickets/overrides/"
    page = as_dee.get("/tickets/overrides/?month=2026-03").content.decode().split("<main", 1)[1]
    assert "<td data-main>Service desk</td>" in page
    assert "Truck leaves" in page and "High was enough" in page and "judged not right" in page and "Ada" not in page
    assert as_dee.post(f"/tickets/{ticket.reference}/override/999999/", {"verdict": "right"}).status_code == 404
    assert as_ada.post(address, {"verdict": "right"}).status_code == 403


def test_it_takes_as_many_queries_for_many_as_for_few(bo, ada, dee, desk, printing):
    def asks() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert of(dee).teams
        return len(captured)

    overridden(bo, ada, printing)
    asks()
    few = asks()
    for _number in range(5):
        overridden(bo, ada, printing)
    asks()
    assert asks() == few
