"""What programs may read and do with people, teams, organisations and groups."""

from functools import wraps
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.access.roles import Role
from vakdesk.kit.errors import require
from vakdesk.people import actions, forms, permissions
from vakdesk.people.models import Group, Line, Organisation, Person, RoleGrant, ScopeKind, Team
from vakdesk.people.views.people import People
from vakdesk.people.views.teams import Groups, Organisations, Teams
from vakdesk.ui.forms import Form, KeyField
from vakdesk.ui.offering import DAY, MOMENT, NAMED, TEXT, TRUTH, WHOLE, Deed, Hanging, Part, Shape, Thing, many, maybe, not_offered, one_of

PERSON = Shape(
    "Person",
    [
        Part("id", WHOLE),
        Part("name"),
        Part("called"),
        Part("email"),
        Part("phone"),
        Part("job_title"),
        Part("organisation", maybe(NAMED)),
        Part("language"),
        Part("zone"),
        Part("external_id", maybe(TEXT)),
        Part("has_account", TRUTH, lambda row: row.username is not None),
        Part("is_active", TRUTH),
        Part("joined_at", MOMENT),
        Part("left_on", maybe(DAY)),
    ],
)
GRANT = Shape(
    "RoleGrant",
    [
        Part("id", WHOLE),
        Part("role", one_of(Role)),
        Part("scope", one_of(ScopeKind)),
        Part("organisation", maybe(NAMED)),
        Part("team", maybe(NAMED)),
        Part("group", maybe(NAMED)),
        Part("starts_at", MOMENT),
        Part("ends_at", maybe(MOMENT)),
    ],
)
ADDRESS = Shape("MailAddress", [Part("id", WHOLE), Part("email"), Part("verified", TRUTH), Part("primary", TRUTH)])


def _people(actor: Actor) -> QuerySet[Any]:
    return Person.objects.visible_to(actor).select_related("organisation").prefetch_related("emailaddress_set")


def _grants(row: Person, _actor: Actor) -> QuerySet[Any]:
    return RoleGrant.objects.filter(person=row).in_force().select_related("organisation", "team", "group")


PEOPLE = Thing("people", "People the desk knows", PERSON, _people, room="people", may=permissions.SEE, page=lambda actor: People())
Hanging(PEOPLE, "roles", "What they may do now", GRANT, _grants)
Hanging(PEOPLE, "addresses", "Their mail addresses", ADDRESS, lambda row, actor: EmailAddress.objects.filter(user=row))
Deed(PEOPLE, "", actions.register, permissions.REGISTER, forms.RegisterForm, begins=True, told="Register a person")
Deed(PEOPLE, "edit", actions.edit, permissions.EDIT, forms.EditForm, initial=lambda row: forms.initial_of(row, forms.EditForm))
Deed(PEOPLE, "record_leaving", actions.record_leaving, permissions.GRANT, forms.LeaveForm, told="Record that somebody left")
Deed(PEOPLE, "record_return", actions.record_return, permissions.GRANT, told="Record that somebody is back")
Deed(PEOPLE, "grant_role", actions.grant_role, permissions.GRANT, forms.GrantForm, told="Give a role")
Deed(PEOPLE, "add_address", actions.add_address, permissions.EDIT, forms.AddressForm, told="Add a mail address")


@wraps(actions.end_role)
def _end_role(person: Person, *, by: Actor, grant: int) -> None:
    held = RoleGrant.objects.in_force().filter(person=person, pk=grant).first()
    require(held, "They do not hold that role.", field="grant")
    assert held is not None
    actions.end_role(held, by=by)


def _of_address(action: Any) -> Any:
    """The act on one of the addresses of the person, named by its key."""

    @wraps(action)
    def act(person: Person, *, by: Actor, address: int) -> None:
        own = EmailAddress.objects.filter(user=person, pk=address).first()
        require(own, "They have no such address.", field="address")
        action(person, by=by, address=own)

    return act


class GrantKeyForm(Form):
    grant = KeyField(label=_("Role held"))


class AddressKeyForm(Form):
    address = KeyField(label=_("Mail address"))


Deed(PEOPLE, "end_role", _end_role, permissions.GRANT, GrantKeyForm, told="End a role")
Deed(PEOPLE, "choose_address", _of_address(actions.choose_address), permissions.EDIT, AddressKeyForm, told="Choose the main mail address")
Deed(PEOPLE, "remove_address", _of_address(actions.remove_address), permissions.EDIT, AddressKeyForm, told="Remove a mail address")
Deed(PEOPLE, "clear_bouncing", _of_address(actions.clear_bouncing), permissions.EDIT, AddressKeyForm, told="Send mail to an address again")

