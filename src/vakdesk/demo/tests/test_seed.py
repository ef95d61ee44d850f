"""The plan in the desk: made by the real actions, once, and going on where it was broken off."""

from datetime import datetime

import pytest

from vakdesk.access.actors import Door
from vakdesk.access.roles import Role
from vakdesk.demo import filling, founding, seed
from vakdesk.demo.deepening import deepen
from vakdesk.demo.planning import Event, events, older, plan
from vakdesk.demo.playing import Stage, correlation, done
from vakdesk.jobs.models import Job
from vakdesk.logbook.models import Entry
from vakdesk.logbook.verbs import Verb
from vakdesk.logbook.verify import verify
from vakdesk.mailroom.models import Arrival
from vakdesk.majors.models import Major
from vakdesk.people.models import Organisation, Person, RoleGrant
from vakdesk.people.tests import cast
from vakdesk.shifts.models import Appointment, Shift
from vakdesk.tasks.models import Task
from vakdesk.tickets.care import care_of
from vakdesk.tickets.kinds import Care, Closure, ReleaseState, State, TicketKind, WaitingFor
from vakdesk.tickets.models import Release, SavedView, Ticket

pytestmark = pytest.mark.house

#: A step of a storyline is one person's act on one ticket at its moment in the past. These are not: a split begins a second
#: ticket, whose own steps no storyline has; children follow by a job, bulk acts are undone as a whole and rules act by a follower,
#: all at the real now; and whether an override was right is judged in the light of what came after it.
PLAYED_BY_HAND = {
    "ticket.split",
    "ticket.split_off",
    "ticket.followed",
    "ticket.put_back",
    "ticket.routed",
    "ticket.rule_applied",
    "ticket.rule_stopped",
    "ticket.override_judged",
}


def _each_storyline_once(anchor: datetime) -> list[Event]:
    """Every step of the oldest telling of each storyline, in order."""
    first = {telling.story.code: telling for telling in reversed(plan(anchor))}
    mains = {telling.echo_of for telling in first.values()}
    chosen = {telling.number: telling for telling in plan(anchor) if telling in first.values() or telling.number in mains}
    steps = (Event(at, telling.number, index, telling) for telling in chosen.values() for index, at in enumerate(telling.moments))
    return sorted(step for step in steps if step.at < anchor)


def test_every_storyline_can_be_played_and_no_step_is_refused(company: datetime) -> None:
    stage, steps = Stage(), _each_storyline_once(company)

    refused = [(event.telling.story.code, event.step) for event in steps if not stage.play(event)]

    assert refused == []
    assert verify().ok
    seen = set(Entry.objects.values_list("verb", flat=True))
    assert {verb.name for verb in Verb.registry if verb.name.startswith("ticket.")} - seen == PLAYED_BY_HAND
    assert set(Ticket.objects.values_list("kind", flat=True)) == set(TicketKind.values)
    assert set(Ticket.objects.values_list("closure", flat=True)) >= set(Closure.values) - {Closure.ELSEWHERE}
    assert {State.CLOSED, State.WAITING} <= set(Ticket.objects.values_list("state", flat=True))
    held = {facts["waiting_for"] for facts in Entry.objects.filter(verb="ticket.held").values_list("facts", flat=True)}
    assert held == set(WaitingFor.values)
    assert {Door.WEB, Door.PORTAL, Door.MAIL, Door.JOB} <= set(Entry.objects.values_list("door", flat=True))


def test_the_company_has_every_role_a_visitor_can_play(company: datetime) -> None:
    held = set(RoleGrant.objects.values_list("role", flat=True))

    assert {Role.TRAINEE, Role.AGENT, Role.LEAD, Role.COACH, Role.AUDITOR, Role.PRIVACY, Role.ADMINISTRATOR, Role.REQUESTER} <= held
    assert Person.objects.count() >= 110
    assert Organisation.objects.count() == 4


def test_the_newest_days_are_there_at_once_and_the_rest_is_a_job(db: None, today: datetime) -> None:
    seed.seed_recent()

    assert 10 <= Ticket.objects.count() <= 40
    assert Job.objects.filter(key="demo.seed").count() == 1
    assert Ticket.objects.filter(state=State.NEW).exists()


