"""What the mailroom shows on pages of other rooms."""

from allauth.account.models import EmailAddress
from django.http import HttpRequest
from django.template.loader import render_to_string

from vakdesk.mailroom.adopting import is_adoptable
from vakdesk.mailroom.lists import AUTHENTICITY_TONES
from vakdesk.mailroom.models import Arrival
from vakdesk.mailroom.permissions import ADOPT
from vakdesk.people.models import BouncingAddress
from vakdesk.records.permissions import SEE
from vakdesk.tickets.models import Ticket
from vakdesk.ui.registry import panel

MOST_SHOWN = 5


@panel(on="tickets.ticket", slot="side", order=10, permission=SEE)
def bouncing(request: HttpRequest, ticket: Ticket) -> str | None:
    """The requester is not reached by mail: why nobody answers may stand here."""
    theirs = EmailAddress.objects.filter(user=ticket.requester_id, email__in=BouncingAddress.objects.values("email"))
    address = theirs.first()
    return render_to_string("mailroom/_bouncing.html", {"address": address, "ticket": ticket}, request) if address else None


@panel(on="tickets.ticket", slot="side", order=70, permission=SEE)
def senders(request: HttpRequest, ticket: Ticket) -> str | None:
    """Who wrote by mail, as far as that was checked, and whose words nobody vouches for."""
    found = list(Arrival.objects.of_record(ticket.record)[:MOST_SHOWN])
    may_adopt = request.actor.may(ADOPT, ticket)  # type: ignore[attr-defined]
    shown = [(one, AUTHENTICITY_TONES[one.authenticity], may_adopt and is_adoptable(one)) for one in found]  # type: ignore[index]
    return render_to_string("mailroom/_senders.html", {"senders": shown}, request) if shown else None


@panel(on="tickets.ticket", slot="side", order=80, permission=SEE)
def left_aside(request: HttpRequest, ticket: Ticket) -> str | None:
    """Bounces and automatic answers that concern the ticket: why nobody answered may stand there."""
    aside = list(Arrival.objects.aside_on(ticket.record)[:MOST_SHOWN])
    return render_to_string("mailroom/_left_aside.html", {"arrivals": aside}, request) if aside else None
