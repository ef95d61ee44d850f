"""For whoever answers for access: who has what. For owners: one screen on which to say what stays. For the desk: what a ticket asks for."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.grants import actions, permissions
from vakdesk.grants.forms import AccountForm, ApplicationForm, CampaignForm, ChangeWishForm, LeavingForm, RecordForm, RightForm, WishForm
from vakdesk.grants.kinds import IN_USE, GrantState, Verdict
from vakdesk.grants.lists import ApplicationList, CampaignList, GrantList, LeaverList, state_pill
from vakdesk.grants.models import Application, Campaign, Grant, ReviewItem, Right, Wish
from vakdesk.grants.reviewing import ReviewPage
from vakdesk.people.models import Person
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.views.finding import on_ticket
from vakdesk.ui.answers import adding, allow, ask, carry_out
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer


@require_safe
def grants(request: HttpRequest) -> Any:
    allow(request, permissions.SEE)
    return answer(request, GrantList(), Grant.objects.visible_to(_actor(request)).with_all())


@require_safe
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Grant.objects.visible_to(_actor(request)).with_all(), pk=pk)
    may_revoke = found.state == GrantState.HELD and _actor(request).may(permissions.REVOKE, found)
    reviews = (
        ReviewItem.objects.visible_to(_actor(request)).filter(grant=found).exclude(verdict="").select_related("campaign", "decided_by")
    )
    seen = Ticket.objects.visible_to_staff(_actor(request)).filter(pk=found.record_id).exists()
    context = {"grant": found, "pill": state_pill(found), "may_revoke": may_revoke, "reviews": reviews, "sees_record": seen}
    return render(request, "grants/grant.html", context)


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Grant.objects.visible_to(_actor(request)).with_all(), pk=pk)
    intro = _("The team gets a task to take it away. Until that is done it can still be used.")
    words = {"title": _("Revoke"), "submit": _("Have it taken away"), "intro": intro, "danger": True, "subject": str(found)}
    return _act(request, Form, actions.revoke, found, permission=permissions.REVOKE, on=found, then=found.get_absolute_url(), **words)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything one person has and had."""
    found = get_object_or_404(Person.objects.visible_to(_actor(request)).select_related("organisation"), pk=pk)
    rows = list(
        Grant.objects.visible_to(_actor(request)).filter(person=found).with_all().order_by("right__application", "-starts_at", "-pk")[:500]
    )
    held = [(one, state_pill(one)) for one in rows if one.state in IN_USE]
    may_take = any(one.state == GrantState.HELD for one, _pill in held) and _actor(request).may(permissions.LEAVE, found)
    context = {
        "person": found,
        "held": held,
        "over": [(one, state_pill(one)) for one in rows if one.state not in IN_USE],
        "may_take": may_take,
    }
    return render(request, "grants/person.html", context)


def take_everything_away(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Person.objects.visible_to(_actor(request)), pk=pk)
    words = {
        "title": _("Take everything away"),
        "submit": _("Make the tasks"),
        "intro": _("A ticket is made with a task for each right, for the team of its application."),
        "danger": True,
        "subject": found.name,
    }
    then = lambda ticket: ticket.get_absolute_url()  # noqa: E731
    back = reverse("grants:person", args=[found.pk])
    return _act(request, Form, actions.take_everything_away, found, permission=permissions.LEAVE, on=found, then=then, back=back, **words)


@require_safe
def applications(request: HttpRequest) -> Any:
    allow(request, permissions.SEE)
    holders = Count("rights__grants", filter=Q(rights__grants__state__in=IN_USE))
    rows = Application.objects.visible_to(_actor(request)).select_related("owner", "team", "service").annotate(holders=holders)
    return answer(request, ApplicationList(), rows, add=adding(request, permissions.ARRANGE, "grants:add_application"))


