"""Counting what is where. For two people with a scanner in a corridor: what is still to be seen, and what should not be here."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.inventory import actions
from vakdesk.inventory.actions.stocktaking import expected_at, missing_from
from vakdesk.inventory.forms.many import CloseForm, ScanForm, StocktakeForm
from vakdesk.inventory.kinds import Seen
from vakdesk.inventory.lists import Stocktakes
from vakdesk.inventory.models import Stocktake
from vakdesk.inventory.permissions import COUNT, SEE
from vakdesk.ui.answers import adding, allow, ask, carry_out
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer

SHOWN = 500


@require_safe
def stocktakes(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    rows = Stocktake.objects.visible_to(request.actor).select_related("location", "started_by")
    return answer(request, Stocktakes(), rows, add=adding(request, COUNT, "inventory:start_stocktake"), add_label=_("Count a place"))


def start_stocktake(request: HttpRequest) -> HttpResponse:
    allow(request, COUNT)
    page = partial(ask, request, title=_("Count a place"), submit=_("Begin"), back=reverse("inventory:stocktakes"))
    if request.method == "POST":
        form = StocktakeForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.start_stocktake, then=Stocktake.get_absolute_url, page=page)
    return page(StocktakeForm(actor=request.actor))


def stocktake(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still to be seen, what was seen, and the differences. A GET reads; a POST counts codes."""
    shown = get_object_or_404(Stocktake.objects.visible_to(request.actor).select_related("location", "started_by"), pk=pk)
    page = partial(_show, request, shown)
    if request.method != "POST":
        allow(request, SEE)
        return page(ScanForm(actor=request.actor))
    allow(request, COUNT, shown)
    form = ScanForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.scan, shown, then=shown.get_absolute_url(), page=page, said=_said)


def _said(counted: dict[str, int]) -> str:
    return ", ".join(f"{count} {Seen(seen).label}" for seen, count in counted.items())


def _show(request: HttpRequest, shown: Stocktake, form: Form) -> HttpResponse:
    sightings = shown.sightings.select_related("item__record__requester", "item__type", "item__location")
    found = list(sightings.order_by("-seen_at", "-pk")[: SHOWN * 2])
    is_open = shown.closed_at is None
    missing: list[Any] = list(missing_from(shown).select_related("record", "type", "location")[:SHOWN]) if is_open else []
    if not is_open:
        missing = [one.item for one in found if one.seen == Seen.MISSING]
    wanted = expected_at(shown.location).count() if is_open else sum(one.seen in (Seen.EXPECTED, Seen.MISSING) for one in found)
    seen = sum(one.seen == Seen.EXPECTED for one in found)
    odd = [one for one in found if one.seen not in (Seen.EXPECTED, Seen.MISSING)]
    context = {"stocktake": shown, "form": form, "missing": missing, "odd": odd, "wanted": wanted, "seen": seen, "is_open": is_open}
    context |= {"part": seen / wanted if wanted else 1, "good": [one for one in found if one.seen == Seen.EXPECTED]}
    return render(request, "inventory/stocktake.html", context)


def close_stocktake(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Stocktake.objects.visible_to(request.actor).select_related("location"), pk=pk)
    allow(request, COUNT, shown)
    back = shown.get_absolute_url()
    words = {"title": _("Close the count"), "submit": _("Close it"), "intro": _("What was not seen is written down as missing.")}
    page = partial(ask, request, back=back, subject=str(shown), **words)
    if request.method == "POST":
        form = CloseForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.close_stocktake, shown, then=back, page=page, said=_("The count is closed."))
    return page(CloseForm(actor=request.actor))
