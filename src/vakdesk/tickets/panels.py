"""What the ticket's page says about its mail, and what is to be done for it."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string

from vakdesk.kit.prepared import prepared
from vakdesk.notices.models import Notice
from vakdesk.records.hanging import Hanging, hangs
from vakdesk.records.permissions import SEE
from vakdesk.tasks.showing import panel_of
from vakdesk.tickets import bearing, devices  # noqa: F401  declare that tickets carry tasks, and what devices are to them
from vakdesk.tickets.identity import demands_identity, holds_until, identity_of
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.pingpong import way_of
from vakdesk.tickets.relatives import relatives_of
from vakdesk.ui.registry import panel

MOST_SHOWN = 5
NOT_ARRIVED = Hanging("mails that did not arrive", Notice.objects.not_arrived_on)


@panel(on="tickets.ticket", slot="side", order=5, permission=SEE)
def not_arrived(request: HttpRequest, ticket: Ticket) -> str | None:
    """Mails to the requester that they never got: whoever waits for an answer should know that the question is not there."""
    if not hangs(ticket.record, NOT_ARRIVED):
        return None
    mails = prepared("tickets.not_arrived", _not_arrived, record=ticket.pk, person=ticket.requester_id or 0)
    return render_to_string("tickets/_not_arrived.html", {"mails": mails, "ticket": ticket}, request) if mails else None


@panel(on="tickets.ticket", slot="answer", permission=SEE)
def identity(request: HttpRequest, ticket: Ticket) -> str | None:
    """Where a secret may be given out: who has made sure who asks, and until when that holds."""
    if not demands_identity(ticket):
        return None
    check = identity_of(ticket)
    context = {"ticket": ticket, "check": check, "until": check and holds_until(check)}
    return render_to_string("tickets/_identity.html", context, request)


@panel(on="tickets.ticket", slot="work", permission=SEE)
def tasks(request: HttpRequest, ticket: Ticket) -> str:
    """What is to be done, and how long it takes."""
    return panel_of(request, ticket.record)


def _not_arrived(record: int, person: int) -> QuerySet[Notice]:
    return Notice.objects.not_arrived_on(record).filter(person=person).select_related("person")[:MOST_SHOWN]


@panel(on="tickets.ticket", slot="side", order=7, permission=SEE)
def its_way(request: HttpRequest, ticket: Ticket) -> str | None:
    """Which teams it went through, once one of them has it again."""
    teams = way_of(ticket) if ticket.times_returned else []
    return render_to_string("tickets/_way.html", {"teams": teams, "ticket": ticket}, request) if teams else None


@panel(on="tickets.ticket", slot="side", order=8, permission=SEE)
def family(request: HttpRequest, ticket: Ticket) -> str | None:
    """Its parent, or its children and how far they are. No query where it has neither."""
    relatives = relatives_of(ticket, request.actor)
    return render_to_string("tickets/_family.html", {"family": relatives, "ticket": ticket}, request) if relatives else None
