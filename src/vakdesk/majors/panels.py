"""What the ticket's page, the queue and the portal say of major incidents."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.kit.prepared import prepared
from vakdesk.majors.models import Major, Proposal
from vakdesk.majors.permissions import ANSWER, DECLARE, SEE
from vakdesk.records.hanging import Hanging, hangs
from vakdesk.records.queries import sight_of
from vakdesk.tickets.lists import Queue
from vakdesk.tickets.models import Ticket
from vakdesk.ui.components import pill
from vakdesk.ui.lists import Bulk
from vakdesk.ui.registry import panel

Queue.add_bulk(Bulk("majors.declare_of", gettext_lazy("One major incident"), lambda: reverse("majors:declare_of"), "siren", DECLARE))
Queue.add_bulk(Bulk("majors.answer", gettext_lazy("Join and answer"), lambda: reverse("majors:answer_many"), "megaphone", ANSWER, keys="m"))


MAJORS = Hanging("major incident", lambda record: Major.objects.filter(ticket=record))
PROPOSALS = Hanging("proposal", lambda record: Proposal.objects.filter(ticket=record))


def _proposed(tickets: list[Ticket], actor: Actor) -> dict[int, SafeString]:
    """Of the rows of the queue those that may be about a major incident, and to which they are proposed. One query."""
    rows = Proposal.objects.waiting().filter(ticket__in=[ticket.pk for ticket in tickets]).select_related("major__ticket__record")
    said = _("probably %(reference)s")
    return {row.ticket_id: _short(said % {"reference": row.major.ticket.reference}, row.major.ticket.reference) for row in rows}


def _short(said: str, reference: str) -> SafeString:
    """Narrow enough for the column beside a ticket."""
    return format_html(
        '<span class="sr">{}</span><span title="{}" aria-hidden="true">{}</span>', said, said, pill(f"{reference}?", "bad", "siren")
    )


Queue.marks.append(_proposed)


def _major_of(actor: Actor) -> Callable[[int], QuerySet[Major]]:
    return lambda ticket: Major.objects.visible_to(actor).with_people().filter(pk=ticket)


def _proposal_of(actor: Actor) -> Callable[[int], QuerySet[Proposal]]:
    waiting = Proposal.objects.visible_to(actor).waiting().select_related("major__ticket__record")
    return lambda ticket: waiting.filter(ticket=ticket)


@panel(on="tickets.ticket", slot="first", order=1, permission=SEE)
def its_major(request: HttpRequest, ticket: Ticket) -> str | None:
    """The major incident it is, belongs to, or is proposed to."""
    if ticket.parent_id is None and not hangs(ticket.record, MAJORS, PROPOSALS):
        return None
    actor: Actor = request.actor  # type: ignore[attr-defined]
    sight = sight_of(actor)
    of = next(iter(prepared("majors.of", _major_of(actor), depends_on=sight, ticket=ticket.parent_id or ticket.pk)), None)
    proposal = None
    if of is None and ticket.is_open:
        proposal = next(iter(prepared("majors.proposal", _proposal_of(actor), depends_on=sight, ticket=ticket.pk)), None)
    if of is None and proposal is None:
        return None
    return render_to_string("majors/_on_ticket.html", {"major": of, "proposal": proposal, "ticket": ticket}, request)
