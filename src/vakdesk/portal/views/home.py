"""The start of the house, and the portal's first page: one question, and what became of the earlier ones."""

import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vakdesk.catalogue.finding import fitting
from vakdesk.competence.telling import purpose_of
from vakdesk.instructions.models import Giving
from vakdesk.knowledge.actions import show_answers
from vakdesk.knowledge.actions.serving import VISIT
from vakdesk.knowledge.suggesting import answers_to
from vakdesk.portal import actions
from vakdesk.portal.alike import offers
from vakdesk.portal.approving import waiting_for
from vakdesk.portal.forms import TextForm
from vakdesk.portal.known import known_to
from vakdesk.portal.lists import rows_of
from vakdesk.portal.models import Unsent
from vakdesk.portal.queries import not_over, own_reports, what_needs_them_first
from vakdesk.portal.views.finding import at_the_portal
from vakdesk.tickets.permissions import SEE_QUEUE
from vakdesk.ui.answers import carry_out
from vakdesk.ui.forms import Form
from vakdesk.ui.shell import Shell

MOST_SHOWN = 5


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Everybody to where they belong: the desk's people to their queue, others who work here to their first page."""
    if request.actor.may(SEE_QUEUE):
        return HttpResponseRedirect(reverse("tickets:queue"))
    shell = Shell(request)
    lines = [line for _heading, found in shell.sections for line in found] if shell.works_here else []
    return HttpResponseRedirect(lines[0].url if lines else reverse("portal:home"))


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_portal
def home(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        form = TextForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.begin, then=_first_question, page=lambda form: _page(request, form))
    return _page(request, TextForm(initial={"text": request.GET.get("text", "")[:500]}))


@require_POST
@at_the_portal
def alike(request: HttpRequest) -> HttpResponse:
    """What there is already about what is being typed. By POST, so that nobody's words end in an address or a log."""
    text, visit = request.POST.get("text", ""), request.POST.get("visit", "")
    found = answers_to(request.actor, text)
    if VISIT.fullmatch(visit):
        show_answers(visit, by=request.actor, articles=found)
    context = {
        "offers": offers(request.actor, text),
        "forms": fitting(request.actor, text),
        "answers": found,
        "visit": visit,
        "is_part": True,
    }
    return render(request, "portal/_alike.html", context)


def _first_question(unsent: Unsent) -> str:
    return reverse("portal:question", args=[unsent.key, "kind"])


def _page(request: HttpRequest, form: Form) -> HttpResponse:
    reports = list(what_needs_them_first(not_over(own_reports(request.actor)))[:MOST_SHOWN])
    context = {
        "form": form,
        "known": known_to(request.actor),
        "purpose": purpose_of(request.user.organisation_id),
        "instructions": Giving.objects.visible_to(request.actor)
        .of(request.actor.person_id)
        .not_yet()
        .with_words()
        .order_by("given_at", "pk")[:MOST_SHOWN],
        "person": request.user,
        "approvals": waiting_for(request.actor),
        "rows": rows_of(reports, request, with_answers=True),
        "unsent": Unsent.objects.visible_to(request.actor).unsent().order_by("-saved_at")[:3],
        "visit": request.POST.get("visit") or secrets.token_urlsafe(16),
        "has_reported": bool(reports) or own_reports(request.actor).exists(),
    }
    return render(request, "portal/home.html", context)
