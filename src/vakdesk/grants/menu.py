"""Where the access register stands in the navigation, and what a ticket or person on screen allows."""

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.grants import permissions
from vakdesk.people.models import Person
from vakdesk.tickets.models import Ticket
from vakdesk.ui.registry import MenuItem, PaletteAction

MenuItem("grants", _("Access"), "grants:grants", "key-round", permission=permissions.SEE, section="house", order=40)
PaletteAction("grants.applications", _("Applications"), "app-window", url_name="grants:applications", permission=permissions.SEE)
PaletteAction("grants.campaigns", _("Reviews of access"), "list-checks", url_name="grants:campaigns", permission=permissions.SEE)
PaletteAction("grants.leavers", _("Leavers"), "door-open", url_name="grants:leavers", permission=permissions.LEAVE)


def _wish(request: HttpRequest, ticket: Model) -> str | None:
    assert isinstance(ticket, Ticket)
    return reverse("grants:wish", args=[ticket.reference]) if ticket.is_open else None


def _account(request: HttpRequest, ticket: Model) -> str | None:
    assert isinstance(ticket, Ticket)
    return reverse("grants:account_work", args=[ticket.reference]) if ticket.is_open else None


def _record(request: HttpRequest, ticket: Model) -> str | None:
    assert isinstance(ticket, Ticket)
    return reverse("grants:record_grant", args=[ticket.reference])


def _of_person(request: HttpRequest, person: Model) -> str | None:
    assert isinstance(person, Person)
    return reverse("grants:person", args=[person.pk])


PaletteAction("grants.wish", _("Ask for a right"), "key-round", on="tickets.ticket", address=_wish, permission=permissions.ASK)
PaletteAction("grants.account", _("Work on an account"), "user-cog", on="tickets.ticket", address=_account, permission=permissions.ASK)
PaletteAction("grants.record", _("Write down a right"), "book-key", on="tickets.ticket", address=_record, permission=permissions.RECORD)
PaletteAction(
    "grants.person", _("What they have access to"), "key-round", on="people.person", address=_of_person, permission=permissions.SEE
)
