"""Where rotas, mornings and the end of a shift stand in the navigation."""

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.shifts import permissions
from vakdesk.tickets.models import Ticket
from vakdesk.ui.registry import MenuItem, PaletteAction

MenuItem("shifts.morning", _("Morning"), "shifts:morning", "sunrise", permission=permissions.MORNING, after="tickets", keys="g o")
MenuItem("shifts", _("Rota"), "shifts:rota", "calendar-days", permission=permissions.SEE, after="tasks")
MenuItem("shifts.day", _("My day"), "shifts:day", "sun", permission=permissions.SEE, section="own", keys="g d")
MenuItem("shifts.end", _("End of shift"), "shifts:end_shift", "sunset", permission=permissions.END, section="own")


def _arrange(request: HttpRequest, ticket: Model) -> str | None:
    assert isinstance(ticket, Ticket)
    return reverse("shifts:arrange", args=[ticket.reference]) if ticket.is_open else None


PaletteAction(
    "shifts.arrange", _("Make an appointment"), "calendar-check", on="tickets.ticket", address=_arrange, permission=permissions.APPOINT
)
