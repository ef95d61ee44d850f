"""A passport on paper: one PDF of one standard, in the reader's language, with the address of the page that says the same."""

import io
from typing import Any
from xml.sax.saxutils import escape

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vakdesk.competence.matrix import Book, Row, Standard
from vakdesk.kit import clock
from vakdesk.levels.printing import BOLD, INK, LINE, PLAIN, QUIET, QUOTE, embed


def as_pdf(book: Book, standard: Standard, *, address: str) -> bytes:
    """A4. reportlab is imported when it is needed: it takes longer to load than most pages to draw."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer  # noqa: PLC0415

    embed()
    body = ParagraphStyle("body", fontName=PLAIN, fontSize=9, leading=12, textColor=INK)
    head = ParagraphStyle("head", parent=body, fontName=BOLD, fontSize=18, leading=22, spaceAfter=4)
    part = ParagraphStyle("part", parent=body, fontName=BOLD, fontSize=11, leading=15, spaceBefore=10, spaceAfter=2)
    quiet = ParagraphStyle("quiet", parent=body, fontSize=8, textColor=QUIET)

    def words(text: Any, style: Any = body) -> Any:
        return Paragraph(escape(str(text)), style)

    today = date_format(timezone.localdate(clock.now()))
    story: list[Any] = [
        words(_("Passport of %(person)s") % {"person": book.person}, head),
        words(f"{standard.name} · {standard.outline.name} · {today}"),
        Spacer(1, 4),
        words(_("What is there to be assessed. It says nothing about the outcome: assessors judge, and whoever awards decides."), quiet),
    ]
    for section in standard.sections:
        story.append(words(f"{section.branch.written} {section.branch.title}".strip(), part))
        story.append(_table([_line(row) for row in section.rows], words))
    link = f'<link href="{escape(address, {QUOTE: "&quot;"})}" underline="1">{escape(address)}</link>'
    story += [Spacer(1, 16), words(_("The same passport as a page that screen readers can follow:"), quiet), Paragraph(link, quiet)]
    out = io.BytesIO()
    facts = {
        "title": _("Passport of %(person)s") % {"person": book.person},
        "author": "Vakdesk",
        "lang": get_language(),
        "displayDocTitle": 1,
    }
    margins = {"leftMargin": 36, "rightMargin": 36, "topMargin": 40, "bottomMargin": 40}
    SimpleDocTemplate(out, pagesize=A4, **facts, **margins).build(story)
    return out.getvalue()


def _line(row: Row) -> list[Any]:
    told = ", ".join(row.judged.missing)
    newest = date_format(timezone.localdate(row.newest)) if row.newest else "–"
    state = f"{row.readiness.label}: {told}" if told else row.readiness.label
    return [row.branch.short, row.branch.gist or row.branch.title or row.branch.text, len(row.pieces), newest, state]


def _table(rows: list[list[Any]], words: Any) -> Any:
    from reportlab.platypus import Table, TableStyle  # noqa: PLC0415

    table = Table([[words(cell) for cell in row] for row in rows], colWidths=[58, 210, 24, 76, 155], hAlign="LEFT")
    table.setStyle(
        TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    )
    return table
