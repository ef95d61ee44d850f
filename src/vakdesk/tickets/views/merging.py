"""Merging a ticket into another, and undoing it."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.tickets import actions, permissions
from vakdesk.tickets.forms.merging import MergeForm, find_targets
from vakdesk.tickets.forms.working import PlainForm
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.views.acting import act_on
from vakdesk.tickets.views.finding import allow, on_ticket


@on_ticket
def merge(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    intro = _(
        "This one is closed as merged and the other goes on for both. What was written stays where it is and is shown there. "
        "You can undo it."
    )
    return act_on(
        request,
        ticket,
        partial(MergeForm, ticket=ticket),
        actions.merge,
        permissions.MERGE,
        title=_("Merge into another ticket"),
        intro=intro,
        submit=_("Merge"),
        said=lambda target: _("Merged into %(reference)s.") % {"reference": target.reference},
    )


@require_safe
@on_ticket
def targets(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Suggestions while one types the number or the words of the other ticket."""
    allow(request, permissions.MERGE, ticket)
    found = find_targets(ticket, request.GET.get("q", ""), request.actor)
    line = '<div role="option" data-value="{}"><span>{}</span> <small class="quiet">{} · {}</small></div>'
    rows = ((str(one), str(one), one.record.requester or "", one.get_state_display()) for one in found)
    return HttpResponse(format_html_join("", line, rows))


@on_ticket
def unmerge(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    intro = _("It stands again as it did before it was merged, and its clocks go on with the time they had used.")
    words = {"title": _("Undo the merging"), "submit": _("Undo it")}
    return act_on(
        request, ticket, PlainForm, actions.unmerge, permissions.MERGE, intro=intro, said=_("It is handled on its own again."), **words
    )
