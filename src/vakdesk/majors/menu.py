"""Where major incidents stand in the navigation, and what a ticket on screen allows."""

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.majors import permissions
from vakdesk.majors.models import Major
from vakdesk.tickets.menu import remembered_count
from vakdesk.tickets.models import Ticket
from vakdesk.ui.registry import MenuItem, PaletteAction, Shortcut


def _going_on(actor: Actor) -> str:
    return remembered_count(actor, "majors", lambda: Major.objects.visible_to(actor).going_on())


MenuItem("majors", _("Major incidents"), "majors:majors", "siren", permission=permissions.SEE, count=_going_on, after="tickets", keys="g i")


def _declare(request: HttpRequest, ticket: Model) -> str | None:
    assert isinstance(ticket, Ticket)
    can = ticket.is_open and ticket.parent_id is None and not Major.objects.going_on().filter(pk=ticket.pk).exists()
    return reverse("majors:declare", args=[ticket.reference]) if can else None


PaletteAction(
    "majors.declare", _("Declare a major incident"), "siren", on="tickets.ticket", address=_declare, permission=permissions.DECLARE
)
Shortcut("majors.answer", "m", _("Join it to the major incident and answer"), where=_("on a ticket or a row that is proposed to one"))