TEAMS = Thing(
    "teams",
    "Who works together",
    Shape("Team", [Part("id", WHOLE), Part("name"), Part("line", one_of(Line)), Part("is_active", TRUTH), Part("size", WHOLE)]),
    lambda actor: Team.objects.visible_to(actor).annotate(size=Count("memberships", filter=Q(memberships__person__is_active=True))),
    room="people",
    may=permissions.SEE,
    page=lambda actor: Teams(),
)
Hanging(TEAMS, "members", "Who is in it", PERSON, lambda row, actor: _people(actor).filter(memberships__team=row.pk))
Deed(TEAMS, "", actions.add_team, permissions.ARRANGE, forms.TeamForm, begins=True, told="Add a team")
Deed(
    TEAMS,
    "edit",
    actions.edit_team,
    permissions.ARRANGE,
    forms.EditTeamForm,
    initial=lambda row: _now(row, "name", "line", "is_active"),
    told="Edit a team",
)
Deed(TEAMS, "join", actions.join_team, permissions.ARRANGE, forms.MemberForm, told="Put somebody in a team")
Deed(TEAMS, "leave", actions.leave_team, permissions.ARRANGE, forms.MemberForm, told="Take somebody out of a team")

ORGANISATIONS = Thing(
    "organisations",
    "Whom the desk serves",
    Shape(
        "Organisation",
        [
            Part("id", WHOLE),
            Part("name"),
            Part("language"),
            Part("zone"),
            Part("domains", many(TEXT), lambda row: sorted(domain.name for domain in row.domains.all())),
            Part("is_active", TRUTH),
            Part("size", WHOLE),
        ],
    ),
    lambda actor: (
        Organisation.objects.visible_to(actor).annotate(size=Count("people", filter=Q(people__is_active=True))).prefetch_related("domains")
    ),
    room="people",
    may=permissions.SEE,
    page=lambda actor: Organisations(),
)
Deed(ORGANISATIONS, "", actions.add_organisation, permissions.ARRANGE, forms.OrganisationForm, begins=True, told="Add an organisation")
Deed(
    ORGANISATIONS,
    "edit",
    actions.edit_organisation,
    permissions.ARRANGE,
    forms.EditOrganisationForm,
    initial=lambda row: _now(row, "name", "language", "zone", "is_active") | {"domains": [domain.name for domain in row.domains.all()]},
    told="Edit an organisation",
)

GROUPS = Thing(
    "groups",
    "Who learns together",
    Shape("Group", [Part("id", WHOLE), Part("name"), Part("external_id"), Part("size", WHOLE)]),
    lambda actor: Group.objects.visible_to(actor).annotate(size=Count("members", filter=Q(members__is_active=True))),
    room="people",
    may=permissions.SEE,
    page=lambda actor: Groups(),
)


@wraps(actions.change_group)
def _join_group(group: Group, *, by: Actor, person: Person) -> None:
    actions.change_group(group, by=by, joining=[person])


@wraps(actions.change_group)
def _leave_group(group: Group, *, by: Actor, person: Person) -> None:
    actions.change_group(group, by=by, leaving=[person])


Hanging(GROUPS, "members", "Who is in it", PERSON, lambda row, actor: _people(actor).filter(cohorts=row.pk))
Deed(GROUPS, "", actions.add_group, permissions.ARRANGE, forms.GroupForm, begins=True, told="Add a group")
Deed(GROUPS, "join", _join_group, permissions.ARRANGE, forms.MemberForm, told="Put somebody in a group")
Deed(GROUPS, "leave", _leave_group, permissions.ARRANGE, forms.MemberForm, told="Take somebody out of a group")


def _now(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


not_offered(
    "What somebody likes about their own screen, and signing in, is between them and their browser.",
    "people.edit_self",
    "people.give_account",
)
not_offered(
    "Done by the way somebody comes in: single sign-on, an import, the command line.", "people.provision", "people.create_administrator"
)
not_offered("Its bearer proves it, by a link that was sent there.", "people.prove_address")
not_offered("The mailroom's alone: it learns from bounces.", "people.mark_bouncing")
