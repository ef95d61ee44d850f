"""What the mailroom shows on pages of other rooms."""

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string

from vakdesk.kit.prepared import prepared
from vakdesk.mailroom.adopting import is_adoptable
from vakdesk.mailroom.lists import AUTHENTICITY_TONES
from vakdesk.mailroom.models import Arrival
from vakdesk.mailroom.permissions import ADOPT
from vakdesk.people.models import BouncingAddress
from vakdesk.records.hanging import Hanging, hangs
from vakdesk.records.permissions import SEE
from vakdesk.tickets.models import Ticket
from vakdesk.ui.registry import panel

MOST_SHOWN = 5
MAIL = Hanging("mail", lambda record: Arrival.objects.filter(record=record))


@panel(on="tickets.ticket", slot="side", order=10, permission=SEE)
def bouncing(request: HttpRequest, ticket: Ticket) -> str | None:
    """The requester is not reached by mail: why nobody answers may stand here."""
    address = next(iter(prepared("mailroom.bouncing", _bouncing, person=ticket.requester_id or 0)), None)
    return render_to_string("mailroom/_bouncing.html", {"address": address, "ticket": ticket}, request) if address else None


@panel(on="tickets.ticket", slot="side", order=70, permission=SEE)
def senders(request: HttpRequest, ticket: Ticket) -> str | None:
    """Who wrote by mail, as far as that was checked, and whose words nobody vouches for."""
    if not hangs(ticket.record, MAIL):
        return None
    found = prepared("mailroom.senders", lambda record: Arrival.objects.of_record(record)[:MOST_SHOWN], record=ticket.pk)
    may_adopt = request.actor.may(ADOPT, ticket)  # type: ignore[attr-defined]
    shown = [(one, AUTHENTICITY_TONES[one.authenticity], may_adopt and is_adoptable(one)) for one in found]  # type: ignore[index]
    return render_to_string("mailroom/_senders.html", {"senders": shown}, request) if shown else None


@panel(on="tickets.ticket", slot="side", order=80, permission=SEE)
def left_aside(request: HttpRequest, ticket: Ticket) -> str | None:
    """Bounces and automatic answers that concern the ticket: why nobody answered may stand there."""
    if not hangs(ticket.record, MAIL):
        return None
    aside = prepared("mailroom.aside", lambda record: Arrival.objects.aside_on(record)[:MOST_SHOWN], record=ticket.pk)
    return render_to_string("mailroom/_left_aside.html", {"arrivals": aside}, request) if aside else None


def _bouncing(person: int) -> QuerySet[EmailAddress]:
    return EmailAddress.objects.filter(user=person, email__in=BouncingAddress.objects.values("email")).order_by("pk")[:1]
