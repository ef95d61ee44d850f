"""How much time work takes, by client, team, kind or ticket. Nothing here is about one person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.levels.reporting import Month
from vakdesk.tasks.permissions import REPORT
from vakdesk.tasks.reporting import BY, Report, report_of
from vakdesk.ui.answers import allow
from vakdesk.ui.lists.exporting import BYTE_ORDER_MARK, csv_line

#: More lines than this stand in the file alone.
SHOWN = 100


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    allow(request, REPORT)
    this_month = Month.of(timezone.localdate())
    month = Month.from_text(request.GET.get("month", ""), this_month)
    by = request.GET.get("by", "")
    found = report_of(month, by if by in BY else "organisation", request.actor)
    if request.GET.get("format") == "csv":
        return _as_csv(found)
    context = {
        "report": found,
        "rows": found.rows[:SHOWN],
        "left": max(0, len(found.rows) - SHOWN),
        "by": BY,
        "label": BY[found.by],
        "month": month,
        "earlier": month.plus(-1),
        "later": month.plus(1) if month != this_month else None,
        "title": _("Time"),
    }
    return render(request, "tasks/report.html", context)


def _as_csv(found: Report) -> HttpResponse:
    head = [BY[found.by], _("Tickets"), _("Spent (min)"), _("With an estimate"), _("Estimated (min)"), _("Spent on those (min)")]
    lines = [csv_line(str(cell) for cell in head)]
    for row in found.rows:
        lines.append(
            csv_line([row.label, row.records, row.spent_minutes, row.estimated_records, row.estimated_minutes, row.spent_on_estimated])
        )
    name = f"time-{found.by}-{found.month}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(BYTE_ORDER_MARK + "".join(lines), content_type="text/csv; charset=utf-8", headers=headers)
