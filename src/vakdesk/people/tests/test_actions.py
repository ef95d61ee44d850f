"""What each act on people leaves behind, and what it refuses, at which field: without the pages around it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress

from vakdesk.access.actors import Actor
from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.models import Entry
from vakdesk.people import actions
from vakdesk.people.actions.addresses import digest
from vakdesk.people.models import Group, Membership, Organisation, Person, RoleGrant, Team
from vakdesk.people.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_ann(ann: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(ann)


def told(thing: Any) -> tuple[str, dict[str, Any]]:
    """The last entry about the thing: its verb and facts."""
    last = Entry.objects.about(thing).order_by("pk").last()
    return (last.verb, last.facts) if last else ("", {})


def refused(do: Callable[[], object], field: str = "") -> bool:
    """Whether it is refused at that field; nothing may have been recorded."""
    before = Entry.objects.count()
    with pytest.raises(Refused) as refusal:
        do()
    return refusal.value.field == field and Entry.objects.count() == before


def test_a_person_is_registered_as_told(by_ann: Actor, lindewaard: Organisation) -> None:
    made = actions.register(
        " Nina\n Nieuw ",
        by=by_ann,
        email="Nina@Example.org",
        phone="12",
        job_title="teacher",
        organisation=lindewaard,
        language="et",
        external_id=" 77 ",
        verified=True,
    )
    person = Person.objects.get(pk=made.pk)
    assert (person.name, person.phone, person.job_title, person.language, person.external_id) == ("Nina Nieuw", "12", "teacher", "et", "77")
    assert person.organisation == lindewaard and person.is_active and not person.has_usable_password()
    row = EmailAddress.objects.get(user=person)
    assert (row.email, row.verified, row.primary) == ("nina@example.org", True, True)
    assert told(person) == ("person.address_added", {"digest": digest("nina@example.org")})
    assert not EmailAddress.objects.get(user=actions.register("X", by=by_ann, email="x@example.org")).verified
    for wrong, field in (
        ({"name": " "}, "name"),
        ({"language": "xx"}, "language"),
        ({"external_id": "77"}, "external_id"),
        ({"email": "NINA@example.org"}, "email"),
        ({"email": "nobody"}, "email"),
        ({"email": f"{'x' * 320}@example.org"}, "email"),
    ):
        assert refused(lambda wrong=wrong: actions.register(**{"name": "Somebody", **wrong}, by=by_ann), field)


def test_an_edit_names_what_differs_and_nothing_else(bo: Person, by_ann: Actor) -> None:
    actions.edit(bo, by=by_ann, name=bo.name, phone="1", zone="Europe/Tallinn", job_title="x" * 200)
    bo.refresh_from_db()
    assert (bo.phone, bo.zone, len(bo.job_title)) == ("1", "Europe/Tallinn", 120)
    assert told(bo) == ("person.edited", {"fields": "job_title, phone, zone"})
    before = Entry.objects.count()
    actions.edit(bo, by=by_ann, phone="1", external_id="")
    assert Entry.objects.count() == before and bo.external_id is None
    assert refused(lambda: actions.edit(bo, by=by_ann, zone="Nowhere"), "zone")


def test_people_change_what_is_their_own(bo: Person, cem: Person, actor: Callable[..., Actor]) -> None:
    actions.edit_self(bo, by=actor(bo), called="Bobo", theme="dark")
    bo.refresh_from_db()
    assert (bo.called, bo.theme) == ("Bobo", "dark") and told(bo)[1] == {"fields": "called, theme"}
    with pytest.raises(NotAllowed):
        actions.edit_self(bo, by=actor(cem), called="x")


def test_staff_of_one_organisation_register_nobody_elsewhere(lindewaard: Any, vlierhof: Any, by_ann: Actor, actor: Any) -> None:
    limited = actions.register("Lim Ited", by=by_ann, organisation=lindewaard)
    actions.grant_role(limited, by=by_ann, role=Role.AGENT, scope=lindewaard)
    by = actor(limited)
    assert actions.register("In House", by=by, organisation=lindewaard).organisation == lindewaard
    for elsewhere in (vlierhof, None):
        assert refused(lambda elsewhere=elsewhere: actions.register("Out", by=by, organisation=elsewhere), "organisation")


def test_staff_of_one_organisation_move_nobody_out_of_it(lindewaard: Any, vlierhof: Any, bo: Person, actor: Any) -> None:
    by = actor(cast.make_person(role=Role.AGENT, scope=lindewaard))
    for elsewhere in (vlierhof, None):
        assert refused(lambda elsewhere=elsewhere: actions.edit(bo, by=by, organisation=elsewhere), "organisation")
    bo.refresh_from_db()
    assert bo.organisation == lindewaard


def test_staff_of_one_organisation_touch_no_addresses_elsewhere(lindewaard: Organisation, cem: Person, actor: Any) -> None:
    by = actor(cast.make_person(role=Role.AGENT, scope=lindewaard))
    address = EmailAddress.objects.get(user=cem)
    actions.mark_bouncing(address.email, by=cast.INSTALLER, status="5.1.1")
    for do in (actions.choose_address, actions.remove_address, actions.clear_bouncing):
        with pytest.raises(NotAllowed):
            do(cem, by=by, address=address)
    with pytest.raises(NotAllowed):
        actions.add_address(cem, by=by, email="more@vlierhof.example")
    assert actions.is_bouncing(f" {address.email.upper()}") and not actions.is_bouncing("bo@lindewaard.example")


def test_whom_the_identity_provider_vouches_for_belongs_where_their_mail_does(lindewaard: Organisation, by_ann: Actor) -> None:
    finished: list[Person] = []
    made = actions.provision(by=by_ann, name="", email="New@Lindewaard.example", finish=finished.append)
    assert finished == [made] and (made.name, made.organisation) == ("New@Lindewaard.example", lindewaard)
    assert EmailAddress.objects.get(user=made).verified
    assert actions.provision(by=by_ann, name="X", email="x@else.example", finish=finished.append).organisation is None


def test_who_leaves_loses_roles_teams_and_groups_and_may_come_back(ada: Person, dee: Person, desk: Team, by_ann: Actor) -> None:
    group = actions.add_group("4C", by=by_ann)
    actions.change_group(group, by=by_ann, joining=[ada])
    today = clock.now().date()
    assert refused(lambda: actions.record_leaving(ada, by=by_ann, on=today + timedelta(days=1)), "on")
    assert refused(lambda: actions.record_return(ada, by=by_ann))
    actions.record_leaving(ada, by=by_ann, on=today)
    ada.refresh_from_db()
    assert (ada.is_active, ada.left_on) == (False, today)
    assert told(ada) == ("person.left", {"on": today.isoformat()})
    assert not ada.grants.in_force().exists() and not group.members.exists()
    assert [membership.person for membership in Membership.objects.all()] == [dee]
    assert refused(lambda: actions.record_leaving(ada, by=by_ann))
    assert refused(lambda: actions.join_team(desk, by=by_ann, person=ada), "person")
    assert refused(lambda: actions.grant_role(ada, by=by_ann, role=Role.AGENT))
    actions.record_return(ada, by=by_ann)
    ada.refresh_from_db()
    assert (ada.is_active, ada.left_on) == (True, None) and told(ada)[0] == "person.returned"
    assert not ada.grants.in_force().exists()


def test_a_role_is_held_once_in_one_place_until_its_end(bo: Person, desk: Team, systems: Team, by_ann: Actor) -> None:
    until = clock.now() + timedelta(days=1)
    grant = actions.grant_role(bo, by=by_ann, role=Role.AGENT, scope=desk, until=until)
    expected = {"role": "agent", "scope": "team", "scope_id": desk.pk, "until": until.isoformat()}
    assert told(bo) == ("person.role_granted", expected) and (grant.team, grant.ends_at) == (desk, until)
    assert refused(lambda: actions.grant_role(bo, by=by_ann, role=Role.AGENT, scope=desk), "role")
    for place in (systems, None):
        actions.grant_role(bo, by=by_ann, role=Role.AGENT, scope=place)
    actions.grant_role(bo, by=by_ann, role=Role.LEAD, scope=desk)
    assert refused(lambda: actions.grant_role(bo, by=by_ann, role=Role.COACH, until=clock.now() - timedelta(seconds=1)), "until")
    assert refused(lambda: actions.grant_role(bo, by=by_ann, role=Role.ADMINISTRATOR, scope=desk), "scope")
    with clock.travel(until):
        assert refused(lambda: actions.end_role(grant, by=by_ann))
    actions.end_role(grant, by=by_ann)
    assert told(bo) == ("person.role_ended", {"role": "agent", "grant": grant.pk})
    assert RoleGrant.objects.get(pk=grant.pk).ends_at < until
    assert refused(lambda: actions.end_role(grant, by=by_ann))


def test_a_role_that_somebody_else_has_just_ended_stays_ended_when_they_ended_it(bo: Person, by_ann: Actor) -> None:
    grant = actions.grant_role(bo, by=by_ann, role=Role.AGENT)
    actions.end_role(RoleGrant.objects.get(pk=grant.pk), by=by_ann)
    ended = RoleGrant.objects.get(pk=grant.pk).ends_at
    assert refused(lambda: actions.end_role(grant, by=by_ann))
    assert RoleGrant.objects.get(pk=grant.pk).ends_at == ended


def test_an_agent_ends_no_roles(ann: Person, dee: Person, actor: Any) -> None:
    for grant in (ann.grants.get(), dee.grants.get()):
        with pytest.raises(NotAllowed):
            actions.end_role(grant, by=actor(dee))


def test_the_house_keeps_an_administrator_without_an_end(ann: Person, bo: Person, by_ann: Actor) -> None:
    last = ann.grants.get()
    actions.grant_role(bo, by=by_ann, role=Role.ADMINISTRATOR, until=clock.now() + timedelta(days=1))
    assert refused(lambda: actions.end_role(last, by=by_ann))
    assert refused(lambda: actions.record_leaving(ann, by=by_ann))


def test_addresses_come_go_and_one_is_the_main_one(bo: Person, cem: Person, by_ann: Actor) -> None:
    first = EmailAddress.objects.get(user=bo)
    second = actions.add_address(bo, by=by_ann, email=" Bo@Home.example ")
    assert (second.email, second.primary, second.verified) == ("bo@home.example", False, False)
    assert told(bo) == ("person.address_added", {"digest": digest("bo@home.example")})
    for act in (actions.choose_address, actions.remove_address):
        assert refused(lambda act=act: act(cem, by=by_ann, address=first))
    actions.choose_address(bo, by=by_ann, address=second)
    assert told(bo) == ("person.address_chosen", {"digest": digest("bo@home.example")})
    before = Entry.objects.count()
    actions.choose_address(bo, by=by_ann, address=EmailAddress.objects.get(pk=second.pk))
    assert Entry.objects.count() == before
    actions.remove_address(bo, by=by_ann, address=EmailAddress.objects.get(pk=second.pk))
    assert told(bo) == ("person.address_removed", {"digest": digest("bo@home.example")})
    left = EmailAddress.objects.get(user=bo)
    assert left.pk == first.pk and left.primary


def test_the_logbook_tells_addresses_of_a_person_apart_without_naming_them(bo: Person, by_ann: Actor) -> None:
    for email in ("one@home.example", "two@home.example"):
        actions.add_address(bo, by=by_ann, email=email)
    one, two = (entry.facts["digest"] for entry in Entry.objects.about(bo).filter(verb="person.address_added").order_by("-pk")[:2])
    assert one != two and [len(one), len(two)] == [16, 16]
    assert digest("One@home.example") == two


def test_with_an_address_its_own_mark_goes_and_no_other(bo: Person, cem: Person, by_ann: Actor) -> None:
    for person in (bo, cem):
        actions.mark_bouncing(person.email, by=cast.INSTALLER, status="5.1.1")
    actions.remove_address(bo, by=by_ann, address=EmailAddress.objects.get(user=bo))
    assert (actions.is_bouncing("bo@lindewaard.example"), actions.is_bouncing(cem.email)) == (False, True)


def test_what_a_mail_system_says_of_an_address_is_kept_as_far_as_it_fits(bo: Person, by_ann: Actor) -> None:
    assert actions.mark_bouncing("bo@lindewaard.example", by=cast.INSTALLER, status="5.1.1 " + "x" * 40)
    assert told(bo) == ("person.address_bounced", {"digest": digest("bo@lindewaard.example"), "status": "5.1.1 " + "x" * 14})


def test_teams_have_names_lines_and_people(desk: Team, bo: Person, by_ann: Actor) -> None:
    team = actions.add_team(" Night\n shift ", by=by_ann, line="2")
    assert (team.name, team.line, told(team)) == ("Night shift", "2", ("team.added", {}))
    for name in (" ", "Service desk"):
        assert refused(lambda name=name: actions.add_team(name, by=by_ann), "name")
        assert refused(lambda name=name: actions.edit_team(team, by=by_ann, name=name), "name")
    actions.edit_team(team, by=by_ann, name="Night shift", line="3", is_active=False)
    team.refresh_from_db()
    assert (team.line, team.is_active, told(team)) == ("3", False, ("team.edited", {"fields": "is_active, line"}))
    for _again in range(2):
        actions.join_team(team, by=by_ann, person=bo)
    assert told(team) == ("team.joined", {"person": bo.pk})
    assert Entry.objects.about(team).filter(verb="team.joined").count() == Membership.objects.filter(person=bo).count() == 1
    actions.leave_team(team, by=by_ann, person=bo)
    assert told(team) == ("team.left", {"person": bo.pk})
    assert refused(lambda: actions.leave_team(team, by=by_ann, person=bo))


def test_a_change_says_what_differs_from_the_team_as_it_is_by_now(desk: Team, by_ann: Actor) -> None:
    actions.edit_team(Team.objects.get(pk=desk.pk), by=by_ann, line="2")
    before = Entry.objects.count()
    actions.edit_team(desk, by=by_ann, line="2")
    assert Entry.objects.count() == before
    actions.edit_team(desk, by=by_ann, name=desk.name, line="1")
    assert told(desk) == ("team.edited", {"fields": "line"})


def test_organisations_have_names_and_domains_of_their_own(lindewaard: Organisation, by_ann: Actor) -> None:
    firm = actions.add_organisation(" New\n Firm ", by=by_ann, language="et", zone="Europe/Tallinn", domains=["@Firm.example", " "])
    firm.refresh_from_db()
    assert (firm.name, firm.language, firm.zone) == ("New Firm", "et", "Europe/Tallinn")
    assert [domain.name for domain in firm.domains.all()] == ["firm.example"] and told(firm)[0] == "organisation.added"
    for name in (" ", lindewaard.name):
        assert refused(lambda name=name: actions.edit_organisation(firm, by=by_ann, name=name), "name")
    for domain in ("firm", "a b.example", "lindewaard.example"):
        assert refused(lambda domain=domain: actions.edit_organisation(firm, by=by_ann, domains=[domain]), "domains")
    actions.edit_organisation(firm, by=by_ann, name="New Firm", language="en", domains=["other.example"])
    firm.refresh_from_db()
    assert firm.language == "en" and [domain.name for domain in firm.domains.all()] == ["other.example"]
    assert told(firm) == ("organisation.edited", {"fields": "domains, language"})
    assert len(actions.add_organisation("x" * 300, by=by_ann).name) == 120
    before = Entry.objects.count()
    actions.edit_organisation(firm, by=by_ann, language="en", domains=["other.example"])
    assert Entry.objects.count() == before


def test_groups_have_a_key_and_members(bo: Person, cem: Person, by_ann: Actor) -> None:
    group = actions.add_group(" Class\n 4C ", by=by_ann)
    assert (group.name, group.external_id, told(group)[0]) == ("Class 4C", "Class 4C", "group.added")
    assert actions.add_group("Class 4C", by=by_ann, external_id="other").external_id == "other"
    long = actions.add_group("x" * 300, by=by_ann, external_id="y" * 300)
    assert (long.name, long.external_id) == ("x" * 79 + "…", "y" * 79 + "…")
    for name in (" ", "Class 4C"):
        assert refused(lambda name=name: actions.add_group(name, by=by_ann), "name")
    actions.change_group(group, by=by_ann, joining=[bo, cem.pk])
    actions.change_group(group, by=by_ann, joining=[bo], leaving=[cem])
    assert told(group) == ("group.changed", {"joined": 0, "left": 1}) and list(group.members.all()) == [bo]
    before = Entry.objects.count()
    actions.change_group(group, by=by_ann, joining=[bo], leaving=[cem])
    assert Entry.objects.count() == before and Group.objects.count() == 3


def test_an_account_has_a_name_of_its_own_and_a_strong_password(bo: Person, cem: Person, by_ann: Actor) -> None:
    actions.give_account(bo, by=by_ann, username=" Bo.New ", password="quite-a-long-one-7")
    bo.refresh_from_db()
    assert bo.username == "bo.new" and bo.check_password("quite-a-long-one-7") and told(bo)[0] == "person.account_given"
    actions.give_account(bo, by=by_ann, username="bo.new")
    assert bo.check_password("quite-a-long-one-7")
    for name in ("cem.yildiz", "b", "bo@new"):
        assert refused(lambda name=name: actions.give_account(bo, by=by_ann, username=name), "username")
    assert refused(lambda: actions.give_account(bo, by=by_ann, username="bo.new", password="short"), "password")
    actions.record_leaving(bo, by=by_ann)
    assert refused(lambda: actions.give_account(bo, by=by_ann, username="bo.new"))
