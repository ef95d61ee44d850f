"""The monthly report as page, CSV and PDF, and the clocks behind its figures."""

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.levels.kinds import VERDICT_TONES, Measure, State, Verdict
from vakdesk.levels.models import AgreementVersion, Clock
from vakdesk.levels.permissions import SEE
from vakdesk.levels.printing import as_pdf
from vakdesk.levels.reporting import Month, Report, decided_in, report_of
from vakdesk.levels.templatetags.levels import working
from vakdesk.levels.views.agreements import agreement_choices, find_agreement
from vakdesk.records.kinds import record_types
from vakdesk.records.permissions import SEE as RECORDS
from vakdesk.ui.answers import allow
from vakdesk.ui.components import pill
from vakdesk.ui.lists import Choice, Column, Context, Empty, ListPage, Sort, answer


def report(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = find_agreement(request, pk)
    this_month = Month.of(timezone.localdate())
    month = Month.from_text(request.GET.get("month", ""), this_month)
    found = report_of(agreement, month, request.actor)
    if request.GET.get("format") == "csv":
        return _file(_as_csv(found), f"report-{agreement.pk}-{month}.csv", "text/csv; charset=utf-8")
    if request.GET.get("format") == "pdf":
        return _file(
            as_pdf(found, address=request.build_absolute_uri(f"{request.path}?month={month}")),
            f"report-{agreement.pk}-{month}.pdf",
            "application/pdf",
        )
    later = month.plus(1) if month != this_month else None
    context = {"report": found, "agreement": agreement, "month": month, "earlier": month.plus(-1), "later": later, "bars": _bars(found)}
    context |= {"decided": any(figure.decided for _month, figure in found.trend), "partly": not request.actor.reach(RECORDS).house}
    return render(request, "levels/report.html", context | {"title": str(agreement)})


def _bars(found: Report) -> list[dict[str, Any]]:
    """The trend as bars of a drawing 240 wide and 60 high; each also stands in the table beside it."""
    bars = []
    for place, (month, figure) in enumerate(found.trend):
        height = round((figure.percent or 0) * 0.6)
        bars.append({"month": month, "figure": figure, "x": place * 40 + 6, "y": 60 - height, "height": height})
    return bars


def _as_csv(found: Report) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([_("Agreement"), _("Month"), _("Measure"), _("Kept"), _("Breached"), _("Attained (%)")])
    for figure in found.figures:
        rows.writerow([_safe(str(found.agreement)), str(found.month), figure.label, figure.kept, figure.breached, figure.percent])
    rows.writerow([])
    rows.writerow([_("Measure"), _("Target (min)"), _("Kept"), _("Breached"), _("Attained (%)")])
    for figure in found.targets:
        rows.writerow([figure.label, figure.seconds // 60, figure.kept, figure.breached, figure.percent])
    rows.writerow([])
    rows.writerow([_("Deviation"), _("Ticket"), _("Measure"), _("Was due"), _("Cause"), _("Whose doing"), _("Avoidable"), _("Proposal")])
    for one in found.deviations:
        due = timezone.localtime(one.due_at).strftime("%Y-%m-%d %H:%M")
        avoidable = "" if one.avoidable is None else _("yes") if one.avoidable else _("no")
        whose = one.get_responsibility_display()
        told = [one.reference, one.about.reference, one.get_measure_display(), due, one.cause, whose, avoidable, one.improvement]
        rows.writerow([_safe(str(cell)) for cell in told])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """Text that a spreadsheet will not take for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _verdict(row: Clock, ctx: Context) -> Any:
    return pill(row.get_verdict_display(), VERDICT_TONES[Verdict(row.verdict)])


def _targets(actor: Actor) -> list[tuple[str, str]]:
    found = AgreementVersion.objects.visible_to(actor).exclude(targets=None).values_list("targets__seconds", flat=True)
    return [(str(seconds), working(seconds)) for seconds in found.order_by("targets__seconds").distinct()]


class Clocks(ListPage):
    name = "clocks"
    heading = gettext_lazy("Clocks")
    intro = gettext_lazy("What each figure of a report is made of: one row for each agreed time of each ticket.")
    columns = (
        Column("reference", gettext_lazy("Ticket"), lambda row: row.record.reference, kind="reference", link=True),
        Column("title", gettext_lazy("Subject"), lambda row: row.record.title, main=True, link=True),
        Column("measure", gettext_lazy("Measure"), lambda row: row.get_measure_display()),
        Column("agreement", gettext_lazy("Agreement"), lambda row: row.version),
        Column("verdict", gettext_lazy("Verdict"), lambda row: row.get_verdict_display(), cell=_verdict),
        Column("state", gettext_lazy("State"), lambda row: row.get_state_display()),
        Column("due", gettext_lazy("Due"), lambda row: row.due_at),
        Column("stopped", gettext_lazy("Stopped"), lambda row: row.stopped_at),
        Column("used", gettext_lazy("Used (min)"), lambda row: row.consumed_seconds // 60, kind="number"),
        Column("target", gettext_lazy("Target (min)"), lambda row: row.target_seconds and row.target_seconds // 60, kind="number"),
    )
    sorts = (Sort("newest", gettext_lazy("Newest"), ("-pk",)), Sort("oldest", gettext_lazy("Oldest"), ("pk",)))
    filters = (
        Choice("agreement", gettext_lazy("Agreement"), agreement_choices, "version__agreement"),
        Choice("measure", gettext_lazy("Measure"), lambda actor: Measure.choices),
        Choice("target", gettext_lazy("Target"), _targets, "target_seconds"),
        Choice("verdict", gettext_lazy("Verdict"), lambda actor: Verdict.choices),
        Choice("state", gettext_lazy("State"), lambda actor: State.choices),
        Choice(
            "month",
            gettext_lazy("Decided in"),
            lambda actor: [(str(one), str(one)) for one in _months()],
            narrowed=lambda rows, given: decided_in(rows, Month.from_text(given, Month.of(timezone.localdate()))),
        ),
    )
    empty = Empty(gettext_lazy("Nothing is measured yet"), gettext_lazy("Clocks begin with the first ticket under an agreement."), "timer")

    def address(self, row: Clock) -> str:
        return reverse(record_types[row.record.type].url_name, args=[row.record.reference])


def _months() -> list[Month]:
    now = Month.of(timezone.localdate())
    return [now.plus(-number) for number in range(24)]


def clocks(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    return answer(request, Clocks(), Clock.objects.visible_to(request.actor).select_related("record", "version__agreement"))
