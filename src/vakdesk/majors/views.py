"""The list and the pages of major incidents, and one view per verb."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.majors import actions, forms, permissions
from vakdesk.majors.models import Major, Proposal
from vakdesk.majors.showing import MajorPage
from vakdesk.tickets.forms.working import PlainForm
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.views.finding import on_ticket
from vakdesk.tickets.views.queue import meant_by
from vakdesk.ui.answers import allow, ask, carry_out, go, safe_next
from vakdesk.ui.components import pill, span
from vakdesk.ui.lists import Column, Context, Empty, ListPage, Sort, View
from vakdesk.ui.lists import answer as list_page

#: So many reports become one major incident, or are answered, in one press.
MOST_PICKED = 200
TONES = {"declared": "bad", "solved": "good", "stood_down": "plain"}


def _state(row: Major, ctx: Context) -> Any:
    return pill(row.get_state_display(), TONES[row.state])


def _next_news(row: Major, ctx: Context) -> Any:
    if row.next_news_at is None:
        return ""
    late = row.next_news_at <= ctx.now
    said = _("late by %(time)s") if late else _("in %(time)s")
    return pill(said % {"time": span(abs(ctx.now - row.next_news_at))}, "bad" if late else "warn", "alarm-clock")


class Majors(ListPage):
    name = "majors"
    heading = gettext_lazy("Major incidents")
    intro = gettext_lazy("What stops many people at once: one place for the work, the news and everybody who waits.")
    columns = (
        Column("reference", gettext_lazy("Number"), lambda row: row.ticket.reference, kind="reference"),
        Column("headline", gettext_lazy("Headline"), lambda row: row.headline, main=True, link=True),
        Column("state", gettext_lazy("State"), lambda row: row.get_state_display(), cell=_state),
        Column("next", gettext_lazy("Next news"), lambda row: row.next_news_at, cell=_next_news),
        Column("lead", gettext_lazy("Led by"), lambda row: row.lead),
        Column("declared", gettext_lazy("Declared"), lambda row: row.declared_at, sort="declared_at", kind="quiet"),
        Column("ended", gettext_lazy("Ended"), lambda row: row.ended_at, kind="quiet"),
    )
    sorts = (Sort("declared", gettext_lazy("Declared"), ("-declared_at", "-pk")),)
    views = (
        View("now", gettext_lazy("Going on"), lambda rows, actor: rows.going_on()),
        View("all", gettext_lazy("All"), lambda rows, actor: rows),
    )
    empty = Empty(
        gettext_lazy("Nothing big is down"),
        gettext_lazy("Select reports of the same outage in the queue and make one major incident of them, or declare one on a ticket."),
        "siren",
        gettext_lazy("To the queue"),
        lambda: reverse("tickets:queue"),
    )


@require_safe
def majors(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.SEE)
    return list_page(request, Majors(), Major.objects.visible_to(request.actor).with_people())


@require_safe
def major(request: HttpRequest, reference: str) -> HttpResponse:
    shown = _find(request, reference)
    return render(request, "majors/major.html", {"major": shown, "page": MajorPage(shown, request.actor), "title": str(shown)})


@on_ticket
def declare(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    allow(request, permissions.DECLARE, ticket)
    page = partial(
        ask,
        request,
        title=_("Declare a major incident"),
        intro=_("It gets a page of its own. Everybody who reports it hears the same news, at the same time, in their own conversation."),
        submit=_("Declare it and tell everybody"),
        back=ticket.get_absolute_url(),
        subject=str(ticket),
    )
    if request.method == "POST":
        form = forms.DeclareForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.declare, ticket, then=_page_of, page=page, said=_("It is a major incident now."))
    return page(forms.DeclareForm(actor=request.actor, initial=_headline_of(request, ticket.title)))


@require_POST
def declare_of(request: HttpRequest) -> HttpResponse:
    """The queue posts what was picked; the form that asks for particulars posts it again, with `sure`."""
    allow(request, permissions.DECLARE)
    reports, back = _picked(request), safe_next(request, reverse("tickets:queue"))
    if not reports:
        messages.warning(request, _("Select tickets first."))
        return go(request, back)
    sure = "sure" in request.POST
    form = forms.DeclareForm(request.POST if sure else None, actor=request.actor, initial=_headline_of(request, reports[0].title))
    words = {"title": _("Make one major incident of these"), "submit": _("Declare it and tell everybody")}

    def page(form: Any) -> HttpResponse:
        return render(request, "majors/declare_of.html", {"form": form, "tickets": reports, "back": back, **words})

    return carry_out(request, form, actions.declare_of, reports, then=_page_of_both, page=page, said=_said_of_both) if sure else page(form)


@require_POST
def answer_many(request: HttpRequest) -> HttpResponse:
    """What is picked is joined to what each is proposed to, or to the one major incident that goes on, and answered."""
    allow(request, permissions.ANSWER)
    reports, back = _picked(request), safe_next(request, reverse("tickets:queue"))
    proposed = dict(Proposal.objects.visible_to(request.actor).waiting().filter(ticket__in=reports).values_list("ticket", "major"))
    going_on = Major.objects.visible_to(request.actor).going_on().with_people().in_bulk()
    only = next(iter(going_on)) if len(going_on) == 1 else None
    done, refused = 0, []
    for report in reports:
        meant = going_on.get(proposed.get(report.pk, only or 0))
        try:
            if meant is None:
                raise Refused(_("Nobody proposed this to a major incident. Choose its parent yourself."))
            actions.answer(report, by=request.actor, major=meant)
            done += 1
        except (Refused, NotAllowed) as refusal:
            refused.append(f"{report.reference}: {refusal.sentence}")
    if done:
        messages.success(
            request, ngettext("%(count)d report joined and answered.", "%(count)d reports joined and answered.", done) % {"count": done}
        )
    for said in refused[:5]:
        messages.warning(request, said)
    return go(request, back)


@require_POST
@on_ticket
def answer(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """One press on what is proposed."""
    proposal = get_object_or_404(Proposal.objects.visible_to(request.actor).select_related("major__ticket__record"), ticket=ticket)
    back = safe_next(request, ticket.get_absolute_url())
    form = PlainForm(request.POST, actor=request.actor)
    return carry_out(
        request, form, actions.answer, ticket, major=proposal.major, then=back, page=_plainly(request, back), said=_("Joined and answered.")
    )


@require_POST
@on_ticket
def decline(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    back = safe_next(request, ticket.get_absolute_url())
    form = PlainForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.decline, ticket, then=back, page=_plainly(request, back), said=_("It is not about this."))


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, reference: str) -> HttpResponse:
    return _verb(
        request,
        reference,
        forms.NewsForm,
        actions.tell,
        permissions.TELL,
        title=_("News for everybody affected"),
        intro=_(
            "Each reads it in their own conversation and language. Where a language is left empty they read the English text, else the first."
        ),
        submit=_("Send it to everybody"),
        said=_("It is on its way to everybody."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, reference: str) -> HttpResponse:
    return _verb(
        request,
        reference,
        forms.EndForm,
        actions.end,
        permissions.DECLARE,
        title=_("It is solved: tell everybody"),
        intro=_("All its children are solved with it, and each requester is asked whether it works for them."),
        submit=_("Solve it and tell everybody"),
        said=_("Solved. Everybody is being told."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def stand_down(request: HttpRequest, reference: str) -> HttpResponse:
    return _verb(
        request,
        reference,
        forms.StandDownForm,
        actions.stand_down,
        permissions.DECLARE,
        title=_("Stand it down"),
        intro=_("It is no major incident any more, but not solved either. Its children stay with it."),
        submit=_("Stand it down"),
        said=_("Stood down."),
        danger=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def give_duty(request: HttpRequest, reference: str) -> HttpResponse:
    return _verb(
        request,
        reference,
        forms.DutyForm,
        actions.give_duty,
        permissions.TELL,
        title=_("Who does what?"),
        submit=_("Add it"),
        said=_("Added."),
    )


@require_POST
def end_duty(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    shown = _find(request, reference)
    duty = get_object_or_404(shown.duties, pk=pk)
    back = shown.get_absolute_url()
    form = PlainForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.end_duty, shown, duty=duty, then=back, page=_plainly(request, back), said=_("Ended."))


def _verb(request: HttpRequest, reference: str, form_class: Any, action: Any, permission: Permission, **words: Any) -> HttpResponse:
    shown = _find(request, reference)
    allow(request, permission, shown)
    said = words.pop("said")
    page = partial(ask, request, back=shown.get_absolute_url(), subject=str(shown), **words)
    if request.method == "POST":
        form = form_class(request.POST, actor=request.actor)
        return carry_out(request, form, action, shown, then=shown.get_absolute_url(), page=page, said=said)
    return page(form_class(actor=request.actor))


def _find(request: HttpRequest, reference: str) -> Major:
    seen = Major.objects.visible_to(request.actor).with_people()
    return get_object_or_404(seen, ticket__record__reference=reference.upper())


def _picked(request: HttpRequest) -> list[Ticket]:
    return list(Ticket.objects.visible_to_staff(request.actor).with_people().filter(pk__in=meant_by(request)[:MOST_PICKED]).order_by("pk"))


def _headline_of(request: HttpRequest, title: str) -> dict[str, str]:
    return {f"headline_{request.actor.language or 'en'}": title[:120]}


def _plainly(request: HttpRequest, back: str) -> Any:
    """A press that was refused says why, on a page that leads back."""
    return partial(ask, request, title=_("That was not possible"), submit=_("Try again"), back=back)


def _page_of(major: Major) -> str:
    return major.get_absolute_url()


def _page_of_both(outcome: tuple[Major, list[Any]]) -> str:
    return outcome[0].get_absolute_url()


def _said_of_both(outcome: tuple[Major, list[Any]]) -> str:
    refused = [f"{ticket.reference}: {why}" for ticket, why in outcome[1]]
    return " ".join([_("It is a major incident now."), *refused[:5]])
