"""What the ticket's page says about its mail."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from vakdesk.notices.models import Notice
from vakdesk.records.permissions import SEE
from vakdesk.tickets.models import Ticket
from vakdesk.ui.registry import panel

MOST_SHOWN = 5


@panel(on="tickets.ticket", slot="side", order=5, permission=SEE)
def not_arrived(request: HttpRequest, ticket: Ticket) -> str | None:
    """Mails to the requester that they never got: whoever waits for an answer should know that the question is not there."""
    mails = Notice.objects.not_arrived_on(ticket.record).filter(person=ticket.requester_id).select_related("person")[:MOST_SHOWN]
    return render_to_string("tickets/_not_arrived.html", {"mails": mails, "ticket": ticket}, request) if mails else None
