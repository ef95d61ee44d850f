"""The queue, and the acts on many tickets at once: each ticket is its own act, and what was refused is said."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import NotAllowed, Refused, Sentence
from vakdesk.records import actions as records
from vakdesk.records.permissions import TAG
from vakdesk.tickets import actions, permissions
from vakdesk.tickets.forms import working as forms
from vakdesk.tickets.lists import Queue
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.views.finding import allow
from vakdesk.ui.answers import go, safe_next
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer

MOST_AT_ONCE = 200


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    if not request.actor.may(permissions.SEE_QUEUE):
        raise Http404
    return answer(request, Queue(), Ticket.objects.visible_to_staff(request.actor).with_people())  # type: ignore[return-value]


def _tag(ticket: Ticket, *, by: Actor, name: str) -> None:
    records.tag(ticket.record, by=by, name=name)


@dataclass(frozen=True)
class Many:
    """An act that can be done to many tickets with the same particulars. Without a form it is done at once."""

    act: Callable[..., Any]
    permission: Permission
    title: Sentence
    submit: Sentence
    form: type[Form] | None = None


MANY: dict[str, Many] = {
    "take": Many(actions.take, permissions.TAKE, gettext_lazy("Take"), gettext_lazy("Take them")),
    "assign": Many(actions.assign, permissions.ASSIGN, gettext_lazy("Assign"), gettext_lazy("Assign them"), forms.AssignForm),
    "hand_over": Many(
        actions.hand_over, permissions.HAND_OVER, gettext_lazy("Hand over"), gettext_lazy("Hand them over"), forms.HandOverForm
    ),
    "classify": Many(
        actions.classify, permissions.CLASSIFY, gettext_lazy("Prioritise"), gettext_lazy("Classify them"), forms.ClassifyManyForm
    ),
    "tag": Many(_tag, TAG, gettext_lazy("Tag"), gettext_lazy("Tag them"), forms.TagForm),
}


@require_POST
def many(request: HttpRequest, verb: str) -> HttpResponse:
    """The list posts what was picked; the form that asks for particulars posts it again, with `sure`."""
    if verb not in MANY:
        raise Http404
    one = MANY[verb]
    allow(request, one.permission)
    back = safe_next(request, reverse("tickets:queue"))
    keys = [key for key in request.POST.getlist("pick") if key.isdecimal()][:MOST_AT_ONCE]
    tickets = list(Ticket.objects.visible_to_staff(request.actor).with_people().filter(pk__in=keys).order_by("pk"))
    if not tickets:
        messages.warning(request, _("Select tickets first."))
        return go(request, back)
    asked = one.form is None or "sure" in request.POST
    form = (one.form or forms.PlainForm)(request.POST if asked else None, actor=request.actor)
    if not asked or not form.is_valid():
        return _ask(request, one, form, tickets, back)
    _report(request, [(ticket, _refusal(one, ticket, request.actor, form.cleaned_data)) for ticket in tickets])
    return go(request, back)


def _ask(request: HttpRequest, one: Many, form: Form, tickets: list[Ticket], back: str) -> HttpResponse:
    context = {"form": form, "one": one, "tickets": tickets, "back": back, "title": one.title}
    return render(request, "tickets/many.html", context, status=422 if form.is_bound else 200)


def _refusal(one: Many, ticket: Ticket, by: Actor, particulars: dict[str, Any]) -> Sentence:
    """Does it to one ticket; why not, or "" when it is done."""
    try:
        partial(one.act, ticket, by=by)(**particulars)
    except (Refused, NotAllowed) as refusal:
        return refusal.sentence
    return ""


def _report(request: HttpRequest, outcomes: list[tuple[Ticket, Sentence]]) -> None:
    refused = [(ticket, why) for ticket, why in outcomes if why]
    done = len(outcomes) - len(refused)
    if done:
        messages.success(request, ngettext("Done for %(count)d ticket.", "Done for %(count)d tickets.", done) % {"count": done})
    for ticket, why in refused[:5]:
        messages.warning(request, f"{ticket.reference}: {why}")
    if len(refused) > 5:
        left = len(refused) - 5
        messages.warning(request, ngettext("%(count)d more was not possible.", "%(count)d more were not possible.", left) % {"count": left})
