"""A release that waits too long becomes the lead's, before the ticket's clock runs out. 2 November 2026 is a Monday."""

from datetime import date, datetime, timedelta

import pytest

from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.levels import actions as levels
from vakdesk.levels.actions.agreements import Wanted
from vakdesk.levels.kinds import Measure
from vakdesk.people.tests import cast
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions, jobs
from vakdesk.tickets.care import lapse_moments, leads_of
from vakdesk.tickets.models import Release
from vakdesk.tickets.tests.play import last, refused, verbs
from vakdesk.tickets.tests.play import taken as taken_by


def at(text):
    """A moment of November 2026 in Amsterdam: "2 09:00"."""
    day, time = text.split()
    return datetime.fromisoformat(f"2026-11-{int(day):02}T{time}:00+01:00")


@pytest.fixture
def karel(lindewaard, desk):
    return cast.make_person("Karel Brink", organisation=lindewaard, role=Role.COACH, scope=desk)


@pytest.fixture
def agreed(ann):
    """A first answer within four hours of 8:00-17:00."""
    with clock.travel(at("1 12:00")):
        days = ["8:00-17:00"] * 5 + ["", ""]
        office = levels.add_calendar(by=actor(ann), name="Office", starts_on=date(2020, 1, 1), zone="Europe/Amsterdam", days=days)
        levels.add_agreement(by=actor(ann), kind="sla", name="All", calendar=office, targets=[Wanted(Measure.FIRST_RESPONSE, 4 * 3600)])


def waits_since(moment, bo, tia):
    with clock.travel(moment):
        ticket = taken_by(bo, tia)
        actions.reply(ticket, by=actor(tia), text="Hello")
    return Release.objects.get()


def lapses(release):
    return lapse_moments([release])[release.pk]


def test_without_an_agreement_after_the_working_hours_of_the_house(bo, tia, karel):
    assert lapses(waits_since(at("2 15:00"), bo, tia)) == at("3 10:00")


def test_the_house_says_how_many_hours(bo, tia, karel, settings):
    settings.RELEASE_WITHIN_WORKING_HOURS = 1
    assert lapses(waits_since(at("2 15:00"), bo, tia)) == at("2 16:00")


def test_with_a_clock_when_half_of_what_is_left_is_gone(bo, tia, karel, agreed):
    assert lapses(waits_since(at("2 10:00"), bo, tia)) == at("2 12:00")


def test_a_clock_that_leaves_more_time_gives_the_coach_no_more_than_the_house(bo, tia, karel, agreed, settings):
    settings.RELEASE_WITHIN_WORKING_HOURS = 1
    assert lapses(waits_since(at("2 10:00"), bo, tia)) == at("2 11:00")


def test_working_time_is_halved_not_the_night(bo, tia, karel, agreed):
    assert lapses(waits_since(at("2 16:00"), bo, tia)) == at("3 09:00")


def test_what_is_due_already_is_the_leads_at_the_next_look(bo, tia, karel, agreed):
    with clock.travel(at("2 08:00")):
        ticket = taken_by(bo, tia)
    with clock.travel(at("2 13:00")):
        actions.reply(ticket, by=actor(tia), text="Sorry")
        assert lapses(Release.objects.get()) == at("2 13:00")


def test_the_job_passes_on_what_waited_long_enough_and_once(bo, tia, karel, dee):
    waiting = waits_since(at("2 10:00"), bo, tia)
    with clock.travel(at("2 13:59")):
        jobs.lapse()
    assert Release.objects.get().lapsed_at is None
    assert not Release.objects.due_for(actor(dee)).exists()
    with clock.travel(at("2 14:00")):
        jobs.lapse()
        jobs.lapse()
    assert Release.objects.get().lapsed_at == at("2 14:00")
    assert verbs(waiting.ticket).count("release.lapsed") == 1
    assert last(waiting.ticket, "release.lapsed").facts == {"waiting": waiting.pk, "speech": "reply", "trainee": tia.pk}
    assert list(Release.objects.due_for(actor(dee))) == [waiting]


def test_the_coach_may_still_release_it_and_what_was_released_does_not_lapse(bo, tia, karel, dee):
    waiting = waits_since(at("2 10:00"), bo, tia)
    with clock.travel(at("2 14:00")):
        jobs.lapse()
        actions.release(waiting, by=actor(karel))
    with refused(saying="no coach any more"):
        actions.lapse(waiting, by=jobs.TIMEKEEPER)
    with clock.travel(at("2 14:00") + timedelta(days=9)):
        jobs.lapse()


def test_only_the_timekeeper_passes_it_on(bo, tia, karel, dee):
    with pytest.raises(NotAllowed):
        actions.lapse(waits_since(at("2 10:00"), bo, tia), by=actor(dee))


def test_it_goes_to_the_leads_of_the_team_else_to_all_who_lead_here(bo, tia, karel, dee, systems):
    other = cast.make_person("Hanna Vos", role=Role.LEAD, teams=(systems,))
    ticket = waits_since(at("2 10:00"), bo, tia).ticket
    assert list(leads_of(ticket)) == [dee]
    ticket.record.team = None
    assert set(leads_of(ticket)) == {dee, other}
