"""What an open ticket hears of: who else is there, who writes, and that something happened."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from vakdesk.access.actors import Actor
from vakdesk.live import presence
from vakdesk.live.streams import stream
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.together import newest_entry, with_me
from vakdesk.tickets.views.finding import on_ticket


@on_ticket
def live(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """As a stream for who asks for one, else as it is now. POST says what this page is doing: looks, writes, or leaves."""
    page = request.GET.get("page", "")
    if request.method == "POST":
        doing = request.POST.get("doing", "")
        if doing == "gone":
            presence.leave(page, by=request.actor)
            return HttpResponse(status=204)
        presence.tell(ticket.pk, page, doing, by=request.actor)
    elif "text/event-stream" in request.headers.get("Accept", ""):
        return stream(request, ticket.pk, page, lambda actor: _said(ticket.pk, actor))
    return JsonResponse(_said(ticket.pk, request.actor))


def _said(pk: int, actor: Actor) -> dict[str, Any] | None:
    ticket = Ticket.objects.visible_to_staff(actor).select_related("record").filter(pk=pk).first()
    if ticket is None:
        return None
    together = with_me(ticket, actor)
    return {
        "newest": newest_entry(ticket),
        "present": render_to_string("tickets/_present.html", {"together": together}),
        "writing": render_to_string("tickets/_writing.html", {"together": together}),
    }
