"""What a clock crosses is announced once; a record moves to other agreed times, or is recounted, for a reason."""

from datetime import date
from typing import Any

import pytest

from vakdesk.access.actors import Actor
from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.levels import actions
from vakdesk.levels.actions.agreements import Wanted
from vakdesk.levels.jobs import TIMEKEEPER, alarms
from vakdesk.levels.kinds import Measure, State, Verdict
from vakdesk.levels.models import Agreement, AgreementVersion, Calendar, Clock, Deviation
from vakdesk.levels.plans import Happening
from vakdesk.levels.tests.play import HOURS, H, agreement, at, happens, work
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Organisation
from vakdesk.people.tests import cast
from vakdesk.records.models import Record

pytestmark = pytest.mark.usefixtures("plan")


def clock_of(record: Record, measure: str = Measure.RESOLUTION) -> Clock:
    return Clock.objects.get(record=record, measure=measure)


def announced() -> list[tuple[Any, ...]]:
    told = Entry.objects.filter(verb__in=["clock.warned", "clock.breached"]).order_by("position")
    return list(told.values_list("verb", "facts__percent", "facts__late_by", "facts__passed_over"))


def time_is_kept(*moments: str) -> None:
    for moment in moments:
        with clock.travel(at(moment)):
            alarms()


def test_a_warning_and_the_escalation_come_once_each(by_ada: Actor, house: Agreement) -> None:
    record = work(by_ada)
    time_is_kept("2 12:59", "2 13:00", "2 13:01", "2 15:00", "2 17:00", "2 17:01", "3 09:00")
    assert announced() == [("clock.warned", 50, 0, ""), ("clock.warned", 75, 0, ""), ("clock.breached", 100, 59, "")]
    first = Entry.objects.filter(verb="clock.warned").earliest("position")
    assert (first.facts["slot"], first.facts["measure"], first.facts["due"]) == ("sla", "resolution", "2026-11-02T16:00:00+00:00")
    assert (first.subject_id, first.machine) == (record.pk, TIMEKEEPER.machine)
    assert (clock_of(record).verdict, clock_of(record).alarmed, clock_of(record).alarm_at) == (Verdict.BREACHED, 100, None)
    assert Deviation.objects.get().due_at == at("2 17:00")


def test_after_an_outage_the_last_crossing_is_announced_with_what_was_missed(by_ada: Actor, house: Agreement) -> None:
    work(by_ada)
    time_is_kept("4 09:00", "4 09:01")
    assert announced() == [("clock.breached", 100, 40 * H - 1, "50, 75")]


def test_a_warning_missed_before_the_clock_was_held_is_due_at_no_moment(by_ada: Actor, by_ann: Actor, office: Calendar) -> None:
    agreement(by_ann, office, holds_for=["requester"])
    record = work(by_ada)
    happens(record, by_ada, Happening.WAITS, "2 14:00")
    time_is_kept("2 15:30")
    assert announced() == [("clock.warned", 50, 2 * H + 1800, "")]
    assert Entry.objects.get(verb="clock.warned").facts["due"] is None
    assert not Deviation.objects.exists()


def test_what_ended_too_late_before_anybody_looked_is_announced_too(by_ada: Actor, house: Agreement) -> None:
    happens(work(by_ada), by_ada, Happening.ENDED, "3 09:00")
    time_is_kept("3 09:05", "3 09:06")
    assert [verb for verb, *_rest in announced()] == ["clock.breached"]
    assert Deviation.objects.count() == 1


def test_nothing_is_announced_before_its_moment(by_ada: Actor, house: Agreement) -> None:
    record = work(by_ada)
    for moment in ("2 12:59", "2 17:01"):
        time_is_kept("2 17:01")
        with clock.travel(at(moment)), pytest.raises(Refused, match="Nothing is to be announced"):
            actions.alarm(clock_of(record), by=TIMEKEEPER)


def test_only_the_timekeeper_announces(by_ann: Actor, by_ada: Actor, house: Agreement) -> None:
    record = work(by_ada)
    with clock.travel(at("2 17:01")), pytest.raises(NotAllowed):
        actions.alarm(clock_of(record), by=by_ann)


