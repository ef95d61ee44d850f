"""What a ticket says of its appointments."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string

from vakdesk.kit.prepared import prepared
from vakdesk.shifts.models import Appointment
from vakdesk.shifts.permissions import SEE
from vakdesk.tickets.models import Ticket
from vakdesk.ui.registry import panel


@panel(on="tickets.ticket", slot="first", order=20, permission=SEE)
def appointments(request: HttpRequest, ticket: Ticket) -> str | None:
    """Those to come first, then what became of the others. Nothing where there is none."""

    def build(ticket: int) -> QuerySet[Appointment]:
        return Appointment.objects.filter(ticket=ticket).select_related("person", "begun_by").order_by("starts_at", "pk")

    rows = prepared("shifts.on_ticket", build, ticket=ticket.pk)
    if not rows:
        return None
    rows = sorted(rows, key=lambda one: not one.is_to_come)
    return render_to_string("shifts/_appointments.html", {"appointments": rows, "ticket": ticket}, request)