@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Application.objects.visible_to(_actor(request)).select_related("owner", "team", "service"), pk=pk)
    counted = Count("grants", filter=Q(grants__state__in=IN_USE))
    rights = (
        Right.objects.visible_to(_actor(request))
        .filter(application=found)
        .select_related("application", "own_owner", "way")
        .annotate(holders=counted)
    )
    rows = Grant.objects.visible_to(_actor(request)).in_use().filter(right__application=found).with_all()
    held = [(one, state_pill(one)) for one in rows.order_by("right", "person__folded", "pk")[:500]]
    return render(request, "grants/application.html", {"application": found, "rights": rights, "held": held})


def add_application(request: HttpRequest) -> HttpResponse:
    then = lambda made: made.get_absolute_url()  # noqa: E731
    words = {"title": _("Add an application"), "submit": _("Add")}
    return _act(
        request,
        ApplicationForm,
        actions.add_application,
        permission=permissions.ARRANGE,
        then=then,
        back=reverse("grants:applications"),
        **words,
    )


def edit_application(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Application.objects.visible_to(_actor(request)), pk=pk)
    form = partial(ApplicationForm, thing=found)
    words = {"title": str(found), "submit": _("Save")}
    return _act(
        request, form, actions.edit_application, found, permission=permissions.ARRANGE, on=found, then=found.get_absolute_url(), **words
    )


def add_right(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Application.objects.visible_to(_actor(request)), pk=pk)
    words = {"title": _("Add a right"), "submit": _("Add"), "subject": str(found)}
    return _act(
        request, RightForm, actions.add_right, found, permission=permissions.ARRANGE, on=found, then=found.get_absolute_url(), **words
    )


def edit_right(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Right.objects.visible_to(_actor(request)).select_related("application"), pk=pk)
    form, then = partial(RightForm, thing=found), found.application.get_absolute_url()
    words = {"title": str(found), "submit": _("Save")}
    return _act(request, form, actions.edit_right, found, permission=permissions.ARRANGE, on=found.application, then=then, **words)


