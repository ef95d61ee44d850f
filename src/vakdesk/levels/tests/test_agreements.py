"""Agreements are made, changed by further versions, ended, and deleted while nothing stands on them."""

from datetime import date
from typing import Any

import pytest

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.levels import actions
from vakdesk.levels.actions.agreements import Wanted, seconds_from
from vakdesk.levels.kinds import AgreementKind, Measure
from vakdesk.levels.models import Agreement, AgreementVersion, Calendar
from vakdesk.levels.tests.play import H, agreement, at, work
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Organisation, Team
from vakdesk.services.actions import add_service
from vakdesk.suppliers.actions import add_supplier

RESOLVED = Wanted(Measure.RESOLUTION, 8 * H)


def changed(house: Agreement, by: Actor, calendar: Calendar, when: str = "2 09:00", **given: Any) -> AgreementVersion:
    with clock.travel(at(when)):
        return actions.change_agreement(house, by=by, calendar=calendar, **{"targets": [RESOLVED]} | given)


def test_an_agreement_stands_with_its_first_version_as_given(by_ann: Actor, office: Calendar, lindewaard: Organisation) -> None:
    service = add_service(by=by_ann, names={"en": "Printing"})
    target = Wanted(Measure.FIRST_RESPONSE, H, kind="fault", priority=1, service=service)
    more: dict[str, Any] = {"holds_for": ["requester", "moment", "moment"], "warn_at": [90, 50, 50], "note": " Signed\nin May" + "y" * 300}
    made = agreement(by_ann, office, target, name="  Gold\n" + "d" * 200, organisation=lindewaard, service=service, **more)

    assert (len(made.name), made.name[:6], made.organisation, made.service, made.ended_on) == (120, "Gold d", lindewaard, service, None)
    version = made.versions.get()
    assert (version.number, version.starts_at, version.recorded_at, version.calendar) == (1, at("1 12:00"), at("1 12:00"), office)
    assert (version.holds_for, version.warn_at) == (["moment", "requester"], [50, 90])
    assert (len(version.note), version.note[:13]) == (200, "Signed in May")
    kept = version.targets.get()
    assert (kept.measure, kept.seconds, kept.kind, kept.priority, kept.service) == ("first_response", H, "fault", 1, service)
    assert Entry.objects.about(made).get().verb == "agreement.added"


def test_each_kind_of_agreement_is_with_its_own_party(by_ann: Actor, office: Calendar, lindewaard: Organisation, systems: Team) -> None:
    supplier, service = add_supplier(by=by_ann, name="Printers Ltd"), add_service(by=by_ann, names={"en": "Printing"})
    everybody: dict[str, Any] = {"organisation": lindewaard, "service": service, "team": systems, "supplier": supplier}
    with_whom = {kind: agreement(by_ann, office, kind=kind, name=kind, **everybody).with_whom for kind in AgreementKind.values}

    client = "ROC Lindewaard · Printing"
    assert with_whom == {"sla": client, "legal": client, "ola": "Systems", "underpinning": "Printers Ltd"}


def test_a_legal_term_is_held_by_nothing(by_ann: Actor, office: Calendar) -> None:
    assert agreement(by_ann, office, kind="legal", holds_for=["requester"]).versions.get().holds_for == []


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"kind": "gentlemen's"}, "kind", "what kind"),
        ({"name": " \n"}, "name", "a name"),
        ({"name": "The house's own"}, "name", "by that name already"),
        ({"kind": "ola"}, "team", "Say which team"),
        ({"kind": "underpinning"}, "supplier", "Say which supplier"),
        ({"targets": []}, "targets", "at least one target"),
        ({"targets": [RESOLVED, Wanted(Measure.RESOLUTION, 0)]}, "targets", "no time"),
        ({"targets": [RESOLVED, Wanted("politeness", H)]}, "targets", "what is measured"),
        ({"warn_at": [50, 0]}, "warn_at", "from 1 to 99"),
        ({"warn_at": [50, 100]}, "warn_at", "from 1 to 99"),
        ({"starts_on": date(2026, 10, 31)}, "starts_on", "cannot begin in the past"),
    ],
)
def test_what_cannot_be_agreed_is_refused(
    by_ann: Actor, office: Calendar, house: Agreement, given: dict[str, Any], field: str, says: str
) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        agreement(by_ann, office, **{"name": "Another"} | given)
    assert refusal.value.field == field
    assert Agreement.objects.get() == house


def test_a_warning_may_come_at_one_and_at_99_percent(by_ann: Actor, office: Calendar) -> None:
    assert agreement(by_ann, office, Wanted(Measure.RESOLUTION, 1), warn_at=[99, 1]).versions.get().warn_at == [1, 99]


@pytest.mark.parametrize("kind", ["ola", "underpinning"])
def test_between_teams_and_with_suppliers_only_the_resolution_is_measured(
    by_ann: Actor, office: Calendar, systems: Team, kind: str
) -> None:
    supplier = add_supplier(by=by_ann, name="Printers Ltd")
    with pytest.raises(Refused, match="Only the resolution") as refusal:
        agreement(by_ann, office, RESOLVED, Wanted(Measure.FIRST_RESPONSE, H), kind=kind, team=systems, supplier=supplier)
    assert refusal.value.field == "targets"


