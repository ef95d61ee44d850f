"""People: the list, the person, and what can be done about one. Designed for an agent with a caller on the line."""

from collections.abc import Callable
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.logbook.verbs import Audience, Verb
from vakdesk.people import actions, forms, permissions
from vakdesk.people.fields import find_people, label_of
from vakdesk.people.kinds import Factor
from vakdesk.people.models import BouncingAddress, Organisation, Person, RoleGrant, Team
from vakdesk.ui.answers import ask, carry_out, safe_next
from vakdesk.ui.components import person as drawn_person
from vakdesk.ui.components import pill
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import Choice, Column, Context, Empty, ListPage, Sort, Text, View, answer
from vakdesk.ui.timeline import Item

RECENT = 40


def _in_force(people: QuerySet[Person], role: str) -> QuerySet[Person]:
    return people.filter(pk__in=RoleGrant.objects.in_force().filter(role=role).values("person"))


def _roles(person: Person, _ctx: Context) -> Any:
    grants = person.grants_in_force  # type: ignore[attr-defined]
    return format_html_join(" ", "{}", ((pill(Role(role).label, "plain"),) for role in dict.fromkeys(grant.role for grant in grants)))


class People(ListPage):
    name = "people.people"
    heading = gettext_lazy("People")
    columns = [
        Column(
            "name",
            gettext_lazy("Name"),
            lambda row: row.name,
            cell=lambda row, ctx: drawn_person(row.name, row.job_title),
            sort="folded",
            main=True,
            link=True,
        ),
        Column("organisation", gettext_lazy("Organisation"), lambda row: row.organisation and row.organisation.name),
        Column("email", gettext_lazy("Mail address"), lambda row: row.email, kind="quiet"),
        Column("phone", gettext_lazy("Phone"), lambda row: row.phone, kind="quiet"),
        Column(
            "roles",
            gettext_lazy("Roles"),
            lambda row: ", ".join(sorted({grant.get_role_display() for grant in row.grants_in_force})),
            cell=_roles,
        ),
    ]
    sorts = [Sort("name", gettext_lazy("Name"), ("folded", "pk")), Sort("newest", gettext_lazy("Newest first"), ("-joined_at", "-pk"))]
    filters = [
        Text("words", gettext_lazy("Name, address or phone"), narrowed=lambda rows, text: rows.named_like(text)),
        Choice(
            "organisation",
            gettext_lazy("Organisation"),
            options=lambda actor: [(one.pk, one.name) for one in Organisation.objects.visible_to(actor)[:200]],
        ),
        Choice(
            "team",
            gettext_lazy("Team"),
            options=lambda actor: [(one.pk, one.name) for one in Team.objects.visible_to(actor)],
            field="teams",
        ),
        Choice("role", gettext_lazy("Role"), options=lambda actor: [(role.value, role.label) for role in Role], narrowed=_in_force),
    ]
    views = [
        View("here", gettext_lazy("Here"), lambda rows, actor: rows.active(), counted=False),
        View("left", gettext_lazy("Left"), lambda rows, actor: rows.filter(is_active=False), counted=False),
    ]
    empty = Empty(
        gettext_lazy("Nobody yet"),
        gettext_lazy("People come in by their first report, by import from a student system or directory, or are registered here."),
        "users",
        gettext_lazy("Register somebody"),
        lambda: reverse("people:register"),
    )
    template = "people/people.html"


def see(request: HttpRequest, permission: Permission = permissions.SEE) -> Actor:
    """The actor, who may see such pages; NotAllowed for everybody else."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.reach(permission):
        raise NotAllowed(_("People are looked up by those who work at the desk. Your own details are on your profile."))
    return actor


def find(request: HttpRequest, pk: int) -> Person:
    """The person, if the actor sees them; else 404."""
    return get_object_or_404(Person.objects.visible_to(see(request)).select_related("organisation"), pk=pk)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    current = Prefetch("grants", RoleGrant.objects.in_force(), to_attr="grants_in_force")
    rows = Person.objects.visible_to(see(request)).select_related("organisation").prefetch_related("emailaddress_set", current)
    return answer(request, People(), rows)  # type: ignore[return-value]


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is known of one person, and what happened to them."""
    shown = find(request, pk)
    context = {
        "person": shown,
        "addresses": EmailAddress.objects.filter(user=shown).order_by("-primary", "email"),
        "bouncing": set(
            BouncingAddress.objects.filter(email__in=EmailAddress.objects.filter(user=shown).values("email")).values_list(
                "email", flat=True
            )
        ),
        "grants": RoleGrant.objects.filter(person=shown).in_force().select_related("organisation", "team", "group").order_by("role"),
        "teams": shown.teams.all(),
        "groups": shown.cohorts.all(),
        "factors": [
            Factor(kind).label for kind in Authenticator.objects.filter(user=shown).order_by("type").values_list("type", flat=True)
        ],
        "links": SocialAccount.objects.filter(user=shown),
        "items": timeline(shown, request.actor),  # type: ignore[attr-defined]
        "title": shown.name,
    }
    return render(request, "people/person.html", context)


