"""Sending that can be taken back for some seconds."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Sentence
from vakdesk.tickets import actions
from vakdesk.tickets.care import is_held_back
from vakdesk.tickets.forms.working import PlainForm
from vakdesk.tickets.kinds import Speech
from vakdesk.tickets.models import Outgoing, Ticket
from vakdesk.ui import preferences
from vakdesk.ui.answers import carry_out, go


@require_POST
def undo_send(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own message, back into the composer. Somebody else's is not there to be taken back."""
    mine = Outgoing.objects.visible_to(request.actor).written_by(request.actor).select_related("ticket__record")
    going = get_object_or_404(mine, pk=pk)
    back = f"{going.ticket.get_absolute_url()}#composer"
    if going.speech == Speech.RESOLVE:
        request.session[solution_of(going.ticket)] = going.particulars
        back = reverse("tickets:resolve", args=[going.ticket.reference])
    form = PlainForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.undo_send, going, then=back, page=lambda form: go(request, back), said=_("It is yours again."))


def solution_of(ticket: Ticket) -> str:
    """Where the browser's session keeps what was part of a solution that its writer took back, for the form that resolves."""
    return f"solution of {ticket.pk}"


def can_undo(request: HttpRequest, ticket: Ticket) -> bool:
    """Whether what this reader sends waits some seconds. What goes to a coach can be taken back there."""
    return settings.UNDO_SEND_SECONDS > 0 and preferences.of(request).undo == "on" and not is_held_back(ticket, request.actor)


def soon(at_once: Callable[..., Any], speech: Speech, ticket: Ticket, *, by: Actor, text: str, **given: Any) -> Any:
    """In the place of an act that writes to the requester; where there are no words, nothing is to be taken back."""
    if not text.strip():
        return at_once(ticket, by=by, text=text, **given)
    return actions.send_soon(ticket, by=by, speech=speech, text=text, **given)


def said_of(sent: Any, otherwise: Sentence) -> Sentence:
    if not isinstance(sent, Outgoing):
        return otherwise
    return _("It leaves in %(seconds)d seconds.") % {"seconds": settings.UNDO_SEND_SECONDS}


def shown_at(back: str, sent: Any) -> str:
    """Where what is about to leave can be seen, and taken back."""
    return f"{back}#outgoing-{sent.pk}" if isinstance(sent, Outgoing) else back
