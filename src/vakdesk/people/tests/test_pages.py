"""Pages of people, teams, organisations and groups: who gets them, and what is on them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vakdesk.access.roles import Role
from vakdesk.logbook import remembering
from vakdesk.logbook.models import Entry
from vakdesk.people import actions
from vakdesk.people.models import Group, Organisation, Person, Team
from vakdesk.people.tests import cast

LISTS = ["/people/", "/teams/", "/organisations/", "/groups/"]


@pytest.mark.parametrize("address", LISTS)
def test_staff_read_the_lists(address, as_ada, bo):
    assert as_ada.get(address).status_code == 200


@pytest.mark.parametrize("address", [*LISTS, "/people/lookup/?q=bo", "/people/register/", "/people/import/"])
def test_requesters_do_not(address, as_bo):
    assert as_bo.get(address).status_code == 403


def test_the_list_finds_by_name_address_and_phone(as_ada, bo, cem):
    for words in ("Jans", "bo@linde", "06 1234 5678"):
        page = as_ada.get("/people/", {"words": words}).content.decode()
        assert "Bo Jansen" in page and "Cem Yildiz" not in page


def test_the_list_filters_by_role_and_organisation(as_ada, bo, cem, vlierhof):
    assert "Bo Jansen" not in as_ada.get("/people/", {"role": "agent"}).content.decode()
    page = as_ada.get("/people/", {"organisation": vlierhof.pk}).content.decode()
    assert "Cem Yildiz" in page and "Bo Jansen" not in page


def test_a_person_page_tells_roles_addresses_and_what_happened(as_ann, ada):
    page = as_ann.get(f"/people/{ada.pk}/").content.decode()
    for words in ("ada@lindewaard.example", "Agent", "Service desk", "registered this person"):
        assert words in page


def test_sign_ins_are_shown_to_administrators_and_not_to_agents(as_ann, as_ada, bo):
    actions.record_sign_in(bo, method="password")
    assert "signed in with" in as_ann.get(f"/people/{bo.pk}/").content.decode()
    assert "signed in with" not in as_ada.get(f"/people/{bo.pk}/").content.decode()


def test_staff_of_one_organisation_see_nobody_of_another(vlierhof, bo, cem):
    limited = cast.client_of(cast.make_person("Lia Limited", role=Role.AGENT, scope=vlierhof))
    assert limited.get(f"/people/{cem.pk}/").status_code == 200
    assert limited.get(f"/people/{bo.pk}/").status_code == 404
    assert limited.post(f"/people/{bo.pk}/edit/", {"name": "Mine"}).status_code == 404
    assert "Bo" not in limited.get("/people/lookup/?q=bo").content.decode()


def test_the_lookup_offers_people_by_any_part_of_what_is_known(as_ada, bo, cem):
    for words in ("jan", "bo@l", "12345678"):
        assert "Bo Jansen &lt;bo@lindewaard.example&gt;" in as_ada.get("/people/lookup/", {"q": words}).content.decode()
    assert as_ada.get("/people/lookup/").content == b""


def test_an_agent_registers_somebody(as_ada, lindewaard):
    answer = as_ada.post("/people/register/", {"name": "Kai Nieuw", "email": "kai@lindewaard.example", "organisation": lindewaard.pk})
    made = Person.objects.get(name="Kai Nieuw")
    assert answer.status_code == 303 and answer["Location"] == f"/people/{made.pk}/"
    assert made.email == "kai@lindewaard.example" and not made.has_usable_password()


def test_a_refusal_stands_at_its_field(as_ada, bo):
    answer = as_ada.post("/people/register/", {"name": "Twin", "email": "bo@lindewaard.example"})
    assert answer.status_code == 409 and "belongs to somebody" in answer.content.decode()
    assert not Person.objects.filter(name="Twin").exists()


def test_agents_edit_but_give_no_roles(as_ada, bo, desk):
    assert as_ada.post(f"/people/{bo.pk}/edit/", {"name": "Bo Jansen-Smit", "organisation": bo.organisation_id}).status_code == 303
    assert as_ada.post(f"/people/{bo.pk}/grant-role/", {"role": "administrator", "scope": "house"}).status_code == 403
    assert as_ada.post(f"/people/{bo.pk}/give-account/", {"username": "bo2", "password": "x" * 12}).status_code == 403
    bo.refresh_from_db()
    assert bo.name == "Bo Jansen-Smit" and not bo.grants.exists()


@pytest.mark.parametrize("place", ["house", "organisation", "team", "group"])
def test_an_administrator_gives_and_ends_roles_in_every_scope(place, as_ann, bo, lindewaard, desk):
    group = actions.add_group("SD1A", by=cast.INSTALLER)
    places = {"house": "house", "organisation": f"organisation:{lindewaard.pk}", "team": f"team:{desk.pk}", "group": f"group:{group.pk}"}
    answer = as_ann.post(f"/people/{bo.pk}/grant-role/", {"role": "coach", "scope": places[place]})
    grant = bo.grants.get()
    assert answer.status_code == 303 and grant.scope == place
    assert as_ann.get(f"/people/{bo.pk}/").status_code == 200
    assert as_ann.post(f"/people/{bo.pk}/roles/{grant.pk}/end-role/").status_code == 303
    assert not bo.grants.in_force().exists()


@pytest.mark.parametrize("scope", ["", "team:999", "person:1", "team:x"])
def test_a_role_needs_a_place_that_is_there(scope, as_ann, bo):
    assert as_ann.post(f"/people/{bo.pk}/grant-role/", {"role": "coach", "scope": scope}).status_code == 422


def test_somebody_elses_grant_or_address_in_the_path_is_not_found(as_ann, ada, bo):
    grant, address = ada.grants.get(), ada.emailaddress_set.get()
    assert as_ann.post(f"/people/{bo.pk}/roles/{grant.pk}/end-role/").status_code == 404
    assert as_ann.post(f"/people/{bo.pk}/addresses/{address.pk}/remove-address/").status_code == 404
    assert ada.grants.in_force().exists()


def test_leaving_and_returning(as_ann, ada):
    assert as_ann.post(f"/people/{ada.pk}/record-leaving/", {}).status_code == 303
    ada.refresh_from_db()
    assert not ada.is_active and not ada.grants.in_force().exists() and not ada.teams.exists()
    assert as_ann.post(f"/people/{ada.pk}/record-return/").status_code == 303
    ada.refresh_from_db()
    assert ada.is_active and not ada.grants.in_force().exists()


def test_addresses_are_added_chosen_and_removed(as_ada, bo):
    as_ada.post(f"/people/{bo.pk}/add-address/", {"email": "Bo@Private.Example"})
    second = bo.emailaddress_set.get(email="bo@private.example")
    assert as_ada.post(f"/people/{bo.pk}/addresses/{second.pk}/choose-address/").status_code == 303
    assert Person.objects.get(pk=bo.pk).email == "bo@private.example"
    assert as_ada.post(f"/people/{bo.pk}/addresses/{second.pk}/remove-address/").status_code == 303
    assert Person.objects.get(pk=bo.pk).email == "bo@lindewaard.example"


def test_an_administrator_arranges_teams(as_ann, bo):
    as_ann.post("/teams/add-team/", {"name": "Network", "line": "3"})
    team = Team.objects.get(name="Network")
    as_ann.post(f"/teams/{team.pk}/join-team/", {"person": "Bo Jansen <bo@lindewaard.example>"})
    assert list(team.members.all()) == [bo] and "Bo Jansen" in as_ann.get(f"/teams/{team.pk}/").content.decode()
    as_ann.post(f"/teams/{team.pk}/members/{bo.pk}/leave-team/")
    assert not team.members.exists()
    as_ann.post(f"/teams/{team.pk}/edit-team/", {"name": "Networks", "line": "2"})
    team.refresh_from_db()
    assert (team.name, team.line, team.is_active) == ("Networks", "2", False)


def test_an_administrator_arranges_organisations(as_ann):
    as_ann.post("/organisations/add-organisation/", {"name": "Molenwerf", "language": "nl", "domains": "molenwerf.example\nmw.example"})
    made = Organisation.objects.get(name="Molenwerf")
    assert made.domains.count() == 2 and as_ann.get(f"/organisations/{made.pk}/").status_code == 200
    as_ann.post(
        f"/organisations/{made.pk}/edit-organisation/", {"name": "Molenwerf", "language": "en", "domains": "mw.example", "is_active": "on"}
    )
    made.refresh_from_db()
    assert made.language == "en" and [domain.name for domain in made.domains.all()] == ["mw.example"]


def test_an_administrator_arranges_groups(as_ann, bo):
    as_ann.post("/groups/add-group/", {"name": "SD1A"})
    group = Group.objects.get(name="SD1A")
    as_ann.post(f"/groups/{group.pk}/join-group/", {"person": "bo@lindewaard"})
    assert list(group.members.all()) == [bo] and "Bo Jansen" in as_ann.get(f"/groups/{group.pk}/").content.decode()
    as_ann.post(f"/groups/{group.pk}/members/{bo.pk}/leave-group/")
    assert not group.members.exists()


@pytest.mark.parametrize("address", ["/teams/add-team/", "/organisations/add-organisation/", "/groups/add-group/"])
def test_agents_arrange_nothing(address, as_ada):
    assert as_ada.get(address).status_code == 403
    assert as_ada.post(address, {"name": "Mine", "line": "1", "language": "nl"}).status_code == 403


def test_the_profile_is_everybodys_own(as_bo, as_ada, bo):
    for client in (as_bo, as_ada):
        assert client.get("/profile/").status_code == 200
    answer = as_bo.post(
        "/profile/edit-self/",
        {"called": "Boris", "language": "nl", "zone": "Europe/Tallinn", "theme": "dark", "density": "", "name": "Somebody Else"},
    )
    bo.refresh_from_db()
    assert answer.status_code == 303
    assert (bo.called, bo.language, bo.zone, bo.theme, bo.name) == ("Boris", "nl", "Europe/Tallinn", "dark", "Bo Jansen")
    assert Entry.objects.filter(verb="person.edited", actor=bo).exists()


def test_a_theme_chosen_in_one_browser_is_there_in_another(as_bo, bo):
    as_bo.post("/ui/preferences/", {"theme": "dark", "language": "nl", "next": "/profile/"})
    page = cast.client_of(bo).get("/profile/").content.decode()
    assert 'data-theme="dark"' in page and '<html lang="nl"' in page


def test_lists_ask_the_database_as_often_for_many_as_for_few(as_ada, lindewaard):
    def asked():
        remembering.forget()
        with CaptureQueriesContext(connection) as queries:
            as_ada.get("/people/")
        return len(queries)

    few = asked()
    for _number in range(12):
        cast.make_person(organisation=lindewaard, account=False)
    assert asked() == few
