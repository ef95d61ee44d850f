"""On a ticket from another desk: the number it had there."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from vakdesk.history.models import Case
from vakdesk.records.permissions import SEE
from vakdesk.tickets.models import Ticket
from vakdesk.ui.registry import panel


@panel(on="tickets.ticket", slot="side", order=60, permission=SEE)
def elsewhere(request: HttpRequest, ticket: Ticket) -> str | None:
    case = Case.objects.filter(record=ticket.record).first() if ticket.record.formerly else None
    return render_to_string("history/_elsewhere.html", {"case": case}, request) if case else None
