"""Lines of a rota: who may write them, what they refuse, and what outranks what."""

from datetime import timedelta

import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people import actions as people
from vakdesk.people.tests.cast import actor
from vakdesk.shifts import actions
from vakdesk.shifts.models import Shift
from vakdesk.shifts.queries import teams_of
from vakdesk.shifts.tests.conftest import at, on
from vakdesk.tickets.tests.play import refused


def test_a_lead_puts_somebody_on_and_the_logbook_says_who_and_nothing_of_when(ada, dee, desk):
    line = on(ada, desk, dee, kind="absence", note="flu")
    assert (line.kind, line.note) == ("absence", "")
    entry = Entry.objects.get(verb="shift.planned")
    assert (entry.facts, entry.subject_id) == ({"shift": line.pk, "person": ada.pk}, desk.pk)


def test_only_who_leads_a_team_writes_its_rota(ada, tia, lou, sven, desk, systems, dee):
    for person in (ada, tia, lou):
        with pytest.raises(NotAllowed):
            on(ada, desk, person)
    line = on(ada, desk, dee)
    with pytest.raises(NotAllowed):
        actions.remove(line, by=actor(lou))
    with pytest.raises(NotAllowed):
        actions.change(line, by=actor(ada), kind="shift", starts_at=at(2, 9), ends_at=at(2, 10))
    with pytest.raises(NotAllowed):
        actions.copy_week(desk, by=actor(lou), into=at(9, 0).date())
    assert on(sven, systems, lou).team == systems


def test_who_is_not_in_the_team_is_not_on_its_rota(dee, sven, desk):
    with refused("person", "not in"):
        on(sven, desk, dee)


def test_nobody_has_the_same_twice_at_once_but_one_after_the_other(ada, dee, desk):
    on(ada, desk, dee, hours=(9, 13))
    on(ada, desk, dee, hours=(13, 17))
    with refused("starts_at", "has this then"):
        on(ada, desk, dee, hours=(12, 14))
    assert on(ada, desk, dee, kind="phone", hours=(10, 12)).kind == "phone"


def test_who_is_away_does_no_shift_in_any_team(ada, ann, dee, desk, systems):

    people.join_team(systems, by=actor(ann), person=ada)
    on(ada, systems, dee, kind="lessons", hours=(9, 12))
    with refused("starts_at", "is not there then"):
        on(ada, desk, dee, hours=(11, 17))
    with refused("starts_at", "is not there then"):
        on(ada, desk, dee, kind="phone", hours=(8, 10))
    assert on(ada, desk, dee, hours=(12, 17)).pk


def test_an_absence_comes_over_a_shift_that_is_there(ada, dee, desk):
    line = on(ada, desk, dee)
    on(ada, desk, dee, kind="absence")
    assert Shift.objects.filter(pk=line.pk).exists()


def test_it_ends_after_it_begins_and_before_it_is_a_day_long(ada, dee, desk):
    with refused("ends_at", "before it begins"):
        on(ada, desk, dee, hours=(9, 9))
    with refused("ends_at", "24 hours"):
        on(ada, desk, dee, ends_at=at(3, 9, 1))
    assert on(ada, desk, dee, kind="absence", ends_at=at(20, 9)).pk


def test_a_change_is_recorded_once_and_not_over_somebody_elses(ada, dee, ann, desk):
    line = on(ada, desk, dee)
    seen, given = line.as_seen(), {"kind": "shift", "starts_at": at(2, 10), "ends_at": at(2, 18)}
    actions.change(line, by=actor(ann), **given, seen=seen)
    with refused("", "changed this while"):
        actions.change(line, by=actor(dee), **{**given, "kind": "phone"}, seen=seen)
    actions.change(line, by=actor(dee), **given)
    assert Entry.objects.filter(verb="shift.changed").count() == 1


def test_what_two_take_off_at_once_is_off_once(ada, dee, desk):
    line = on(ada, desk, dee)
    opened = Shift.objects.get(pk=line.pk)
    actions.remove(line, by=actor(dee))
    with refused("", "took this off"):
        actions.remove(opened, by=actor(dee))
    with refused("", "took this off"):
        actions.change(opened, by=actor(dee), kind="shift", starts_at=at(2, 9), ends_at=at(2, 10))
    assert Entry.objects.filter(verb="shift.removed").count() == 1


def test_a_week_is_copied_once_without_absence_and_without_what_does_not_fit(ada, tia, dee, desk):
    on(ada, desk, dee, note="counter")
    on(tia, desk, dee, kind="lessons", day=3)
    on(ada, desk, dee, kind="absence", day=4)
    on(tia, desk, dee, day=5)
    on(tia, desk, dee, day=12, kind="absence")
    copied = actions.copy_week(desk, by=actor(dee), into=at(11, 12).date())
    assert (copied.count, len(copied.left), "is not there then" in copied.left[0]) == (2, 1, True)
    new = Shift.objects.get(person=ada, starts_at=at(9, 9))
    assert (new.ends_at, new.note, new.kind) == (at(9, 17), "counter", "shift")
    again = actions.copy_week(desk, by=actor(dee), into=at(11, 12).date())
    assert (again.count, Entry.objects.filter(verb="shift.copied").count()) == (0, 1)


def test_nothing_to_copy_is_said(dee, desk):
    with refused("", "nothing on the rota"):
        actions.copy_week(desk, by=actor(dee), into=at(2, 9).date())


def test_a_night_shift_keeps_its_hours_on_the_wall_when_summer_time_begins(ada, dee, desk):
    """In the night of 29 March 2026 the hour from two to three is skipped."""
    line = on(ada, desk, dee, starts_at=at(21, 22), ends_at=at(22, 6))
    assert line.ends_at - line.starts_at == timedelta(hours=8)
    actions.copy_week(desk, by=actor(dee), into=at(28, 9).date())
    new = Shift.objects.get(starts_at=at(28, 22))
    assert (new.ends_at, new.ends_at - new.starts_at.astimezone(new.ends_at.tzinfo)) == (at(29, 6), timedelta(hours=7))


def test_a_shift_that_begins_in_the_skipped_hour_begins_after_it(ada, dee, desk):
    on(ada, desk, dee, starts_at=at(22, 2, 30), ends_at=at(22, 8))
    actions.copy_week(desk, by=actor(dee), into=at(28, 9).date())
    assert Shift.objects.filter(starts_at=at(29, 3, 30), ends_at=at(29, 8)).exists()


def test_one_reads_the_rota_of_ones_own_teams(ada, bo, lou, dee, eli, desk, systems, sven):
    assert list(teams_of(actor(ada))) == [desk]
    assert list(teams_of(actor(lou))) == [systems]
    assert set(teams_of(actor(dee))) == {desk, systems}
    assert not teams_of(actor(bo)) and not teams_of(actor(eli))
    line = on(sven, systems, lou)
    assert not Shift.objects.visible_to(actor(ada)).exists()
    assert list(Shift.objects.visible_to(actor(sven))) == [line]
