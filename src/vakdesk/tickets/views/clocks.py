"""Why something is due when it is, and the two acts that change what a ticket is measured by."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from vakdesk.levels import actions
from vakdesk.levels.models import AgreementVersion
from vakdesk.levels.permissions import MIGRATE
from vakdesk.tickets.accounts import accounts_of
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.views.finding import allow, on_ticket
from vakdesk.ui.answers import ask, carry_out
from vakdesk.ui.forms import Form, TextField


class RecountForm(Form):
    why = TextField(label=gettext_lazy("Why"), help_text=gettext_lazy("It stands in the logbook beside the difference."), max_length=500)


class MigrateForm(RecountForm):
    version = forms.ModelChoiceField(
        AgreementVersion.objects.filter(agreement__ended_on=None).select_related("agreement").order_by("agreement__name", "-number"),
        label=gettext_lazy("Measured by"),
    )
    field_order = ("version", "why")

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_theirs = Q(agreement__organisation=None) | Q(agreement__organisation=ticket.record.organisation_id)
        self.fields["version"].queryset = self.fields["version"].queryset.filter(of_theirs)  # type: ignore[attr-defined]


@require_safe
@on_ticket
def explain(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The ledger of each clock: whole as a page, and as text."""
    accounts = accounts_of(ticket)
    text = "\n\n".join([f"{ticket.reference} {ticket.title}", *(account.as_text() for account in accounts)])
    return render(request, "tickets/clocks.html", {"ticket": ticket, "accounts": accounts, "text": text})


@on_ticket
def migrate(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return _do(
        request, ticket, partial(MigrateForm, ticket=ticket), actions.migrate, title=_("Other agreed times"), submit=_("Measure by these")
    )


@on_ticket
def recount(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return _do(
        request, ticket, RecountForm, actions.rebase, title=_("Recount with the calendars as they are known now"), submit=_("Recount")
    )


def _do(request: HttpRequest, ticket: Ticket, form: Callable[..., Form], action: object, *, title: str, submit: str) -> HttpResponse:
    allow(request, MIGRATE, ticket)
    back = reverse("tickets:clocks", args=[ticket.reference])
    page = partial(ask, request, title=title, submit=submit, back=back, subject=str(ticket))
    if request.method == "POST":
        filled = form(request.POST, actor=request.actor)
        return carry_out(request, filled, action, ticket.record, then=back, page=page, said=_("Recounted."))  # type: ignore[arg-type]
    return page(form(actor=request.actor))
