"""Where the access register stands in the navigation, and what a ticket or person on screen allows."""

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.grants import permissions
from vakdesk.people.models import Person
from vakdesk.tickets.kinds import TicketKind
from vakdesk.tickets.models import Ticket
from vakdesk.ui.registry import MenuItem, PaletteAction

MenuItem("grants", _("Access"), "grants:grants", "key-round", permission=permissions.SEE, section="house", order=40)

#: Tickets that may ask for rights: on the others the commands would only be in the way.
ASKS = (TicketKind.ACCESS, TicketKind.SERVICE_REQUEST)


def _wish(request: HttpRequest, ticket: Model) -> str | None:
    assert isinstance(ticket, Ticket)
    return reverse("grants:wish", args=[ticket.reference]) if ticket.is_open and ticket.kind in ASKS else None


def _account(request: HttpRequest, ticket: Model) -> str | None:
    assert isinstance(ticket, Ticket)
    return reverse("grants:account_work", args=[ticket.reference]) if ticket.is_open and ticket.kind in ASKS else None


def _of_person(request: HttpRequest, person: Model) -> str | None:
    assert isinstance(person, Person)
    return reverse("grants:person", args=[person.pk])


PaletteAction("grants.wish", _("Ask for a right"), "key-round", on="tickets.ticket", address=_wish, permission=permissions.ASK)
PaletteAction("grants.account", _("Work on an account"), "user-cog", on="tickets.ticket", address=_account, permission=permissions.ASK)
PaletteAction(
    "grants.person", _("What they have access to"), "key-round", on="people.person", address=_of_person, permission=permissions.SEE
)
