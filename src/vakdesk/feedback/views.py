"""How it went: said at the portal or by a link in a mail, read by team. And who handles complaints about leads."""

from datetime import timedelta
from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from vakdesk.access.actors import Actor, Door
from vakdesk.feedback import actions, permissions
from vakdesk.feedback.forms import HandlerForm, RateForm
from vakdesk.feedback.kinds import FACES, Score
from vakdesk.feedback.links import meant
from vakdesk.feedback.models import Rating
from vakdesk.feedback.queries import FEWEST
from vakdesk.feedback.routing import named_handler
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.tickets.models import Ticket
from vakdesk.ui.answers import allow, ask, carry_out, safe_next

DAYS = 90


@require_POST
def rate(request: HttpRequest, reference: str) -> HttpResponse:
    """A face, pressed on the page of a report; whose report it is not, for them it is not there."""
    own = Ticket.objects.visible_to(request.actor).requested_by(request.actor.person_id).filter(record__reference=reference.upper())
    ticket = get_object_or_404(own.select_related("record"))
    request.actor = request.actor.through(Door.PORTAL)
    back = safe_next(request, reverse("portal:report", args=[ticket.reference]))
    words = {"title": _("How did it go?"), "submit": _("Send"), "shell": "ui/portal.html"}
    page = partial(ask, request, back=back, **words)
    form = RateForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.rate, ticket, then=back, page=page, said=_("Thank you. That helps us to do better."))


@login_not_required
@never_cache
def rate_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what would be said, POST says it: mail programs that open links say nothing."""
    found = meant(token)
    if found is None:
        raise Http404
    ticket, score = found
    form, refusal = RateForm(request.POST or None, initial={"score": int(score)}), ""
    is_done = False
    if request.method == "POST" and form.is_valid():
        requester = ticket.record.requester
        assert requester is not None
        by = Actor(person_id=requester.pk, label=requester.name, door=Door.MAIL, language=requester.language)
        try:
            actions.rate(ticket, by=by, **form.cleaned_data)
            is_done = True
        except Refused as refused:
            refusal = str(refused.sentence)
    chosen = int(form.data.get("score") or score) if str(form.data.get("score") or score).isdigit() else int(score)
    context = {"ticket": ticket, "faces": faces(chosen), "is_done": is_done, "refusal": refusal, "text": form.data.get("text", "")}
    return render(request, "feedback/rate.html", context, status=409 if refusal else 200)


def faces(chosen: int | None = None) -> list[tuple[int, str, str, bool]]:
    """The scale, best first: value, words, icon, whether it is the chosen one."""
    return [(int(score), str(score.label), FACES[score], int(score) == chosen) for score in reversed(Score)]


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """By team, of the last DAYS days; too few answers are not shown, and never those about one person."""
    allow(request, permissions.SEE_RESULTS)
    found = Rating.objects.results(request.actor, clock.now() - timedelta(days=DAYS))  # anyone: sums of teams within their reach
    handler = named_handler()
    return render(request, "feedback/results.html", {"results": found, "days": DAYS, "fewest": FEWEST, "handler": handler})


def name_handler(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.NAME_HANDLER)
    back = reverse("feedback:results")
    intro = _("They read complaints that are about a team lead, and nobody else does. Others go to the leads who have no part in them.")
    page: partial[HttpResponse] = partial(
        ask, request, title=_("Who handles complaints about leads"), submit=_("Save"), back=back, intro=intro
    )
    if request.method == "POST":
        form = HandlerForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.name_handler, then=back, page=page, said=_("Saved."))
    return page(HandlerForm(actor=request.actor))
