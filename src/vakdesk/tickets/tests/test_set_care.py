"""How a trainee's words are looked after: who sets it, for which kind, from which day until which."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people import actions as people
from vakdesk.people.models import Group
from vakdesk.people.tests import cast
from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.tickets import actions
from vakdesk.tickets.care import care_by_kind, care_of, trainees_of
from vakdesk.tickets.kinds import Care
from vakdesk.tickets.models import CareSetting
from vakdesk.tickets.tests.play import MONDAY, refused

DAY = MONDAY.date()


@pytest.fixture(autouse=True)
def monday():
    with clock.travel(MONDAY):
        yield


@pytest.fixture
def karel(lindewaard, desk):
    return cast.make_person("Karel Brink", organisation=lindewaard, role=Role.COACH, scope=desk)


def put(tia, by, care, **more):
    return actions.set_care(tia, by=actor(by), care=care, **{"why": "Ready for it", "starts_on": DAY, **more})


def test_a_new_trainee_begins_as_the_house_says(tia, settings):
    assert care_of(tia.pk, "incident") == Care.RELEASED
    settings.TRAINEES_BEGIN = "alone"
    assert care_of(tia.pk, "incident") == Care.ALONE


def test_it_holds_for_the_kind_and_is_on_record(tia, karel):
    put(tia, karel, "alone", kind="access", ends_on=DAY + timedelta(days=3))
    assert (care_of(tia.pk, "access"), care_of(tia.pk, "incident")) == (Care.ALONE, Care.RELEASED)
    entry = Entry.objects.get(verb="care.set")
    assert (entry.subject_id, entry.actor) == (tia.pk, karel)
    assert entry.facts == {"kind": "access", "care": "alone", "starts_on": "2026-03-02", "ends_on": "2026-03-05"}
    assert entry.sealed["why"] == "Ready for it"


def test_it_holds_from_its_first_day_to_its_last(tia, karel):
    put(tia, karel, "watched", starts_on=DAY + timedelta(days=1), ends_on=DAY + timedelta(days=2))
    found = []
    for days in range(4):
        with clock.travel(MONDAY + timedelta(days=days)):
            found.append(care_of(tia.pk, "incident"))
    assert found == [Care.RELEASED, Care.WATCHED, Care.WATCHED, Care.RELEASED]


def test_the_newest_setting_in_force_holds(tia, karel, dee):
    put(tia, karel, "alone", kind="access")
    put(tia, dee, "watched")
    assert care_of(tia.pk, "access") == Care.WATCHED
    put(tia, dee, "released", kind="incident")
    assert set(care_by_kind([tia.pk])[tia.pk].items()) >= {("incident", Care.RELEASED), ("access", Care.WATCHED)}


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("care", {"care": "left alone"}),
        ("kind", {"kind": "riddle"}),
        ("why", {"why": " "}),
        ("ends_on", {"ends_on": date(2026, 3, 1)}),
    ],
)
def test_what_makes_no_sense_is_refused(tia, karel, field, given):
    with refused(field):
        put(tia, karel, **{"care": "alone", **given})
    assert not CareSetting.objects.exists()


def test_only_coaches_and_leads_set_it_and_never_their_own(tia, ada, ann, dee, karel):
    for other in (tia, ada, ann):
        with pytest.raises(NotAllowed):
            put(tia, other, "alone")
    people.grant_role(tia, by=INSTALLER, role=Role.LEAD)
    with pytest.raises(NotAllowed):
        put(tia, tia, "alone")
    with pytest.raises(NotAllowed):
        put(ada, karel, "released")


def test_a_coach_reaches_the_trainees_of_their_team_group_or_organisation(tia, karel, systems, lindewaard, vlierhof):
    group = Group.objects.create(name="4C", external_id="4c")
    group.members.add(tia)
    near = [cast.make_person(role=Role.COACH, scope=scope) for scope in (group, lindewaard, None)]
    far = [cast.make_person(role=Role.COACH, scope=scope) for scope in (systems, vlierhof)]
    assert all(list(trainees_of(actor(one))) == [tia] for one in (karel, *near))
    assert not any(trainees_of(actor(one)).exists() for one in far)


def test_it_is_set_in_the_browser_and_read_there(tia, karel):
    client, url = cast.client_of(karel), reverse("tickets:set_care", args=[tia.pk])
    assert "released before sending" in client.get(reverse("tickets:trainees")).content.decode()
    given = {"care": "watched", "kind": "", "starts_on": "2026-03-02", "ends_on": "", "why": "Three good weeks"}
    assert client.post(url, given | {"why": ""}).status_code == 422
    assert client.post(url, given).status_code == 303
    page = client.get(url).content.decode()
    assert "Three good weeks" in page
    assert care_of(tia.pk, "complaint") == Care.WATCHED


def test_whose_trainee_it_is_not_finds_nobody(tia, systems, as_tia, as_ada):
    url = reverse("tickets:set_care", args=[tia.pk])
    stranger = cast.client_of(cast.make_person(role=Role.COACH, scope=systems))
    assert [client.get(url).status_code for client in (as_tia, as_ada, stranger)] == [403, 403, 404]
