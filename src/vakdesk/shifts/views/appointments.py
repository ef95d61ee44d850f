"""Appointments on a ticket, one view per verb. Designed for whoever stands in the corridor with a phone."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vakdesk.kit.errors import Sentence
from vakdesk.shifts import actions, forms
from vakdesk.shifts.models import Appointment
from vakdesk.shifts.permissions import APPOINT
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.views.finding import on_ticket
from vakdesk.ui.answers import allow, ask, carry_out, safe_next
from vakdesk.ui.forms import Form


@on_ticket
def arrange(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    allow(request, APPOINT, ticket)
    back = safe_next(request, ticket.get_absolute_url())
    page = partial(ask, request, title=_("Make an appointment"), submit=_("Make the appointment"), back=back, subject=str(ticket.record))
    make = partial(forms.ArrangeForm, actor=request.actor)
    if request.method == "POST":
        return carry_out(request, make(request.POST), actions.arrange, ticket, then=back, page=page, said=_("The appointment is made."))
    return page(make())


def reschedule(request: HttpRequest, pk: int) -> HttpResponse:
    return _verb(request, pk, forms.RescheduleForm, actions.reschedule, title=_("Move the appointment"), submit=_("Move it"))


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return _verb(request, pk, forms.CancelForm, actions.cancel, title=_("Call the appointment off"), submit=_("Call it off"), danger=True)


def check_safety(request: HttpRequest, pk: int) -> HttpResponse:
    return _verb(
        request,
        pk,
        forms.SafetyForm,
        actions.check_safety,
        title=_("Is it safe to begin?"),
        intro=_("The visit can begin when each is in order, or does not apply."),
        submit=_("Save the answers"),
    )


def record_consent(request: HttpRequest, pk: int) -> HttpResponse:
    return _verb(
        request,
        pk,
        forms.ConsentForm,
        actions.record_consent,
        title=_("Does the user agree?"),
        intro=_("Nobody looks at somebody's screen without their consent. Ask, then record how and when they gave it."),
        submit=_("Record the consent"),
    )


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    return _verb(request, pk, forms.PlainForm, actions.start, title=_("It cannot begin yet"), submit=_("Try again"))


@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    return _verb(request, pk, forms.PlainForm, actions.finish, title=_("That was not possible"), submit=_("Try again"))


def _verb(
    request: HttpRequest, pk: int, form_class: type[Form], action: Callable[..., Any], *, title: Sentence, submit: Sentence, **words: Any
) -> HttpResponse:
    appointment = get_object_or_404(Appointment.objects.visible_to(request.actor).with_people(), pk=pk)
    allow(request, APPOINT, appointment.ticket)
    back = safe_next(request, f"{appointment.ticket.get_absolute_url()}#appointments")
    page = partial(ask, request, title=title, submit=submit, back=back, subject=f"{appointment}, {appointment.ticket.record}", **words)
    make = partial(form_class, actor=request.actor)
    if request.method == "POST":
        return carry_out(request, make(request.POST), action, appointment, then=back, page=page, said=_("Saved."))
    return page(make(initial=forms.shown_of(appointment)))