def test_a_second_start_adds_nothing_and_once_whole_it_is_not_worked_out_again(
    db: None, today: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed.seed_recent()
    before = Entry.objects.count(), Ticket.objects.count(), Person.objects.count()

    seed.seed_recent()

    assert (Entry.objects.count(), Ticket.objects.count(), Person.objects.count()) == before

    monkeypatch.setattr(filling, "fill_newest", lambda: pytest.fail("worked out again"))
    Job.objects.filter(key=seed.REST).update(state="done")

    seed.seed_recent()

    assert Job.objects.filter(key=seed.REST).count() == 1


def test_a_seeding_that_was_killed_goes_on_where_it_stopped(company: datetime) -> None:
    steps = events(company, newest=True)
    stage = Stage()
    for event in steps[: len(steps) // 2]:
        stage.play(event)
    half = done()

    assert filling.fill_newest()

    assert half < done()
    assert {correlation(event.key) for event in steps} <= done()
    beginnings = Entry.objects.filter(verb__in=["ticket.reported", "ticket.registered"])
    assert beginnings.values("correlation").distinct().count() == beginnings.count() == Ticket.objects.count()
    assert verify().ok


def test_what_people_did_meanwhile_is_not_undone(company: datetime) -> None:
    telling = next(telling for telling in plan(company) if telling.story.code == "nl-accu")
    steps = [Event(at, telling.number, index, telling) for index, at in enumerate(telling.moments)]
    stage = Stage()
    assert stage.play(steps[0])
    ticket = Ticket.objects.get()
    ticket.state, ticket.closure, ticket.closed_at = State.CLOSED, Closure.WITHDRAWN, company
    ticket.save()

    assert not stage.play(steps[1])

    ticket.refresh_from_db()
    assert ticket.state == State.CLOSED


def test_a_desk_in_which_something_else_lives_is_left_alone(db: None, today: datetime) -> None:
    cast.make_organisation("Somebody real")

    seed.seed_recent()

    assert Organisation.objects.count() == 1
    assert not Job.objects.exists()


def test_the_odd_letters_come_in_once(company: datetime) -> None:
    filling.bring_odd_letters(company)
    outcomes = sorted(Arrival.objects.values_list("outcome", flat=True))

    filling.bring_odd_letters(company)

    assert sorted(Arrival.objects.values_list("outcome", flat=True)) == outcomes
    assert outcomes.count("ignored") == 3
    assert outcomes.count("ticket") == 7


@pytest.mark.parametrize("moment", ["2026-11-21T22:00:00+00:00", "2026-01-02T07:15:00+00:00"])
def test_it_can_be_founded_in_a_weekend_and_after_a_holiday(db: None, moment: str) -> None:
    at = datetime.fromisoformat(moment)

    assert founding.found(at) == at == founding.anchor()
    assert events(at, newest=True)
    assert events(at, newest=False)


def test_some_of_what_a_trainee_wrote_waits_for_the_coach_and_some_was_released(company: datetime) -> None:
    filling.fill_newest()
    karel, tia = (Person.objects.get(external_id=f"demo-{key}") for key in ("karel", "tia"))

    hers = Release.objects.filter(message__author=tia)

    assert {one.state for one in hers} >= {ReleaseState.WAITING, ReleaseState.RELEASED, ReleaseState.SENT_BACK}
    assert any(one.is_edited and one.why for one in hers.select_related("sent", "message"))
    assert Release.objects.due_for(cast.actor(karel)).count() == hers.waiting().count() >= 2
    assert care_of(tia.pk, TicketKind.INCIDENT) == Care.WATCHED, "the guided tour needs no coach"


def test_the_desk_has_a_rota_and_appointments_once(company: datetime) -> None:
    filling.fill_newest()
    assert set(Shift.objects.values_list("kind", flat=True)) == {"shift", "phone", "lessons", "absence"}
    assert sorted(Appointment.objects.values_list("kind", flat=True)) == ["remote", "visit"]
    before = (Shift.objects.count(), Appointment.objects.count())
    filling.fill_newest()
    assert (Shift.objects.count(), Appointment.objects.count()) == before


def test_what_lies_further_back_is_played_in_parts_and_has_ended(company: datetime) -> None:
    steps = older(company, 8)
    numbers = sorted({step.number for step in steps})[:4]
    filling.carry_out([step for step in steps if step.number in numbers])

    assert Ticket.objects.count() == len(numbers)
    assert not Ticket.objects.open().exists()
    assert {step.number for step in steps}.isdisjoint(telling.number for telling in plan(company))


def test_the_desk_has_an_outage_a_checklist_a_message_split_off_and_views_once(company: datetime) -> None:
    filling.fill_newest()
    deepen(company)
    before = Entry.objects.count()
    deepen(company)

    assert Entry.objects.count() == before
    major = Major.objects.get()
    assert major.is_going_on and Ticket.objects.filter(parent=major.ticket).count() == 6
    assert Ticket.objects.exclude(split_from=None).count() == 1
    assert sorted(SavedView.objects.values_list("name", flat=True)) == ["Bij leveranciers", "Mijn spoed"]
    listed = Task.objects.filter(task_set__lines__titles__en="Set up the laptop")
    assert listed.filter(state="done").count() == 3 and listed.open().count() == 6
