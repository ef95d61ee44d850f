"""What to ask, on the page of a ticket."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from vakdesk.records.permissions import SEE
from vakdesk.scripts.forms.answering import AnswersForm
from vakdesk.scripts.permissions import ANSWER, TAKE_BACK
from vakdesk.scripts.showing import Asked
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.permissions import REPLY
from vakdesk.ui.registry import panel


@panel(on="tickets.ticket", slot="work", order=40, permission=SEE)
def questions(request: HttpRequest, ticket: Ticket) -> str | None:
    """Nothing where no script fits and nothing was answered."""
    found = Asked(ticket)
    if found.is_empty:
        return None
    may_answer = ticket.state != "closed" and request.actor.may(ANSWER, ticket)  # type: ignore[attr-defined]
    form = AnswersForm(actor=request.actor, edition=found.edition, given=found.given) if may_answer and found.edition else None  # type: ignore[attr-defined]
    requester = ticket.record.requester
    context = {
        "found": found,
        "form": form,
        "ticket": ticket,
        "may_take_back": ticket.state != "closed" and request.actor.may(TAKE_BACK, ticket),  # type: ignore[attr-defined]
        "whom": requester.get_short_name() if requester else "",
        "may_ask": bool(found.open) and ticket.is_open and request.actor.may(REPLY, ticket),  # type: ignore[attr-defined]
    }
    return render_to_string("scripts/_panel.html", context, request)
