"""The monthly report on paper: one PDF, in the reader's language. Its page is the accessible one, and the PDF says where it is."""

from typing import Any
from xml.sax.saxutils import escape

from django.utils import formats
from django.utils.translation import gettext as _

from vakdesk.levels.reporting import Report
from vakdesk.levels.templatetags.levels import working
from vakdesk.ui.components import exact
from vakdesk.ui.printing import as_pdf as set_in_pdf
from vakdesk.ui.printing import styles, table, words

QUOTE = '"'


def as_pdf(report: Report, *, address: str) -> bytes:
    """A4; `address` is that of the accessible page."""
    from reportlab.platypus import Paragraph, Spacer  # noqa: PLC0415

    month = formats.date_format(report.month.first, "F Y")
    overall = report.overall
    attained = _("Attained: %(percent)s %% of %(count)d agreed times.") % {"percent": overall.percent, "count": overall.decided}
    story: list[Any] = [
        words(report.agreement, "head"),
        words(f"{report.agreement.get_kind_display()} · {report.agreement.with_whom or _('everybody')} · {month}"),
        Spacer(1, 8),
        words(attained if overall.decided else _("Nothing was decided in this month.")),
        words(_("By measure"), "part"),
        table([[_("Measure"), _("Kept"), _("Breached"), _("Attained")], *_figures(report)], [200, 80, 80, 80]),
        words(_("By target"), "part"),
        table([[_("Target"), _("Kept"), _("Breached"), _("Attained")], *_targets(report)], [200, 80, 80, 80]),
        words(_("Trend"), "part"),
        table([[_("Month"), _("Decided"), _("Attained")], *_trend(report)], [200, 80, 80]),
        words(_("Deviations"), "part"),
    ]
    columns = [_("Number"), _("Ticket"), _("Measure"), _("Was due"), _("Cause"), _("Whose doing"), _("Avoidable")]
    story.append(table([columns, *_deviations(report)], [55, 52, 62, 90, 140, 70, 50]) if report.deviations else words(_("None.")))
    story.append(words(_("Proposals"), "part"))
    story += [words(f"– {one}") for one in report.proposals] or [words(_("None were made while deviations were explained."))]
    link = f'<link href="{escape(address, {QUOTE: "&quot;"})}" underline="1">{escape(address)}</link>'
    story += [
        Spacer(1, 16),
        words(_("The same report as a page that screen readers can follow:"), "quiet"),
        Paragraph(link, styles()["quiet"]),
    ]
    title = _("Service report of %(month)s") % {"month": month}
    return set_in_pdf(story, title=f"{report.agreement}: {title}")


def _figures(report: Report) -> list[list[Any]]:
    return [[one.label, one.kept, one.breached, _percent(one.percent)] for one in report.figures]


def _targets(report: Report) -> list[list[Any]]:
    return [[f"{one.label}: {working(one.seconds)}", one.kept, one.breached, _percent(one.percent)] for one in report.targets]


def _trend(report: Report) -> list[list[Any]]:
    return [[formats.date_format(month.first, "F Y"), figure.decided, _percent(figure.percent)] for month, figure in report.trend]


def _deviations(report: Report) -> list[list[Any]]:
    return [
        [
            one.reference,
            one.about.reference,
            one.get_measure_display(),
            exact(one.due_at),
            one.cause or _("not explained yet"),
            one.get_responsibility_display(),
            "" if one.avoidable is None else _("yes") if one.avoidable else _("no"),
        ]
        for one in report.deviations
    ]


def _percent(percent: int | None) -> str:
    return "–" if percent is None else f"{percent} %"
