"""Calendars are made, changed by further versions, and taken out of use when nothing is measured by them."""

from datetime import date
from typing import Any

import pytest

from vakdesk.access.actors import Actor
from vakdesk.jobs.embedded import work_off
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.levels import actions
from vakdesk.levels.actions.calendars import preview
from vakdesk.levels.models import Agreement, Calendar, CalendarVersion, Clock
from vakdesk.levels.tests.play import agreement, at, work
from vakdesk.logbook.models import Entry

WRITTEN: dict[str, Any] = {
    "starts_on": date(2026, 11, 3),
    "zone": "Europe/Amsterdam",
    "days": ["8:30-12:30, 13:00-17:00", "9:00-10:00", "", "", "", "", ""],
    "country": "DE",
    "subdivision": "BY",
    "closing_days": "2026-11-04 Power cut\0",
    "note": "Moved" + " far" * 100,
}


def is_as_written(version: CalendarVersion) -> bool:
    assert (version.starts_on, version.zone, version.country, version.subdivision) == (date(2026, 11, 3), "Europe/Amsterdam", "DE", "BY")
    assert version.week == [[[30600, 45000], [46800, 61200]], [[32400, 36000]], [], [], [], [], []]
    assert version.closing_days == [["2026-11-04", "Power cut\N{REPLACEMENT CHARACTER}"]]
    assert (len(version.note), version.note[:9]) == (200, "Moved far")
    return True


def test_a_calendar_stands_with_its_first_version(by_ann: Actor) -> None:
    with clock.travel(at("1 12:00")):
        made = actions.add_calendar(by=by_ann, name="  Office\nhours" + "s" * 100, **WRITTEN)
    assert (made.name[:12], len(made.name), made.is_active) == ("Office hours", 80, True)
    version = made.versions.get()
    assert is_as_written(version)
    assert (version.number, version.recorded_at) == (1, at("1 12:00"))
    assert Entry.objects.about(made).get().verb == "calendar.added"


@pytest.mark.parametrize(("name", "says"), [(" ", "a name"), ("Office hours", "by that name already")])
def test_a_calendar_has_a_name_of_its_own(by_ann: Actor, office: Calendar, name: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        actions.add_calendar(by=by_ann, name=name, **WRITTEN)
    assert refusal.value.field == "name"
    assert Calendar.objects.get() == office


def test_a_change_is_a_further_version_by_which_open_clocks_are_read_anew(
    by_ann: Actor, by_ada: Actor, office: Calendar, house: Agreement, plan: None
) -> None:
    record = work(by_ada, "2 16:00")
    with clock.travel(at("2 16:30")):
        version = actions.change_calendar(office, by=by_ann, **WRITTEN)
        work_off()

    assert is_as_written(office.versions.get(number=2))
    assert version.recorded_at == at("2 16:30")
    entry = Entry.objects.about(office).latest("pk")
    assert (entry.verb, entry.facts) == ("calendar.changed", {"number": 2, "starts_on": "2026-11-03"})
    assert Clock.objects.get(record=record).due_at == at("9 15:00")  # an hour each on Monday and Tuesday, then six


@pytest.mark.parametrize(
    ("hours", "field"),
    [
        ({"days": ["9:00-17:00, 16:00-18:00", *[""] * 6]}, "monday"),
        ({"days": [*[""] * 6, "soon"]}, "sunday"),
        ({"days": [""] * 7}, "monday"),
        ({"zone": "Europe/Atlantis"}, "zone"),
        ({"subdivision": "ZZ"}, "subdivision"),
        ({"country": "XX"}, "country"),
        ({"closing_days": "2026-11-02 Before"}, "closing_days"),
    ],
)
def test_hours_that_cannot_be_are_refused_at_their_field(by_ann: Actor, office: Calendar, hours: dict[str, Any], field: str) -> None:
    for attempt in (
        lambda: actions.change_calendar(office, by=by_ann, **WRITTEN | hours),
        lambda: preview(at=at("1 12:00"), **WRITTEN | hours),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.field == field
    assert office.versions.count() == 1


def test_a_preview_is_the_version_that_would_be_and_saves_nothing() -> None:
    version = preview(at=at("1 12:00"), **WRITTEN)
    assert is_as_written(version)
    assert (version.pk, version.number, version.recorded_at) == (None, 1, at("1 12:00"))


def test_a_calendar_ends_after_the_last_agreement_measured_by_it(by_ann: Actor, house: Agreement, office: Calendar) -> None:
    with clock.travel(at("1 12:00")):
        evenings = actions.add_calendar(by=by_ann, name="Evenings", **WRITTEN)
    agreement(by_ann, evenings, name="In the evening")
    with pytest.raises(Refused, match="The house's own"):
        actions.end_calendar(office, by=by_ann)

    actions.end_agreement(house, by=by_ann, on=date(2026, 11, 30))
    actions.end_calendar(office, by=by_ann)

    assert [one.name for one in Calendar.objects.filter(is_active=True)] == ["Evenings"]
    assert Entry.objects.about(office).latest("pk").verb == "calendar.ended"


def test_an_agent_arranges_no_calendar(by_ada: Actor, office: Calendar) -> None:
    for refused in (
        lambda: actions.add_calendar(by=by_ada, name="Another", **WRITTEN),
        lambda: actions.change_calendar(office, by=by_ada, **WRITTEN),
        lambda: actions.end_calendar(office, by=by_ada),
    ):
        with pytest.raises(NotAllowed):
            refused()
