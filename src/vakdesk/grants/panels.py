"""What the page of a ticket says of the access it asks for, and the page of a person of what they have. And who reads what happened to it."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string

from vakdesk.access.actors import Actor
from vakdesk.grants.lists import state_pill
from vakdesk.grants.models import Application, Campaign, Grant, Wish
from vakdesk.grants.permissions import ASK, SEE
from vakdesk.logbook.queries import sight
from vakdesk.people.models import Person
from vakdesk.records.hanging import Hanging, hangs
from vakdesk.records.permissions import SEE as SEE_RECORD
from vakdesk.tickets.kinds import TicketKind
from vakdesk.tickets.models import Ticket
from vakdesk.ui.registry import panel

WISHES = Hanging("wishes for access", lambda record: Wish.objects.filter(ticket=record))
MOST_SHOWN = 12
Ids = models.QuerySet[Any] | None


@panel(on="tickets.ticket", slot="work", order=45, permission=SEE_RECORD)
def access(request: HttpRequest, ticket: Ticket) -> str | None:
    """On access requests, and wherever a right was asked for."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    asked = hangs(ticket.record, WISHES)
    may_ask = ticket.kind == TicketKind.ACCESS and ticket.is_open and actor.may(ASK, ticket)
    if not asked and not may_ask:
        return None
    rows = Wish.objects.visible_to(actor).filter(ticket=ticket).select_related("right__application", "person", "approval", "task")
    wishes = list(rows.order_by("pk")[:MOST_SHOWN]) if asked else []
    return render_to_string("grants/_on_ticket.html", {"ticket": ticket, "wishes": wishes, "may_ask": may_ask}, request)


@panel(on="people.person", slot="side", order=30, permission=SEE)
def of_person(request: HttpRequest, person: Person) -> str | None:
    held = Grant.objects.visible_to(request.actor).in_use().filter(person=person).select_related("right__application")  # type: ignore[attr-defined]
    found = [(one, state_pill(one)) for one in held.order_by("right", "pk")[:MOST_SHOWN]]
    return render_to_string("grants/_of_person.html", {"person": person, "held": found}, request) if found else None


@sight("grants.application")
def _about_applications(actor: Actor) -> tuple[Ids, Ids]:
    return Application.objects.visible_to(actor).values("pk"), None


@sight("grants.campaign")
def _about_campaigns(actor: Actor) -> tuple[Ids, Ids]:
    return Campaign.objects.visible_to(actor).values("pk"), None
