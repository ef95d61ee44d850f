"""A passport on paper: one PDF of one standard, in the reader's language, with the address of the page that says the same."""

from typing import Any
from xml.sax.saxutils import escape

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vakdesk.competence.matrix import Book, Row, Standard
from vakdesk.kit import clock
from vakdesk.ui.printing import as_pdf as set_in_pdf
from vakdesk.ui.printing import styles, table, words

QUOTE = '"'
WIDTHS = [58, 210, 44, 76, 135]


def as_pdf(book: Book, standard: Standard, *, address: str) -> bytes:
    """A4; `address` is that of the accessible page."""
    from reportlab.platypus import Paragraph, Spacer  # noqa: PLC0415

    today, title = date_format(timezone.localdate(clock.now())), _("Passport of %(person)s") % {"person": book.person}
    story: list[Any] = [
        words(title, "head"),
        words(f"{standard.name} · {standard.outline.name} · {today}"),
        Spacer(1, 4),
        words(_("What is there to be assessed. It says nothing about the outcome: assessors judge, and whoever awards decides."), "quiet"),
    ]
    heads = [_("Code"), _("What you show"), _("Material"), _("Newest"), _("State")]
    for section in standard.sections:
        story.append(words(f"{section.branch.written} {section.branch.title}".strip(), "part"))
        story.append(table([heads, *(_line(row) for row in section.rows)], WIDTHS))
    link = f'<link href="{escape(address, {QUOTE: "&quot;"})}" underline="1">{escape(address)}</link>'
    story += [
        Spacer(1, 16),
        words(_("The same passport as a page that screen readers can follow:"), "quiet"),
        Paragraph(link, styles()["quiet"]),
    ]
    return set_in_pdf(story, title=title)


def _line(row: Row) -> list[Any]:
    told = ", ".join(row.judged.missing)
    newest = date_format(timezone.localdate(row.newest)) if row.newest else "–"
    state = f"{row.readiness.label}: {told}" if told else row.readiness.label
    return [row.branch.short, row.branch.gist or row.branch.title or row.branch.text, len(row.pieces), newest, state]
