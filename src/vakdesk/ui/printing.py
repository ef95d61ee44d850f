"""Sheets of paper: what every PDF of the house is set in. Made in pure Python, in the reader's language.

Noto Sans is part of the file, so names in Latin, Greek and Cyrillic letters are printed and copied as they are written.
reportlab writes no tagged PDF; what is printed stands on an accessible page as well. It is imported when it is needed: it takes
longer to load than most pages to draw.
"""

import io
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import get_language

INK, QUIET, LINE = "#20242c", "#5b6472", "#c9ced8"
PLAIN, BOLD = "NotoSans", "NotoSans-Bold"


@cache
def embed() -> None:
    """The two fonts are known to reportlab."""
    from pymupdf_fonts import myfont  # noqa: PLC0415
    from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    for name, code in ((PLAIN, "notos"), (BOLD, "notosbo")):
        registerFont(TTFont(name, io.BytesIO(myfont(code))))


@cache
def styles() -> dict[str, Any]:
    """Paragraph styles by name: body, head, part, quiet."""
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415

    embed()
    body = ParagraphStyle("body", fontName=PLAIN, fontSize=9, leading=12, textColor=INK)
    return {
        "body": body,
        "head": ParagraphStyle("head", parent=body, fontName=BOLD, fontSize=18, leading=22, spaceAfter=4),
        "part": ParagraphStyle("part", parent=body, fontName=BOLD, fontSize=12, leading=16, spaceBefore=12, spaceAfter=4),
        "quiet": ParagraphStyle("quiet", parent=body, fontSize=8, leading=11, textColor=QUIET),
    }


def words(text: Any, style: str = "body") -> Any:
    """A paragraph that says the text as it stands; line breaks are kept."""
    from reportlab.platypus import Paragraph  # noqa: PLC0415

    return Paragraph(escape(str(text)).replace("\n", "<br/>"), styles()[style])


def table(rows: list[list[Any]], widths: list[int]) -> Any:
    """Rows under a hairline each; the first is repeated on every page."""
    from reportlab.platypus import Table, TableStyle  # noqa: PLC0415

    made = Table([[words(cell) for cell in row] for row in rows], colWidths=widths, repeatRows=1, hAlign="LEFT")
    made.setStyle(
        TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    )
    return made


def as_pdf(story: list[Any], *, title: str) -> bytes:
    """The paragraphs and tables on A4."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415
    from reportlab.platypus import SimpleDocTemplate  # noqa: PLC0415

    out = io.BytesIO()
    facts = {"title": title, "author": "Vakdesk", "lang": get_language(), "displayDocTitle": 1}
    margins = {"leftMargin": 36, "rightMargin": 36, "topMargin": 40, "bottomMargin": 40}
    SimpleDocTemplate(out, pagesize=A4, **facts, **margins).build(story)
    return out.getvalue()