def timeline(subject: Any, actor: Actor) -> list[Item]:
    """The newest entries about a person, team, organisation or group, oldest first. Sign-ins only for whom they concern."""
    entries = Entry.objects.about(subject)  # anyone: who sees the subject sees its past, but for what is excluded below
    if not actor.may(permissions.SEE_SIGN_INS, subject):
        entries = entries.exclude(verb__in=[verb.name for verb in Verb.registry if verb.audience is Audience.NEED_TO_KNOW])
    newest = reversed(entries.order_by("-position")[:RECENT])
    return [Item(kind="entry", who=line.actor, at=line.entry.happened_at, body=line.sentence, icon=line.icon) for line in lines(newest)]


def form_page(
    request: HttpRequest,
    form_class: type[Form],
    action: Callable[..., Any],
    *subject: Any,
    title: str,
    submit: str,
    back: str,
    initial: dict[str, Any] | None = None,
    then: Any = "",
    said: Any = "",
    **more: Any,
) -> HttpResponse:
    """One verb with one form: shown on GET, carried out on POST."""
    page = partial(ask, request, title=title, submit=submit, back=back, **more)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = form_class(*sent, actor=request.actor, initial=initial or {})  # type: ignore[attr-defined]
    if request.method != "POST":
        return page(form)
    return carry_out(request, form, action, *subject, then=then or back, said=said, page=page)


def allowed(request: HttpRequest, permission: Permission, on: Any = None) -> None:
    """A form is shown only to those whose sending it could work."""
    if not request.actor.may(permission, on):  # type: ignore[attr-defined]
        raise NotAllowed(
            _("You may not do this: %(permission)s. Ask a team lead or an administrator.") % {"permission": permission.sentence}
        )


