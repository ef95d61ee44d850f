"""Parents and children, and splitting a message off."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.kit.text import one_line
from vakdesk.records.kinds import Side
from vakdesk.records.models import Message
from vakdesk.tickets import actions, permissions
from vakdesk.tickets.forms.family import JoinForm, SplitForm, find_parents
from vakdesk.tickets.forms.working import PlainForm
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.pingpong import REPORTED_DAYS, between_teams
from vakdesk.tickets.views.acting import act_on
from vakdesk.tickets.views.finding import allow, on_ticket


@on_ticket
def join(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return act_on(
        request,
        ticket,
        JoinForm,
        actions.join,
        permissions.JOIN,
        title=_("Make it a child of another ticket"),
        intro=_("It stays its requester's own, with its own conversation. The work is done on the parent."),
        submit=_("Make it a child"),
        said=lambda parent: _("It is a child of %(reference)s now.") % {"reference": parent.reference},
    )


@require_safe
def parents(request: HttpRequest) -> HttpResponse:
    """Suggestions while one types the number or the words of the parent."""
    allow(request, permissions.JOIN)
    found = find_parents(request.GET.get("q", ""), request.actor)
    line = '<div role="option" data-value="{}"><span>{}</span> <small class="quiet">{} · {}</small></div>'
    return HttpResponse(
        format_html_join("", line, ((str(one), str(one), one.record.requester or "", one.get_state_display()) for one in found))
    )


@on_ticket
def leave(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    intro = _("It is worked on by itself from now on, and does not follow when the parent is solved.")
    words = {"title": _("Take it away from its parent"), "submit": _("Take it away")}
    return act_on(
        request, ticket, PlainForm, actions.leave, permissions.JOIN, intro=intro, said=_("It is handled on its own again."), **words
    )


@require_safe
def ping_pong(request: HttpRequest) -> HttpResponse:
    """Between which teams tickets go to and fro."""
    allow(request, permissions.SEE_QUEUE)
    pairs = between_teams(Ticket.objects.visible_to_staff(request.actor))
    return render(request, "tickets/ping_pong.html", {"pairs": pairs, "days": REPORTED_DAYS, "title": _("Ping-pong between teams")})


@on_ticket
def split(request: HttpRequest, ticket: Ticket, pk: int) -> HttpResponse:
    """Begins with the first line of what was written. What the desk alone reads is not there to be split off."""
    message = get_object_or_404(Message.objects.visible_to(request.actor).filter(record=ticket.pk, side=Side.PUBLIC), pk=pk)
    return act_on(
        request,
        ticket,
        SplitForm,
        partial(actions.split, message=message),
        permissions.SPLIT,
        title=_("Split into a ticket of its own"),
        intro=_("The message stays readable here. Whoever wrote it is told the new number, and what they answer to each goes there."),
        submit=_("Split it off"),
        said=lambda own: _("Handled on its own now: %(reference)s.") % {"reference": own.reference},
        initial={"title": one_line(message.text.strip().splitlines()[0], at_most=200), "kind": ticket.kind},
    )
