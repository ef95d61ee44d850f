"""Which facts are known before the first technical step. Nothing here is about one person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.levels.reporting import Month
from vakdesk.scripts.permissions import REPORT
from vakdesk.scripts.reporting import report_of
from vakdesk.ui.answers import allow


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    allow(request, REPORT)
    this_month = Month.of(timezone.localdate())
    month = Month.from_text(request.GET.get("month", ""), this_month)
    context = {
        "scripts": report_of(month, request.actor),
        "month": month,
        "earlier": month.plus(-1),
        "later": month.plus(1) if month != this_month else None,
        "title": _("Asked in time"),
    }
    return render(request, "scripts/report.html", context)
