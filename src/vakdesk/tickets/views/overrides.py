"""The report of priorities that somebody set against the matrix, and what those who lead say of each."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.levels.reporting import Month
from vakdesk.logbook.models import Entry
from vakdesk.tickets import actions
from vakdesk.tickets.forms.matrix import JudgeForm
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.overrides import OverrideReport
from vakdesk.tickets.permissions import JUDGE_OVERRIDES
from vakdesk.tickets.verbs import OVERRIDDEN
from vakdesk.tickets.views.finding import allow, on_ticket
from vakdesk.ui.answers import ask, carry_out, safe_next

#: More than these are counted, but not listed.
SHOWN = 100


@require_safe
def overrides(request: HttpRequest) -> HttpResponse:
    allow(request, JUDGE_OVERRIDES)
    this_month = Month.of(timezone.localdate())
    month = Month.from_text(request.GET.get("month", ""), this_month)
    report = OverrideReport(month, request.actor)
    context = {
        "report": report,
        "listed": report.overrides[:SHOWN],
        "left": max(0, len(report.overrides) - SHOWN),
        "month": month,
        "earlier": month.plus(-1),
        "later": month.plus(1) if month != this_month else None,
        "title": _("Overridden priorities"),
    }
    return render(request, "tickets/overrides.html", context)


@on_ticket
def judge_override(request: HttpRequest, ticket: Ticket, pk: int) -> HttpResponse:
    allow(request, JUDGE_OVERRIDES, ticket)
    about = Entry.objects.visible_to(request.actor).filter(verb=OVERRIDDEN.name, subject_type="tickets.ticket", subject_id=ticket.pk)
    entry = get_object_or_404(about, pk=pk)
    back = safe_next(request, reverse("tickets:overrides"))
    page = partial(ask, request, title=_("Was this priority right?"), submit=_("Save"), back=back, subject=str(ticket))
    if request.method != "POST":
        return page(JudgeForm(actor=request.actor))
    judge = partial(actions.judge_override, entry=entry)
    return carry_out(request, JudgeForm(request.POST, actor=request.actor), judge, ticket, then=back, page=page, said=_("Saved."))