def test_each_round_without_news_that_took_too_long_is_a_deviation_of_its_own(by_ada: Actor, by_ann: Actor, office: Calendar) -> None:
    agreement(by_ann, office, Wanted(Measure.NEXT_UPDATE, 2 * H))
    record = work(by_ada)
    for told, looked in (("2 13:00", "2 13:05"), ("2 16:00", "2 16:05")):
        happens(record, by_ada, Happening.ANSWERED, told)
        record.tags.clear()
        time_is_kept(looked)
    news = clock_of(record, Measure.NEXT_UPDATE)
    assert (news.verdict, news.late_laps, news.alarmed) == (Verdict.BREACHED, 2, 0)
    assert [one.due_at for one in Deviation.objects.order_by("due_at")] == [at("2 11:00"), at("2 15:00")]
    assert not announced()


def two_hours(house: Agreement, by: Actor, office: Calendar) -> AgreementVersion:
    with clock.travel(at("2 10:00")):
        return actions.change_agreement(house, by=by, calendar=office, targets=[Wanted(Measure.RESOLUTION, 2 * H)])


def test_what_is_moved_to_another_version_keeps_the_time_it_consumed(
    by_ada: Actor, by_ann: Actor, by_dee: Actor, house: Agreement, office: Calendar
) -> None:
    record, version = work(by_ada), two_hours(house, by_ann, office)
    assert clock_of(work(by_ada, "2 10:30")).version == version
    assert clock_of(record).target_seconds == 8 * H
    with clock.travel(at("2 10:45")):
        actions.migrate(record, by=by_dee, version=version, why="  The client asked for it " + "." * 600)

    moved = clock_of(record)
    assert (moved.version, moved.target_seconds, moved.consumed_seconds, moved.due_at) == (version, 2 * H, 6300, at("2 11:00"))
    entry = Entry.objects.get(verb="clock.migrated")
    assert entry.facts == {"version": version.pk}
    assert (len(entry.sealed["why"]), entry.sealed["why"][:24]) == (500, "The client asked for it ")
    agreed = {"slot": "sla", "version": version.pk, "kind": "fault", "priority": 2, "service": None}
    assert Entry.objects.filter(verb="clock.agreed", subject_id=record.pk).latest("pk").facts == agreed


def test_moving_needs_a_reason_and_another_version(by_ada: Actor, by_ann: Actor, by_dee: Actor, house: Agreement, office: Calendar) -> None:
    record, version = work(by_ada), two_hours(house, by_ann, office)
    for given, why, field in ((version, " ", "why"), (house.versions.get(number=1), "Asked", "version")):
        with clock.travel(at("2 11:00")), pytest.raises(Refused) as refusal:
            actions.migrate(record, by=by_dee, version=given, why=why)
        assert refusal.value.field == field
    assert clock_of(record).target_seconds == 8 * H


def test_a_record_does_not_move_to_what_was_agreed_with_another_client(
    by_ada: Actor, by_dee: Actor, by_ann: Actor, house: Agreement, office: Calendar, lindewaard: Organisation, vlierhof: Organisation
) -> None:
    record = work(by_ada, organisation=lindewaard)
    theirs = agreement(by_ann, office, name="With Vlierhof", organisation=vlierhof).versions.get()
    ours = agreement(by_ann, office, name="With Lindewaard", organisation=lindewaard).versions.get()
    lead, stranger = (cast.actor(cast.make_person(role=Role.LEAD, scope=client)) for client in (lindewaard, vlierhof))
    with clock.travel(at("2 11:00")):
        for by in (by_dee, lead):
            with pytest.raises(Refused, match="another client") as refusal:
                actions.migrate(record, by=by, version=theirs, why="Asked")
            assert refusal.value.field == "version"
        for refused in (
            lambda: actions.migrate(record, by=stranger, version=theirs, why="Asked"),
            lambda: actions.migrate(record, by=stranger, version=ours, why="Asked"),
            lambda: actions.rebase(record, by=stranger, why="Asked"),
        ):
            with pytest.raises(NotAllowed):
                refused()
        assert clock_of(record).version.agreement == house
        actions.migrate(record, by=lead, version=ours, why="Asked")
    assert clock_of(record).version == ours