def register(request: HttpRequest) -> HttpResponse:
    allowed(request, permissions.REGISTER)
    return form_page(
        request,
        forms.RegisterForm,
        actions.register,
        title=_("Register somebody"),
        submit=_("Register"),
        back=reverse("people:people"),
        initial={"name": request.GET.get("name", "")[:120]},
        then=lambda made: made.get_absolute_url(),
        said=lambda made: _("%(person)s is registered.") % {"person": made.name},
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    shown = find(request, pk)
    allowed(request, permissions.EDIT, shown)
    initial = forms.initial_of(shown, forms.EditForm)
    return form_page(
        request,
        forms.EditForm,
        actions.edit,
        shown,
        title=_("Edit"),
        submit=_("Save"),
        subject=shown.name,
        back=shown.get_absolute_url(),
        initial=initial,
    )


def add_address(request: HttpRequest, pk: int) -> HttpResponse:
    shown = find(request, pk)
    allowed(request, permissions.REGISTER, shown)
    return form_page(
        request,
        forms.AddressForm,
        actions.add_address,
        shown,
        title=_("Add a mail address"),
        submit=_("Add"),
        subject=shown.name,
        back=shown.get_absolute_url(),
    )


def choose_address(request: HttpRequest, pk: int, address: int) -> HttpResponse:
    shown = find(request, pk)
    chosen = get_object_or_404(EmailAddress, pk=address, user=shown)
    allowed(request, permissions.EDIT, shown)
    return form_page(
        request,
        Form,
        partial(actions.choose_address, address=chosen),
        shown,
        title=_("Make this the main address?"),
        submit=_("Make it the main address"),
        subject=chosen.email,
        intro=_("Mail to %(person)s goes there from now on.") % {"person": shown.name},
        back=shown.get_absolute_url(),
    )


def remove_address(request: HttpRequest, pk: int, address: int) -> HttpResponse:
    shown = find(request, pk)
    chosen = get_object_or_404(EmailAddress, pk=address, user=shown)
    allowed(request, permissions.EDIT, shown)
    return form_page(
        request,
        Form,
        partial(actions.remove_address, address=chosen),
        shown,
        title=_("Remove this address?"),
        submit=_("Remove"),
        subject=chosen.email,
        intro=_("Mail from it is no longer known to be from %(person)s.") % {"person": shown.name},
        danger=True,
        back=shown.get_absolute_url(),
    )


def clear_bouncing(request: HttpRequest, pk: int, address: int) -> HttpResponse:
    shown = find(request, pk)
    chosen = get_object_or_404(EmailAddress, pk=address, user=shown)
    allowed(request, permissions.EDIT, shown)
    back = safe_next(request, shown.get_absolute_url())
    return form_page(
        request,
        Form,
        partial(actions.clear_bouncing, address=chosen),
        shown,
        title=_("Send mail there again?"),
        submit=_("Send mail there again"),
        subject=chosen.email,
        intro=_("Do this when the address was put right, or the mailbox has room again."),
        back=back,
        said=_("Mail goes to %(address)s again.") % {"address": chosen.email},
    )


def give_account(request: HttpRequest, pk: int) -> HttpResponse:
    shown = find(request, pk)
    allowed(request, permissions.ACCOUNT, shown)
    suggestion = shown.username or (shown.email.partition("@")[0] if shown.email else "")
    return form_page(
        request,
        forms.AccountForm,
        actions.give_account,
        shown,
        title=_("Give an account"),
        submit=_("Give the account"),
        subject=shown.name,
        back=shown.get_absolute_url(),
        initial={"username": suggestion},
        said=_("%(person)s can sign in.") % {"person": shown.name},
    )


def grant_role(request: HttpRequest, pk: int) -> HttpResponse:
    shown = find(request, pk)
    allowed(request, permissions.GRANT, shown)
    return form_page(
        request,
        forms.GrantForm,
        actions.grant_role,
        shown,
        title=_("Give a role"),
        submit=_("Give the role"),
        subject=shown.name,
        back=shown.get_absolute_url(),
    )


def end_role(request: HttpRequest, pk: int, grant: int) -> HttpResponse:
    shown = find(request, pk)
    allowed(request, permissions.GRANT, shown)
    held = get_object_or_404(RoleGrant.objects.in_force(), pk=grant, person=shown)
    return form_page(
        request,
        Form,
        actions.end_role,
        held,
        title=_("End this role?"),
        submit=_("End the role"),
        subject=str(held),
        intro=_("%(person)s can no longer do what it allows, from this moment.") % {"person": shown.name},
        danger=True,
        back=shown.get_absolute_url(),
    )


def record_leaving(request: HttpRequest, pk: int) -> HttpResponse:
    shown = find(request, pk)
    allowed(request, permissions.GRANT, shown)
    return form_page(
        request,
        forms.LeaveForm,
        actions.record_leaving,
        shown,
        title=_("Has %(person)s left?") % {"person": shown.name},
        submit=_("Record that they left"),
        intro=_("They can no longer sign in, and hold no roles and no place in a team. Their reports stay theirs."),
        danger=True,
        back=shown.get_absolute_url(),
    )


@require_POST
def record_return(request: HttpRequest, pk: int) -> HttpResponse:
    shown = find(request, pk)
    return form_page(
        request,
        Form,
        actions.record_return,
        shown,
        title=_("Is %(person)s back?") % {"person": shown.name},
        submit=_("Record their return"),
        back=shown.get_absolute_url(),
        said=_("%(person)s is back. Their roles were not given again.") % {"person": shown.name},
    )


@require_safe
def lookup(request: HttpRequest) -> HttpResponse:
    """Suggestions for a form that asks for somebody: one option per person."""
    actor = see(request)
    option = '<div role="option" data-value="{}">{}</div>'
    found = find_people(request.GET.get("q", ""), actor)
    about = (
        (
            label_of(one),
            drawn_person(
                one.name, " · ".join(filter(None, [one.job_title, (one.organisation and one.organisation.name) or "", one.email]))
            ),
        )
        for one in found
    )
    return HttpResponse(format_html("{}", format_html_join("", option, about)))
