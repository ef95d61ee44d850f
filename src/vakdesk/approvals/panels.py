"""What the page of a ticket says of the approvals that were asked for it."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from vakdesk.approvals.lists import state_pill
from vakdesk.approvals.models import Approval
from vakdesk.approvals.showing import Shown
from vakdesk.records.hanging import Hanging, hangs
from vakdesk.records.models import Record
from vakdesk.records.permissions import SEE
from vakdesk.ui.registry import panel

APPROVALS = Hanging("approvals", lambda record: Approval.objects.filter(record=record))
MOST_SHOWN = 6


def drawn(request: HttpRequest, record: Record) -> str | None:
    """The newest approvals of a record with who has answered; None where there are none. For panels of any record's page."""
    if not hangs(record, APPROVALS):
        return None
    actor: Any = request.actor  # type: ignore[attr-defined]
    found = list(Approval.objects.visible_to(actor).filter(record=record).with_all().order_by("-pk")[:MOST_SHOWN])
    if not found:
        return None
    context = {"approvals": [(one, Shown(one, actor), state_pill(one)) for one in found]}
    return render_to_string("approvals/_panel.html", context, request)


@panel(on="tickets.ticket", slot="side", order=15, permission=SEE)
def approvals(request: HttpRequest, ticket: Any) -> str | None:
    return drawn(request, ticket.record)
