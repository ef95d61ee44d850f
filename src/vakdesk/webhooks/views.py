"""Webhooks: the list, one of them with its log, and what can be done about it. Designed for an administrator who joins two systems."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.ui.answers import allow, ask, carry_out, go
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer
from vakdesk.ui.timeline import Item
from vakdesk.webhooks import actions
from vakdesk.webhooks.forms import EndpointForm
from vakdesk.webhooks.kinds import Fault, State
from vakdesk.webhooks.lists import Deliveries, Endpoints, acts_of, state_of
from vakdesk.webhooks.models import Delivery, Endpoint
from vakdesk.webhooks.permissions import ARRANGE

NEWEST = 8


@require_safe
def endpoints(request: HttpRequest) -> HttpResponseBase:
    allow(request, ARRANGE)
    rows = Endpoint.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    return answer(request, Endpoints(), rows, add=reverse("webhooks:add_endpoint"), add_label=_("Add a webhook"))


@require_safe
def endpoint(request: HttpRequest, pk: int) -> HttpResponseBase:
    shown = _find(request, pk)
    label, tone, icon = state_of(shown)
    told = lines(Entry.objects.about(shown).order_by("-position")[:NEWEST])  # anyone: who arranges the webhook sees its past
    log = Delivery.objects.visible_to(request.actor).filter(endpoint=shown)  # type: ignore[attr-defined]
    more = {
        "endpoint": shown,
        "state": label,
        "tone": tone,
        "state_icon": icon,
        "acts": acts_of(shown),
        "waiting": log.filter(state=State.WAITING)[:1000].count(),
        "both_good": shown.old_good_until is not None and shown.old_good_until > clock.now(),
        "items": [
            Item(kind="entry", who=line.actor, at=line.entry.happened_at, body=line.sentence, icon=line.icon) for line in reversed(told)
        ],
        "title": shown.name,
    }
    return answer(request, Deliveries(), log.select_related("entry", "endpoint"), **more)


@never_cache
def add_endpoint(request: HttpRequest) -> HttpResponse:
    """Its secret stands in the answer to this one request and nowhere else."""
    allow(request, ARRANGE)
    form = EndpointForm(request.POST or None, actor=request.actor)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = actions.add_endpoint(by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _with_secret(request, made, secret, status=201)
    back = reverse("webhooks:endpoints")
    response = ask(request, form, title=_("Add a webhook"), submit=_("Add"), back=back)
    response.status_code = 422 if form.is_bound else 200
    return response


def edit_endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _find(request, pk)
    return _do(
        request, shown, partial(EndpointForm, thing=shown), actions.edit_endpoint, title=_("Edit"), submit=_("Save"), said=_("Saved.")
    )


@never_cache
def rotate_secret(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _find(request, pk)
    if request.method == "POST":
        return _with_secret(request, shown, actions.rotate_secret(shown, by=request.actor))  # type: ignore[attr-defined]
    intro = _("You see the new secret once. For a day both are good, so that the other system can change over without losing anything.")
    words = {"title": _("New secret"), "submit": _("Make a new secret"), "intro": intro}
    return ask(request, Form(actor=request.actor), back=shown.get_absolute_url(), subject=shown.name, **words)  # type: ignore[attr-defined]


def pause_endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    words = {"title": _("Pause it"), "submit": _("Pause"), "intro": _("What happens meanwhile waits, for two weeks at most.")}
    return _do(request, _find(request, pk), Form, actions.pause_endpoint, said=_("Paused."), **words)


def resume_endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    words = {"title": _("Resume it"), "submit": _("Resume"), "intro": _("What waited is sent first.")}
    return _do(request, _find(request, pk), Form, actions.resume_endpoint, said=_("Resumed."), **words)


@require_POST
def try_endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _find(request, pk)
    found = actions.try_endpoint(shown, by=request.actor)  # type: ignore[attr-defined]
    if found.fault:
        status = f" ({found.status})" if found.status else ""
        messages.warning(request, _("The test did not arrive%(status)s. %(why)s") % {"status": status, "why": Fault(found.fault).label})
    else:
        messages.success(request, _("The test arrived: %(status)d in %(ms)d ms.") % {"status": found.status, "ms": found.took_ms})
    return go(request, shown.get_absolute_url())


def remove_endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    words = {
        "title": _("Remove this webhook?"),
        "submit": _("Remove it"),
        "intro": _("Nothing is told there any more, and its secret is gone."),
    }
    then = reverse("webhooks:endpoints")
    return _do(request, _find(request, pk), Form, actions.remove_endpoint, said=_("Removed."), danger=True, then=then, **words)


def resend(request: HttpRequest, pk: int, delivery: int) -> HttpResponse:
    shown = _find(request, pk)
    log = Delivery.objects.visible_to(request.actor).select_related("endpoint", "entry")  # type: ignore[attr-defined]
    told = get_object_or_404(log, pk=delivery, endpoint=shown)
    intro = _("It has the same number as before, so the other system can tell that it is not new.")
    page = partial(
        ask, request, title=_("Send again"), submit=_("Send again"), back=shown.get_absolute_url(), intro=intro, subject=str(told)
    )
    if request.method != "POST":
        return page(Form(actor=request.actor))  # type: ignore[attr-defined]
    form = Form(request.POST, actor=request.actor)  # type: ignore[attr-defined]
    return carry_out(request, form, actions.resend, told, then=shown.get_absolute_url(), page=page, said=_("It is sent again."))


def _do(
    request: HttpRequest, shown: Endpoint, form: Callable[..., Form], action: Callable[..., Any], *, said: str, then: str = "", **words: Any
) -> HttpResponse:
    page = partial(ask, request, back=shown.get_absolute_url(), subject=shown.name, **words)
    if request.method != "POST":
        return page(form(actor=request.actor))  # type: ignore[attr-defined]
    filled = form(request.POST, actor=request.actor)  # type: ignore[attr-defined]
    return carry_out(request, filled, action, shown, then=then or shown.get_absolute_url(), page=page, said=said)


def _with_secret(request: HttpRequest, shown: Endpoint, secret: str, *, status: int = 200) -> HttpResponse:
    return render(request, "webhooks/secret.html", {"endpoint": shown, "secret": secret, "title": shown.name}, status=status)


def _find(request: HttpRequest, pk: int) -> Endpoint:
    allow(request, ARRANGE)
    return get_object_or_404(Endpoint.objects.visible_to(request.actor), pk=pk)  # type: ignore[attr-defined]