@on_ticket
def wish(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    initial = {"person": ticket.record.requester, "why": ticket.title}
    words = {"title": _("Ask for a right"), "submit": _("Ask the owner"), "subject": str(ticket), "initial": initial}
    return _act(request, WishForm, actions.wish, ticket, permission=permissions.ASK, on=ticket, then=ticket.get_absolute_url(), **words)


def change_wish(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        Wish.objects.visible_to(_actor(request)).select_related("ticket__record", "right__application", "person", "approval"), pk=pk
    )
    ends_on = found.until and found.until.date()
    words = {
        "title": _("Change what is asked"),
        "submit": _("Ask the owner anew"),
        "intro": _("What was approved falls: its owner is asked again, with what you write here."),
        "subject": str(found),
        "initial": {"why": found.why, "ends_on": ends_on},
    }
    return _act(
        request,
        ChangeWishForm,
        actions.change_wish,
        found,
        permission=permissions.ASK,
        on=found.ticket,
        then=found.ticket.get_absolute_url(),
        **words,
    )


@on_ticket
def account_work(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    intro = _("It becomes a task that can be marked done once it is on record who made sure who asks.")
    words = {"title": _("Work on an account"), "submit": _("Add the task"), "intro": intro, "subject": str(ticket)}
    return _act(
        request,
        AccountForm,
        actions.ask_account_work,
        ticket,
        permission=permissions.ASK,
        on=ticket,
        then=ticket.get_absolute_url(),
        **words,
    )


@on_ticket
def record_grant(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    words = {
        "title": _("Write down a right"),
        "submit": _("Write down"),
        "intro": _("Of somebody who had it before the register knew."),
        "subject": str(ticket),
    }
    then = ticket.get_absolute_url()
    return _act(request, RecordForm, actions.record_grant, ticket.record, permission=permissions.RECORD, then=then, back=then, **words)


@require_safe
def campaigns(request: HttpRequest) -> Any:
    rows = Campaign.objects.visible_to(_actor(request)).with_progress()
    return answer(request, CampaignList(), rows, add=adding(request, permissions.CAMPAIGN, "grants:begin_campaign"))


def begin_campaign(request: HttpRequest) -> HttpResponse:
    then = lambda made: made.get_absolute_url()  # noqa: E731
    intro = _("Each owner gets a mail and one screen with everything people have.")
    words = {"title": _("Begin a review"), "submit": _("Ask the owners"), "intro": intro}
    return _act(
        request, CampaignForm, actions.begin_campaign, permission=permissions.CAMPAIGN, then=then, back=reverse("grants:campaigns"), **words
    )


@require_http_methods(["GET", "HEAD", "POST"])
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is asked of this reader, in one form; and for whoever holds it, how far each owner is."""
    found = get_object_or_404(Campaign.objects.visible_to(_actor(request)), pk=pk)

    def page(form: Form) -> HttpResponse:
        return render(request, "grants/campaign.html", {"campaign": found, "page": ReviewPage(found, _actor(request)), "form": form})

    if request.method != "POST":
        return page(Form())
    chosen = {
        int(name[8:]): value
        for name, value in request.POST.items()
        if name.startswith("verdict-") and name[8:].isdigit() and value in Verdict.values
    }
    seen = ReviewItem.objects.visible_to(_actor(request)).filter(campaign=found, pk__in=chosen).values_list("pk", flat=True)
    verdicts = {pk: chosen[pk] for pk in seen}
    comments = {pk: request.POST.get(f"comment-{pk}", "") for pk in verdicts}

    def said(count: int) -> str:
        return _("%(count)d decided.") % {"count": count}

    return carry_out(
        request,
        Form(request.POST),
        actions.decide_items,
        found,
        then=found.get_absolute_url(),
        said=said,
        page=page,
        verdicts=verdicts,
        comments=comments,
    )


@require_POST
def close_campaign(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Campaign.objects.visible_to(_actor(request)), pk=pk)
    allow(request, permissions.CAMPAIGN, found)
    return carry_out(
        request,
        Form(request.POST),
        actions.close_campaign,
        found,
        then=found.get_absolute_url(),
        said=_("Closed."),
        page=lambda form: campaign(request, pk),
    )


@require_safe
def leavers(request: HttpRequest) -> Any:
    allow(request, permissions.LEAVE)
    going = Count("access_grants", filter=Q(access_grants__state=GrantState.REMOVING))
    counted = Count("access_grants", filter=Q(access_grants__state__in=IN_USE))
    seen = Person.objects.visible_to(_actor(request)).filter(Q(is_active=False) | Q(leaving__isnull=False))
    rows = seen.annotate(rights=counted, going=going).filter(rights__gt=0).select_related("leaving")
    return answer(request, LeaverList(), rows)


def mark_leaving(request: HttpRequest) -> HttpResponse:
    words = {"title": _("Somebody is going to leave"), "submit": _("Write down")}
    back = reverse("grants:leavers")

    def action(*, by: Actor, person: Person, on: Any) -> None:
        actions.mark_leaving(person, by=by, on=on)

    return _act(request, LeavingForm, action, permission=permissions.LEAVE, then=back, back=back, **words)


def _act(
    request: HttpRequest,
    make: Callable[..., Form],
    action: Callable[..., Any],
    *subject: Any,
    permission: Permission,
    then: Any,
    on: Any = None,
    back: str = "",
    initial: dict[str, Any] | None = None,
    **words: Any,
) -> HttpResponse:
    """The shape of every verb's view: GET asks, POST does it and goes on."""
    allow(request, permission, on)
    page = partial(ask, request, back=back or then, **words)
    if request.method != "POST":
        return page(make(actor=_actor(request), initial=initial))
    return carry_out(request, make(request.POST, actor=_actor(request)), action, *subject, then=then, page=page, said=_("Done."))


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
