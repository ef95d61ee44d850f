"""The monthly report on paper: one PDF, made in pure Python, in the reader's language.

Noto Sans is part of the file, so names in Latin, Greek and Cyrillic letters are printed and copied as they are written.
reportlab writes no tagged PDF; the report's page is the accessible one, and the PDF says where it is.
"""

import io
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vakdesk.levels.reporting import Report
from vakdesk.levels.templatetags.levels import working
from vakdesk.ui.components import exact

INK, QUIET, LINE = "#20242c", "#5b6472", "#c9ced8"
QUOTE = '"'


PLAIN, BOLD = "NotoSans", "NotoSans-Bold"


def as_pdf(report: Report, *, address: str) -> bytes:
    """A4; `address` is that of the accessible page. reportlab is imported when it is needed: it takes longer to load than most pages to draw."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer  # noqa: PLC0415

    embed()
    body = ParagraphStyle("body", fontName=PLAIN, fontSize=9, leading=12, textColor=INK)
    head = ParagraphStyle("head", parent=body, fontName=BOLD, fontSize=18, leading=22, spaceAfter=4)
    part = ParagraphStyle("part", parent=body, fontName=BOLD, fontSize=12, leading=16, spaceBefore=12, spaceAfter=4)

    quiet = ParagraphStyle("quiet", parent=body, fontSize=8, textColor=QUIET)

    def words(text: Any, style: Any = body) -> Any:
        return Paragraph(escape(str(text)), style)

    month = formats.date_format(report.month.first, "F Y")
    overall = report.overall
    attained = _("Attained: %(percent)s %% of %(count)d agreed times.") % {"percent": overall.percent, "count": overall.decided}
    story: list[Any] = [
        words(report.agreement, head),
        words(f"{report.agreement.get_kind_display()} · {report.agreement.with_whom or _('everybody')} · {month}"),
        Spacer(1, 8),
        words(attained if overall.decided else _("Nothing was decided in this month.")),
        words(_("By measure"), part),
        _table([[_("Measure"), _("Kept"), _("Breached"), _("Attained")], *_figures(report)], [200, 80, 80, 80], words),
        words(_("By target"), part),
        _table([[_("Target"), _("Kept"), _("Breached"), _("Attained")], *_targets(report)], [200, 80, 80, 80], words),
        words(_("Trend"), part),
        _table([[_("Month"), _("Decided"), _("Attained")], *_trend(report)], [200, 80, 80], words),
        words(_("Deviations"), part),
    ]
    columns = [_("Number"), _("Ticket"), _("Measure"), _("Was due"), _("Cause"), _("Whose doing"), _("Avoidable")]
    story.append(_table([columns, *_deviations(report)], [55, 52, 62, 90, 140, 70, 50], words) if report.deviations else words(_("None.")))
    story.append(words(_("Proposals"), part))
    story += [words(f"– {one}") for one in report.proposals] or [words(_("None were made while deviations were explained."))]
    link = f'<link href="{escape(address, {QUOTE: "&quot;"})}" underline="1">{escape(address)}</link>'
    story += [Spacer(1, 16), words(_("The same report as a page that screen readers can follow:"), quiet), Paragraph(link, quiet)]
    out = io.BytesIO()
    title = _("Service report of %(month)s") % {"month": month}
    facts = {"title": f"{report.agreement}: {title}", "author": "Vakdesk", "lang": get_language(), "displayDocTitle": 1}
    margins = {"leftMargin": 36, "rightMargin": 36, "topMargin": 40, "bottomMargin": 40}
    SimpleDocTemplate(out, pagesize=A4, **facts, **margins).build(story)
    return out.getvalue()


@cache
def embed() -> None:
    """The two fonts are known to reportlab."""
    from pymupdf_fonts import myfont  # noqa: PLC0415
    from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    for name, code in ((PLAIN, "notos"), (BOLD, "notosbo")):
        registerFont(TTFont(name, io.BytesIO(myfont(code))))


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


def _table(rows: list[list[Any]], widths: list[int], words: Any) -> Any:
    from reportlab.platypus import Table, TableStyle  # noqa: PLC0415

    table = Table([[words(cell) for cell in row] for row in rows], colWidths=widths, repeatRows=1, hAlign="LEFT")
    table.setStyle(
        TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    )
    return table
