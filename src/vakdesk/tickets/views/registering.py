"""How the desk takes something in: a ticket for somebody, and the call that is solved on the phone."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.inventory.fields import find_items
from vakdesk.records.kinds import Via
from vakdesk.tickets import actions, permissions
from vakdesk.tickets.forms.registering import QuickCallForm, RegisterForm, find_templates
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import CallTemplate, Ticket
from vakdesk.tickets.views.finding import allow
from vakdesk.tickets.views.likeness import the_one_named
from vakdesk.ui.answers import carry_out
from vakdesk.ui.forms import Form


def register(request: HttpRequest) -> HttpResponse:
    """Who asks, what for, in which words. What they have open already is shown as soon as they are found."""
    allow(request, permissions.REGISTER)
    page = partial(_form_page, request, "tickets/register.html")
    if request.method != "POST":
        return page(RegisterForm(actor=request.actor, initial=_given(request)))
    form = RegisterForm(request.POST, request.FILES, actor=request.actor)
    return carry_out(request, form, actions.register, then=Ticket.get_absolute_url, said=_registered, page=page)


def quick_call(request: HttpRequest) -> HttpResponse:
    """Person and template: registered, solved, tested together on the phone and closed, in one press."""
    allow(request, permissions.QUICK_CALL)
    page = partial(_form_page, request, "tickets/quick_call.html")
    if request.method != "POST":
        return page(QuickCallForm(actor=request.actor, initial=_given(request)))
    form = QuickCallForm(request.POST, actor=request.actor)
    then = reverse("tickets:quick_call")
    return carry_out(request, form, actions.quick_call, then=then, said=_quickly_done, page=page)


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Suggestions while one types the name of a call template."""
    allow(request, permissions.QUICK_CALL)
    found = find_templates(request.GET.get("q", ""), request.actor)
    line = '<div role="option" data-value="{}"><span>{}</span> <small class="quiet">{}</small></div>'
    return HttpResponse(format_html_join("", line, ((str(template), str(template), template.done) for template in found)))


@require_safe
def theirs(request: HttpRequest) -> HttpResponse:
    """What the person in the field has open, so that the same report is not written down twice."""
    allow(request, permissions.REGISTER)
    person = the_one_named(request.GET.get("requester", ""), request)
    tickets = (
        Ticket.objects.visible_to_staff(request.actor).requested_by(person.pk).exclude(state=State.CLOSED)
        if person
        else Ticket.objects.none()
    )
    return render(
        request, "tickets/_theirs.html", {"person": person, "tickets": tickets.select_related("record").order_by("-opened_at", "-pk")[:5]}
    )


def _form_page(request: HttpRequest, template: str, form: Form) -> HttpResponse:
    return render(request, template, {"form": form, "has_templates": CallTemplate.objects.filter(is_active=True).exists()})


def _given(request: HttpRequest) -> dict[str, Any]:
    """A person or a device named in the address, from their page or from a search; of a device, whoever has it asks."""
    given: dict[str, Any] = {name: request.GET[name] for name in ("requester", "title", "text") if name in request.GET} | {"via": Via.PHONE}
    device = next(iter(find_items(request.GET.get("device", ""), request.actor)), None)
    if device is None:
        return given
    return ({"requester": device.holder} if device.holder else {}) | given | {"device": device}


def _registered(ticket: Ticket) -> str:
    return _("Registered as %(reference)s.") % {"reference": ticket.reference}


def _quickly_done(ticket: Ticket) -> str:
    if ticket.is_open:
        return _("%(reference)s is registered. The rest waits for your coach.") % {"reference": ticket.reference}
    return _("%(reference)s is registered, solved, confirmed and closed. Ready for the next call.") % {"reference": ticket.reference}
