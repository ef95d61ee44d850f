"""Teams, organisations and groups: who works together, who is served, who learns together. Designed for an administrator."""

from functools import partial
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from vakdesk.people import actions, forms, permissions
from vakdesk.people.models import Group, Line, Organisation, Person, Team
from vakdesk.people.views.people import allowed, find, form_page, see, timeline
from vakdesk.ui.components import pill
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import Choice, Column, Empty, ListPage, Sort, Text, answer


def _state(row: Any, _ctx: Any) -> Any:
    return pill(_("in use"), "good") if row.is_active else pill(_("not in use"))


class Teams(ListPage):
    name = "people.teams"
    heading = gettext_lazy("Teams")
    columns = [
        Column("name", gettext_lazy("Team"), lambda row: row.name, sort="name", main=True, link=True),
        Column("line", gettext_lazy("Line"), lambda row: row.get_line_display(), sort="line"),
        Column("members", gettext_lazy("Members"), lambda row: row.size, kind="number"),
        Column("state", gettext_lazy("State"), lambda row: row.is_active, cell=_state, kind="state"),
    ]
    sorts = [Sort("line", gettext_lazy("Line"), ("line", "name", "pk"))]
    filters = [Choice("line", gettext_lazy("Line"), options=lambda actor: Line.choices)]
    empty = Empty(
        gettext_lazy("No teams yet"),
        gettext_lazy("Work is given to teams. Begin with the first line."),
        "users",
        gettext_lazy("Add a team"),
        lambda: reverse("people:add_team"),
    )
    template = "people/teams.html"


class Organisations(ListPage):
    name = "people.organisations"
    heading = gettext_lazy("Organisations")
    columns = [
        Column("name", gettext_lazy("Organisation"), lambda row: row.name, sort="folded", main=True, link=True),
        Column("people", gettext_lazy("People"), lambda row: row.size, kind="number"),
        Column("domains", gettext_lazy("Mail domains"), lambda row: ", ".join(domain.name for domain in row.domains.all()), kind="quiet"),
        Column("language", gettext_lazy("Language"), lambda row: row.language),
        Column("state", gettext_lazy("State"), lambda row: row.is_active, cell=_state, kind="state"),
    ]
    filters = [Text("words", gettext_lazy("Name"), narrowed=lambda rows, text: rows.filter(name__icontains=text))]
    empty = Empty(
        gettext_lazy("No organisations yet"),
        gettext_lazy("An organisation is whom the desk serves: your own house, and clients. What requesters see is kept apart by it."),
        "building-2",
        gettext_lazy("Add an organisation"),
        lambda: reverse("people:add_organisation"),
    )
    template = "people/organisations.html"


class Groups(ListPage):
    name = "people.groups"
    heading = gettext_lazy("Groups")
    columns = [
        Column("name", gettext_lazy("Group"), lambda row: row.name, sort="name", main=True, link=True),
        Column("members", gettext_lazy("Members"), lambda row: row.size, kind="number"),
        Column("external_id", gettext_lazy("Key in the student system"), lambda row: row.external_id, kind="quiet"),
    ]
    filters = [Text("words", gettext_lazy("Name"), narrowed=lambda rows, text: rows.filter(name__icontains=text))]
    empty = Empty(
        gettext_lazy("No groups yet"),
        gettext_lazy("A group is a class or cohort that a coach coaches. Groups come with an import, or are added here."),
        "graduation-cap",
        gettext_lazy("Add a group"),
        lambda: reverse("people:add_group"),
    )
    template = "people/groups.html"


@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    here = Count("memberships", filter=Q(memberships__person__is_active=True))
    return answer(request, Teams(), Team.objects.visible_to(see(request)).annotate(size=here))  # type: ignore[return-value]


@require_safe
def team(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Team.objects.visible_to(see(request)), pk=pk)
    members = shown.members.active().prefetch_related("emailaddress_set")
    return render(
        request, "people/team.html", {"team": shown, "members": members, "items": timeline(shown, request.actor), "title": shown.name}
    )  # type: ignore[attr-defined]


def add_team(request: HttpRequest) -> HttpResponse:
    allowed(request, permissions.ARRANGE)
    return form_page(
        request,
        forms.TeamForm,
        actions.add_team,
        title=_("Add a team"),
        submit=_("Add"),
        back=reverse("people:teams"),
        then=lambda made: made.get_absolute_url(),
    )


