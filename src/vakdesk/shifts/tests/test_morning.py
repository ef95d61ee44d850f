"""The morning page: what needs somebody, why, and a press that gives it to them."""

from datetime import timedelta

import pytest

from vakdesk.kit import clock
from vakdesk.majors import actions as majors
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor, client_of
from vakdesk.shifts.mornings import Morning
from vakdesk.shifts.tests.conftest import MONDAY, at, on
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import report, taken

PAGE = "/shifts/morning/"


@pytest.fixture
def ours(desk):
    """A ticket of Bo's lies with the desk."""

    def lies(ticket: Ticket) -> Ticket:
        ticket.record.team = desk
        ticket.record.save(update_fields=["team"])
        return ticket

    return lies


def seen(lead: Person, desk) -> dict[str, list[tuple[int, str]]]:
    return {section.name: [(line.ticket.pk, str(line.why)) for line in section.lines] for section in Morning(desk, actor(lead)).sections}


def test_what_nobody_has_and_what_is_late_is_there(dee, ada, bo, desk, ours):
    unowned, late, fine = ours(report(bo)), ours(taken(bo, ada)), ours(taken(bo, ada))
    Ticket.objects.filter(pk=late.pk).update(hurts_at=MONDAY - timedelta(hours=2))
    Ticket.objects.filter(pk=fine.pk).update(hurts_at=MONDAY + timedelta(hours=2))
    found = seen(dee, desk)
    assert [pk for pk, _why in found["unowned"]] == [unowned.pk]
    assert found["late"] == [(late.pk, "late by 2 h")]


def test_what_an_absent_colleague_has_is_there_today_alone(dee, ada, tia, bo, desk, ours):
    ticket = ours(taken(bo, ada))
    on(ada, desk, dee, kind="absence", hours=(0, 12))
    on(tia, desk, dee, kind="lessons", hours=(0, 12))
    [(pk, why)] = seen(dee, desk)["absent"]
    assert pk == ticket.pk and "Ada Kask is absent until" in why
    with clock.travel(at(2, 12)):
        assert seen(dee, desk)["absent"] == []


def test_a_trainee_who_asked_waits_or_stands_still_is_there_once(dee, tia, ada, bo, desk, ours):
    asked, waiting, quiet, agents = (ours(taken(bo, who)) for who in (tia, tia, tia, ada))
    tickets.escalate(asked, by=actor(tia), reason="Stuck", asked="Look with me")
    tickets.reply(waiting, by=actor(tia), text="Is the lamp on?")
    assert {pk for pk, _why in seen(dee, desk)["stuck"]} == {asked.pk, waiting.pk}
    with clock.travel(at(3, 9)):
        found = dict(seen(dee, desk)["stuck"])
    assert set(found) == {asked.pk, waiting.pk, quiet.pk} and agents.pk not in found
    assert (found[quiet.pk], "asked for the lead" in found[asked.pk]) == ("nothing happened for 1 d 1 h", True)
    assert "Tia Smit waits for a release" in found[waiting.pk]


def test_who_is_let_alone_or_waits_for_others_is_not_stuck(dee, tia, bo, desk, ours):
    held, alone = ours(taken(bo, tia)), ours(taken(bo, tia))
    tickets.hold(held, by=actor(tia), waiting_for="requester", reason="An answer")
    tickets.set_care(tia, by=actor(dee), care="alone", why="Knows it", kind=alone.kind, starts_on=at(1, 0).date())
    with clock.travel(at(4, 9)):
        assert seen(dee, desk)["stuck"] == []


def test_outages_are_on_top_and_every_line_leads_to_its_ticket_and_offers_to_assign(as_dee, dee, bo, desk, ours):
    outage = ours(report(bo, title="Mail"))
    majors.declare(outage, by=actor(dee), headlines={"en": "Mail is down"}, why="All", texts={"en": "We know."})
    ticket = ours(report(bo))
    page = as_dee.get(PAGE).content.decode()
    assert "Mail is down" in page and f"/tickets/{ticket.reference}/" in page and f"/tickets/{ticket.reference}/assign/" in page
    assert "No trainee waits for anybody." in page


def test_another_team_is_not_there_and_only_leads_have_mornings(as_ada, as_bo, lou, systems, desk, dee):
    assert as_ada.get(PAGE).status_code == 403
    assert as_bo.get(PAGE).status_code == 403
    as_lou = client_of(lou)
    assert as_lou.get(f"{PAGE}?team={systems.pk}").status_code == 200
    assert as_lou.get(f"{PAGE}?team={desk.pk}").status_code == 404


def test_a_lead_reads_no_ticket_that_is_restricted(dee, bo, desk, ours):
    ticket = ours(report(bo))
    ticket.record.restricted = True
    ticket.record.save(update_fields=["restricted"])
    assert seen(dee, desk)["unowned"] == []
