"""For whoever has a device: which are mine, until when, and what I signed. In plain words, at the portal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from vakdesk.inventory.models import Handover, Item
from vakdesk.kit import clock


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the person has now, and the sheets of what they got and gave back."""
    actor = request.actor
    devices = Item.objects.visible_to(actor).held_by(actor.person_id).with_places().order_by("due_on", "-held_since")
    sheets = Handover.objects.visible_to(actor).of(actor.person_id).done().with_people().with_count().order_by("-done_at")[:20]
    return render(request, "inventory/mine.html", {"devices": devices, "sheets": sheets, "today": clock.now().date()})


@require_safe
def receipt(request: HttpRequest, sheet: str) -> HttpResponse:
    """One handover, for the person it is about."""
    seen = Handover.objects.visible_to(request.actor).of(request.actor.person_id).done().with_people()
    found = get_object_or_404(seen, record__reference=sheet.upper())
    told = found.lines.select_related("item__record", "item__type")
    return render(request, "inventory/receipt.html", {"handover": found, "told": told})
