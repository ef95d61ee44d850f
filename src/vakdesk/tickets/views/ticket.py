"""The page of a ticket, and the composer on it. Designed for an agent with forty of them open."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vakdesk.kit.errors import Sentence
from vakdesk.notices import actions as notices
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.records.models import Message
from vakdesk.records.permissions import WRITE
from vakdesk.records.store import Staged
from vakdesk.tickets import actions
from vakdesk.tickets.drafts import draft_of, files_with
from vakdesk.tickets.forms.working import ComposerForm
from vakdesk.tickets.kinds import Speech, Verification
from vakdesk.tickets.lists import carried
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.showing import TicketPage
from vakdesk.tickets.speaking import other_language
from vakdesk.tickets.views.acting import waits
from vakdesk.tickets.views.finding import allow, on_ticket
from vakdesk.tickets.views.sending import can_undo, said_of, shown_at, soon
from vakdesk.ui.answers import carry_out, go, safe_next

SENT = {"reply": actions.reply, "ask": actions.ask, "note": actions.note}


@require_safe
@on_ticket
def ticket(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    notices.mark_read_about(ticket.record, by=request.actor)
    return _show(request, ticket)


@require_POST
@on_ticket
def write(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """What the composer sends. Its mode alone decides who reads it: no button can make a note public."""
    form = ComposerForm(request.POST, request.FILES, actor=request.actor, ticket=ticket, draft=draft_of(ticket, request.actor))
    then = "note" if form.is_note else request.POST.get("then", "reply")
    if then == "resolve":
        return _go_on_to_resolve(request, ticket, form)
    back = ticket.get_absolute_url() + carried(request.GET)
    action, page = SENT.get(then, actions.reply), partial(_show, request, ticket)
    if then == "again":
        action = partial(actions.resolve, cause=ticket.cause, done=ticket.done, verification=Verification.ASKED)
    if then != "note" and can_undo(request, ticket):
        action = _taken_back_until(then, ticket)
    return carry_out(
        request, form, action, ticket, then=lambda sent: shown_at(back, sent), page=page, said=_noted if then == "note" else _sent
    )


def _taken_back_until(then: str, ticket: Ticket) -> Any:
    """The same acts, some seconds later."""
    if then == "again":
        solution = {"cause": ticket.cause, "done": ticket.done, "verification": Verification.ASKED.value}
        return partial(soon, actions.resolve, Speech.RESOLVE, **solution)
    return partial(soon, SENT.get(then, actions.reply), Speech.ASK if then == "ask" else Speech.REPLY)


def _noted(_message: Message) -> str:
    return _("Noted.")


def _sent(sent: Any) -> Sentence:
    return _("It waits for your coach.") if waits(sent) else said_of(sent, _("Sent."))


@require_POST
@on_ticket
def draft(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Keeps what is being written, under the mode it is written in."""
    _keep_draft(request, ticket)
    if request.headers.get("X-Quiet"):
        advice = "" if request.POST.get("mode") == Side.STAFF else other_language(request.POST.get("text", ""), ticket)
        return render(request, "tickets/_advice.html", {"advice": advice}) if advice else HttpResponse(status=204)
    messages.success(request, _("Your draft is kept."))
    return go(request, safe_next(request, ticket.get_absolute_url()))


def _go_on_to_resolve(request: HttpRequest, ticket: Ticket, form: ComposerForm) -> HttpResponse:
    """Text and files wait as a draft, which the form that resolves begins with. Nobody else has them before it is sent."""
    form.is_valid()
    if {"files", "kept"} & form.errors.keys():
        return _show(request, ticket, form, status=422)
    _keep_draft(request, ticket, form.cleaned_data["files"])
    return go(request, reverse("tickets:resolve", args=[ticket.reference]))


def _keep_draft(request: HttpRequest, ticket: Ticket, files: list[Staged] | None = None) -> None:
    """`files` are those that wait with it from now on; without, they stay as they are."""
    allow(request, WRITE, ticket)
    if files is None:
        files = files_with(draft_of(ticket, request.actor))
    is_note = request.POST.get("mode") == Side.STAFF
    written, other = (Side.STAFF, Side.PUBLIC) if is_note else (Side.PUBLIC, Side.STAFF)
    records.save_draft(ticket.record, by=request.actor, side=written, text=request.POST.get("text", ""), files=files)
    records.save_draft(ticket.record, by=request.actor, side=other, text="")


def _show(request: HttpRequest, ticket: Ticket, composer: ComposerForm | None = None, *, status: int = 200) -> HttpResponse:
    context = {"ticket": ticket, "page": TicketPage(request, ticket, composer), "title": str(ticket)}
    template = "tickets/_live.html" if request.headers.get("X-Part") == "live" else "tickets/ticket.html"
    return render(request, template, context, status=status)
