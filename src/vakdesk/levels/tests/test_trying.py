"""What other times or other hours would have made of what was measured. Office hours are 8:30-17:00; 2 November 2026 is a Monday."""

from datetime import date
from typing import Any

import pytest

from vakdesk.access.actors import Actor
from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.levels import actions, trying
from vakdesk.levels.actions.agreements import Wanted
from vakdesk.levels.actions.calendars import preview
from vakdesk.levels.kinds import Measure
from vakdesk.levels.models import Agreement, AgreementVersion, Calendar, CalendarVersion
from vakdesk.levels.plans import Happening
from vakdesk.levels.tests.play import HOURS, H, agreement, at, happens, work
from vakdesk.levels.trying import Figure, Tried, try_agreement, try_calendar
from vakdesk.people.models import Organisation
from vakdesk.people.tests import cast
from vakdesk.records.models import Record

pytestmark = pytest.mark.usefixtures("plan")


@pytest.fixture
def solved(by_ada: Actor, house: Agreement) -> Record:
    """Kept: of 8 hours it took 6."""
    record = work(by_ada)
    happens(record, by_ada, Happening.ENDED, "2 15:00")
    return record


def told(tried: Tried) -> list[tuple[int, str, str, str]]:
    return [(one.record.pk, one.measure.value, *(verdict.value for verdict in one.verdicts)) for one in tried.cases]


def resolution(hours: float, **more: Any) -> Wanted:
    return Wanted(Measure.RESOLUTION, int(hours * H), **more)


def tried_on(house: Agreement, calendar: Calendar, actor: Actor, *targets: Wanted, when: str = "20 12:00", **more: Any) -> Tried:
    with clock.travel(at(when)):
        return try_agreement(house, calendar=calendar, targets=targets, actor=actor, **more)


def tried_hours(calendar: Calendar, actor: Actor, when: str = "20 12:00", starts_on: date = date(2026, 11, 20), **hours: Any) -> Tried:
    with clock.travel(at(when)):
        return try_calendar(calendar, preview(at=clock.now(), starts_on=starts_on, **HOURS | hours), actor=actor)


def test_other_targets_judge_what_was_measured_and_leave_it_alone(
    solved: Record, by_dee: Actor, house: Agreement, office: Calendar
) -> None:
    tried = tried_on(house, office, by_dee, resolution(5))
    assert told(tried) == [(solved.pk, "resolution", "kept", "breached")]
    assert [(one.now.target, one.then.target, one.then.consumed) for one in tried.cases] == [(8 * H, 5 * H, 6 * H)]
    assert [len(tried.behind(figure, Measure.RESOLUTION)) for figure in Figure] == [1, 1, 0, 1]
    assert tried.behind(Figure.DECIDED, Measure.FIRST_RESPONSE) == [] and tried.measures == [Measure.RESOLUTION]
    assert told(tried_on(house, office, by_dee, resolution(6))) == [(solved.pk, "resolution", "kept", "kept")]
    assert AgreementVersion.objects.get().targets.get().seconds == 8 * H


def test_the_most_particular_target_judges(solved: Record, by_dee: Actor, house: Agreement, office: Calendar) -> None:
    tried = tried_on(
        house, office, by_dee, resolution(1), resolution(7, kind="fault"), resolution(2, kind="wish"), resolution(1, priority=1)
    )
    assert told(tried) == [(solved.pk, "resolution", "kept", "kept")]


def test_a_measure_that_nothing_was_agreed_for_can_be_tried(solved: Record, by_dee: Actor, house: Agreement, office: Calendar) -> None:
    tried = tried_on(house, office, by_dee, resolution(8), Wanted(Measure.FIRST_RESPONSE, H))
    assert sorted(told(tried)) == [(solved.pk, "first_response", "none", "breached"), (solved.pk, "resolution", "kept", "kept")]


def test_what_it_would_fall_back_to_judges_what_it_says_nothing_about(
    solved: Record, by_dee: Actor, by_ann: Actor, house: Agreement, office: Calendar
) -> None:
    behind = agreement(by_ann, office, resolution(5), name="Behind")
    nothing = Wanted(Measure.FIRST_RESPONSE, H)
    assert (solved.pk, "resolution", "kept", "breached") in told(tried_on(house, office, by_dee, nothing, falls_back_to=behind))
    assert (solved.pk, "resolution", "kept", "none") in told(tried_on(house, office, by_dee, nothing))