def power_cut(by: Actor, office: Calendar) -> None:
    """Known on the fourth: nobody worked on the third."""
    with clock.travel(at("4 09:00")):
        actions.change_calendar(office, by=by, starts_on=date(2026, 11, 3), closing_days="2026-11-03 Power cut", **HOURS)


def test_a_closing_day_entered_afterwards_counts_once_the_clocks_are_recounted(
    by_ada: Actor, by_ann: Actor, by_dee: Actor, office: Calendar
) -> None:
    agreement(by_ann, office, Wanted(Measure.FIRST_RESPONSE, H), Wanted(Measure.RESOLUTION, 8 * H))
    record = work(by_ada, "2 15:00")
    happens(record, by_ada, Happening.ANSWERED, "2 15:30")
    power_cut(by_ann, office)
    happens(record, by_ada, Happening.GOES_ON, "4 09:00")
    assert clock_of(record).due_at == at("3 14:30")
    with clock.travel(at("4 09:00")):
        assert actions.rebase(record, by=by_dee, why=" Nobody could work" + "." * 600) == -int(8.5 * H)

    assert clock_of(record).due_at == at("4 14:30")
    entry = Entry.objects.get(verb="clock.rebased")
    assert (entry.facts, entry.subject_id) == ({"seconds": -int(8.5 * H)}, record.pk)
    assert (len(entry.sealed["why"]), entry.sealed["why"][:18]) == (500, "Nobody could work.")


def test_recounting_needs_a_reason_and_something_measured(by_ada: Actor, by_dee: Actor, office: Calendar) -> None:
    record = work(by_ada)
    with clock.travel(at("2 10:00")):
        with pytest.raises(Refused, match="Say why") as refusal:
            actions.rebase(record, by=by_dee, why=" ")
        assert refusal.value.field == "why"
        with pytest.raises(Refused, match="Nothing is measured here"):
            actions.rebase(record, by=by_dee, why="Power cut")


def test_whatever_is_open_under_a_calendar_is_recounted(by_ada: Actor, by_ann: Actor, by_dee: Actor, office: Calendar) -> None:
    agreement(by_ann, office, Wanted(Measure.FIRST_RESPONSE, H), Wanted(Measure.RESOLUTION, 8 * H))
    ended, *running = [work(by_ada, "2 15:00") for _number in range(3)]
    happens(ended, by_ada, Happening.ENDED, "2 16:00")
    with clock.travel(at("2 16:30")):
        other = actions.add_calendar(by=by_ann, name="Evenings", starts_on=date(2020, 1, 1), **HOURS)
        actions.change_agreement(Agreement.objects.get(), by=by_ann, calendar=other, targets=[Wanted(Measure.RESOLUTION, 8 * H)])
    elsewhere = work(by_ada, "2 17:00")
    power_cut(by_ann, office)
    with clock.travel(at("4 09:00")):
        assert actions.rebase_open(office, by=by_dee, why="Power cut") == 2

    recounted = Entry.objects.filter(verb="clock.rebased").values_list("subject_id", "sealed__why")
    assert sorted(recounted) == [(one.pk, "Power cut") for one in running]
    assert (clock_of(ended).state, clock_of(elsewhere).version.calendar) == (State.STOPPED, other)


def test_an_agent_neither_moves_nor_recounts(by_ada: Actor, house: Agreement, office: Calendar) -> None:
    record = work(by_ada)
    for refused in (
        lambda: actions.migrate(record, by=by_ada, version=house.versions.get(), why="Asked"),
        lambda: actions.rebase(record, by=by_ada, why="Asked"),
        lambda: actions.rebase_open(office, by=by_ada, why="Asked"),
    ):
        with pytest.raises(NotAllowed):
            refused()
