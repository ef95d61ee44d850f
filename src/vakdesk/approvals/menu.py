"""Where approvals stand in the heads of both shells, and what a ticket on screen allows."""

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.approvals.permissions import ASK
from vakdesk.ui.registry import MenuItem, PaletteAction

MenuItem("approvals", _("My approvals"), "approvals:approvals", "thumbs-up", section="own")
MenuItem("approvals.door", _("My approvals"), "approvals:approvals", "thumbs-up", section="door", order=60)


def _ask(request: HttpRequest, ticket: Model) -> str | None:
    return reverse("approvals:ask", args=[ticket.reference])  # type: ignore[attr-defined]


PaletteAction("approvals.ask", _("Ask for approval"), "thumbs-up", on="tickets.ticket", address=_ask, permission=ASK)