def test_whom_it_is_held_for_can_be_tried(by_ada: Actor, by_dee: Actor, house: Agreement, office: Calendar) -> None:
    record = work(by_ada)
    happens(record, by_ada, Happening.WAITS, "2 10:00")
    happens(record, by_ada, Happening.ENDED, "4 10:00")
    held, running = (tried_on(house, office, by_dee, resolution(8), holds_for=words) for words in (["requester"], []))
    assert (told(held), told(running)) == (
        [(record.pk, "resolution", "breached", "kept")],
        [(record.pk, "resolution", "breached", "breached")],
    )


def test_other_hours_count_what_was_measured(solved: Record, by_dee: Actor, office: Calendar) -> None:
    always = tried_hours(office, by_dee, days=["0:00-24:00"] * 7)
    assert [(one.now.consumed, one.then.consumed) for one in always.cases] == [(6 * H, 6 * H)]
    mornings = tried_hours(office, by_dee, days=["8:30-12:00"] * 5 + ["", ""])
    assert [one.then.consumed for one in mornings.cases] == [3 * H]
    elsewhere = tried_hours(office, by_dee, zone="America/New_York")
    assert [one.then.consumed for one in elsewhere.cases] == [1800]
    assert CalendarVersion.objects.count() == 1


def test_a_closing_day_is_tried_and_those_of_the_past_stay(
    by_ada: Actor, by_ann: Actor, by_dee: Actor, house: Agreement, office: Calendar
) -> None:
    with clock.travel(at("1 13:00")):
        actions.change_calendar(office, by=by_ann, starts_on=date(2026, 11, 1), closing_days="2026-11-03 Move", **HOURS)
    late = work(by_ada)
    happens(late, by_ada, Happening.ENDED, "4 12:00")
    assert [one.then.consumed for one in tried_hours(office, by_dee).cases] == [int(11.5 * H)]
    first = date(2026, 11, 1)
    for closing_days, hours in (("2026-11-04 Strike", 16.5), ("2026-11-03 Move\n2026-11-04 Strike", 8)):
        closed = tried_hours(office, by_dee, starts_on=first, closing_days=closing_days)
        assert [one.then.consumed for one in closed.cases] == [hours * H]


def test_only_so_many_months_are_read(by_ada: Actor, by_dee: Actor, house: Agreement, office: Calendar) -> None:
    record = work(by_ada)
    assert [told(tried_on(house, office, by_dee, resolution(8), when="30 12:00", months=months)) for months in (1, 2)] == [
        [(record.pk, "resolution", "breached", "breached")]
    ] * 2
    with clock.travel(at("30 12:00").replace(month=12)):
        read = [try_agreement(house, calendar=office, targets=[resolution(8)], months=months, actor=by_dee) for months in (1, 2)]
    assert [len(one.cases) for one in read] == [0, 1]


def test_more_than_is_read_at_once_is_said(
    by_ada: Actor, by_dee: Actor, house: Agreement, office: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(by_ada)
    newest = work(by_ada, "3 09:00")
    assert not tried_on(house, office, by_dee, resolution(8)).left_out
    monkeypatch.setattr(trying, "AT_MOST", 1)
    tried = tried_on(house, office, by_dee, resolution(8))
    assert (tried.left_out, [one.record.pk for one in tried.cases]) == (True, [newest.pk])


def test_only_what_the_reader_sees_is_tried(
    by_ada: Actor, house: Agreement, office: Calendar, lindewaard: Organisation, vlierhof: Organisation
) -> None:
    own = work(by_ada, organisation=lindewaard)
    work(by_ada, organisation=vlierhof)
    lead = cast.actor(cast.make_person(role=Role.LEAD, scope=lindewaard))
    for tried in (tried_on(house, office, lead, resolution(8)), tried_hours(office, lead)):
        assert [one.record.pk for one in tried.cases] == [own.pk]