def edit_team(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Team.objects.visible_to(see(request)), pk=pk)
    allowed(request, permissions.ARRANGE)
    initial = {"name": shown.name, "line": shown.line, "is_active": shown.is_active}
    return form_page(
        request,
        forms.EditTeamForm,
        actions.edit_team,
        shown,
        title=_("Edit"),
        submit=_("Save"),
        subject=shown.name,
        back=shown.get_absolute_url(),
        initial=initial,
    )


def join_team(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Team.objects.visible_to(see(request)), pk=pk)
    allowed(request, permissions.ARRANGE)
    return form_page(
        request,
        forms.MemberForm,
        actions.join_team,
        shown,
        title=_("Put somebody in the team"),
        submit=_("Put in"),
        subject=shown.name,
        back=shown.get_absolute_url(),
    )


def leave_team(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    shown = get_object_or_404(Team.objects.visible_to(see(request)), pk=pk)
    allowed(request, permissions.ARRANGE)
    member = find(request, person)
    return form_page(
        request,
        Form,
        partial(actions.leave_team, person=member),
        shown,
        title=_("Take %(person)s out of the team?") % {"person": member.name},
        submit=_("Take out"),
        subject=shown.name,
        intro=_("What they are working on stays theirs."),
        danger=True,
        back=shown.get_absolute_url(),
    )


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    here = Count("people", filter=Q(people__is_active=True))
    return answer(request, Organisations(), Organisation.objects.visible_to(see(request)).annotate(size=here).prefetch_related("domains"))  # type: ignore[return-value]


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Organisation.objects.visible_to(see(request)), pk=pk)
    context = {
        "organisation": shown,
        "domains": shown.domains.order_by("name"),
        "people": shown.people.active().count(),
        "items": timeline(shown, request.actor),
        "title": shown.name,
    }  # type: ignore[attr-defined]
    return render(request, "people/organisation.html", context)


def add_organisation(request: HttpRequest) -> HttpResponse:
    allowed(request, permissions.ARRANGE)
    return form_page(
        request,
        forms.OrganisationForm,
        actions.add_organisation,
        title=_("Add an organisation"),
        submit=_("Add"),
        back=reverse("people:organisations"),
        then=lambda made: made.get_absolute_url(),
    )


def edit_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Organisation.objects.visible_to(see(request)), pk=pk)
    allowed(request, permissions.ARRANGE)
    initial = {name: getattr(shown, name) for name in ("name", "language", "zone", "is_active")} | {
        "domains": [domain.name for domain in shown.domains.order_by("name")]
    }
    return form_page(
        request,
        forms.EditOrganisationForm,
        actions.edit_organisation,
        shown,
        title=_("Edit"),
        submit=_("Save"),
        subject=shown.name,
        back=shown.get_absolute_url(),
        initial=initial,
    )


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    here = Count("members", filter=Q(members__is_active=True))
    return answer(request, Groups(), Group.objects.visible_to(see(request)).annotate(size=here))  # type: ignore[return-value]


@require_safe
def group(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Group.objects.visible_to(see(request)), pk=pk)
    return render(
        request,
        "people/group.html",
        {"group": shown, "members": shown.members.active(), "items": timeline(shown, request.actor), "title": shown.name},
    )  # type: ignore[attr-defined]


def add_group(request: HttpRequest) -> HttpResponse:
    allowed(request, permissions.ARRANGE)
    return form_page(
        request,
        forms.GroupForm,
        actions.add_group,
        title=_("Add a group"),
        submit=_("Add"),
        back=reverse("people:groups"),
        then=lambda made: made.get_absolute_url(),
    )


def join_group(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Group.objects.visible_to(see(request)), pk=pk)
    allowed(request, permissions.ARRANGE)

    def join(group: Group, *, by: Any, person: Person) -> None:
        actions.change_group(group, by=by, joining=[person])

    return form_page(
        request,
        forms.MemberForm,
        join,
        shown,
        title=_("Put somebody in the group"),
        submit=_("Put in"),
        subject=shown.name,
        back=shown.get_absolute_url(),
    )


def leave_group(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    shown = get_object_or_404(Group.objects.visible_to(see(request)), pk=pk)
    allowed(request, permissions.ARRANGE)
    member = find(request, person)
    return form_page(
        request,
        Form,
        partial(actions.change_group, leaving=[member]),
        shown,
        title=_("Take %(person)s out of the group?") % {"person": member.name},
        submit=_("Take out"),
        subject=shown.name,
        danger=True,
        back=shown.get_absolute_url(),
    )