def test_a_calendar_out_of_use_is_not_agreed_upon(by_ann: Actor, office: Calendar) -> None:
    actions.end_calendar(office, by=by_ann)
    with pytest.raises(Refused, match="out of use") as refusal:
        agreement(by_ann, office)
    assert refusal.value.field == "calendar"


def test_a_change_is_a_further_version(by_ann: Actor, office: Calendar, house: Agreement) -> None:
    behind = agreement(by_ann, office, name="Behind")
    version = changed(house, by_ann, office, falls_back_to=behind, targets=[Wanted(Measure.RESOLUTION, H)])

    assert (version.number, version.agreement, version.targets.get().seconds) == (2, house, H)
    assert AgreementVersion.objects.get(pk=version.pk).falls_back_to == behind
    entry = Entry.objects.about(house).latest("pk")
    assert (entry.verb, entry.facts) == ("agreement.changed", {"number": 2, "version": version.pk})


def test_a_version_begins_now_or_on_a_later_day_of_the_house(by_ann: Actor, office: Calendar, house: Agreement) -> None:
    just_after_midnight = "3 00:10"  # the second of November in UTC
    begins = {
        day: changed(house, by_ann, office, just_after_midnight, starts_on=day).starts_at
        for day in (None, date(2026, 11, 3), date(2026, 11, 4))
    }
    assert list(begins.values()) == [at("3 00:10"), at("3 00:10"), at("4 00:00")]
    with pytest.raises(Refused, match="in the past"):
        changed(house, by_ann, office, just_after_midnight, starts_on=date(2026, 11, 2))


def test_falling_back_never_goes_round(by_ann: Actor, office: Calendar, house: Agreement) -> None:
    first = agreement(by_ann, office, name="First", falls_back_to=house)
    second = agreement(by_ann, office, name="Second", falls_back_to=first)
    for behind in (house, first, second):
        with pytest.raises(Refused, match=f"“{behind}” falls back") as refusal:
            changed(house, by_ann, office, falls_back_to=behind)
        assert refusal.value.field == "falls_back_to"
    assert changed(second, by_ann, office, falls_back_to=house).falls_back_to == house


def test_what_has_ended_is_neither_changed_nor_ended_again(by_ann: Actor, office: Calendar, house: Agreement) -> None:
    seen_by_the_other = Agreement.objects.get()
    actions.end_agreement(house, by=by_ann, on=date(2026, 11, 30))

    assert Agreement.objects.get().ended_on == date(2026, 11, 30)
    entry = Entry.objects.about(house).latest("pk")
    assert (entry.verb, entry.facts) == ("agreement.ended", {"on": "2026-11-30"})
    with pytest.raises(Refused, match="Make a new one"):
        changed(seen_by_the_other, by_ann, office)
    with pytest.raises(Refused, match="ended already") as refusal:
        actions.end_agreement(house, by=by_ann, on=date(2026, 12, 31))
    assert refusal.value.field == "on"


def test_an_agreement_by_which_nothing_was_measured_can_be_deleted(by_ann: Actor, office: Calendar, house: Agreement) -> None:
    actions.delete_agreement(house, by=by_ann)

    assert not Agreement.objects.exists()
    assert not AgreementVersion.objects.exists()
    assert Entry.objects.latest("pk").verb == "agreement.deleted"


def test_one_to_which_another_falls_back_is_ended_instead(by_ann: Actor, office: Calendar, house: Agreement) -> None:
    agreement(by_ann, office, name="Client", falls_back_to=house)
    with pytest.raises(Refused, match="End it instead"):
        actions.delete_agreement(house, by=by_ann)


def test_one_by_which_something_was_measured_is_ended_instead(by_ann: Actor, by_ada: Actor, house: Agreement, plan: None) -> None:
    work(by_ada)
    with pytest.raises(Refused, match="End it instead"):
        actions.delete_agreement(house, by=by_ann)


def test_an_agent_agrees_to_nothing(by_ada: Actor, office: Calendar, house: Agreement) -> None:
    for refused in (
        lambda: agreement(by_ada, office, name="Another"),
        lambda: changed(house, by_ada, office),
        lambda: actions.end_agreement(house, by=by_ada, on=date(2026, 11, 30)),
        lambda: actions.delete_agreement(house, by=by_ada),
    ):
        with pytest.raises(NotAllowed):
            refused()


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("4 h", 4 * H),
        ("30 min", 1800),
        ("1 h 30 min", 5400),
        ("1:30", 5400),
        (" 0:05 ", 300),
        ("4", 4 * H),
        ("1,5 h", 5400),
        ("0.25 uur", 900),
    ],
)
def test_a_time_is_written_as_people_write_it(text: str, seconds: int) -> None:
    assert seconds_from(text, field="time") == seconds


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "says"),
    [("", "“” is none"), ("soon" * 9, "“soonsoonsoonsoonsoon” is none"), ("1:60", "is none"), ("0", "no time"), ("0:00", "no time")],
)
def test_what_is_no_time_is_refused_at_its_field(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        seconds_from(text, field="time")
    assert refusal.value.field == "time"
