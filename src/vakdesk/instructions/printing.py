"""An instruction on paper: A4, with its pictures, in the language it is written in.

reportlab writes no tagged PDF; the page at the same address is the accessible one, and the PDF says where it is.
"""

import io
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from django.utils.translation import override

from vakdesk.instructions.content import Content
from vakdesk.instructions.media import pictures_of
from vakdesk.instructions.models import Instruction, Medium
from vakdesk.records.store import path_of
from vakdesk.ui.printing import BOLD, INK, LINE, PLAIN, QUIET, embed

QUOTE = '"'
WIDTH, HEIGHT = 300, 190  # points: what a picture takes at most


def as_pdf(title: str, content: Content, instruction: Instruction, *, address: str) -> bytes:
    with override(instruction.record.language):
        return _drawn(title, content, instruction, address)


def _drawn(title: str, content: Content, instruction: Instruction, address: str) -> bytes:
    """reportlab is imported when it is needed: it takes longer to load than most pages to draw."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer  # noqa: PLC0415

    embed()
    body = ParagraphStyle("body", fontName=PLAIN, fontSize=11, leading=15, textColor=INK)
    head = ParagraphStyle("head", parent=body, fontName=BOLD, fontSize=20, leading=25, spaceAfter=4)
    part = ParagraphStyle("part", parent=body, fontName=BOLD, fontSize=13, leading=18, spaceBefore=14, spaceAfter=4)
    quiet = ParagraphStyle("quiet", parent=body, fontSize=9, leading=12, textColor=QUIET)

    def words(text: object, style: Any = body) -> Any:
        return Paragraph(escape(str(text)).replace("\n", "<br/>"), style)

    facts = " · ".join(filter(None, [instruction.reference, content.role, content.device]))
    story: list[Any] = [words(title, head), words(facts, quiet), Spacer(1, 6), words(content.goal)]
    if content.needs:
        story += [words(_("What you need"), part), *(words(f"– {one}") for one in content.needs)]
    if content.known_risks or content.measures:
        story.append(words(_("Do this safely"), part))
        for risk in content.known_risks:
            story += [words(risk, ParagraphStyle("risk", parent=body, fontName=BOLD)), *(words(f"– {one}") for one in risk.measures)]
        story += [words(f"– {one}") for one in content.measures]
    pictures = pictures_of(content)
    for number, step in enumerate(content.steps, 1):
        block = [words(_("Step %(number)d") % {"number": number}, part), words(step.text)]
        if step.picture in pictures:
            block += [Spacer(1, 6), _picture(pictures[step.picture]), words(step.alt, quiet)]
        if step.video is not None:
            block.append(words(_("A short video of this step is on the page."), quiet))
        story.append(KeepTogether(block))
    story += [words(_("Did it work?"), part), words(content.check), words(_("Where you get help"), part), words(content.help)]
    link = f'<link href="{escape(address, {QUOTE: "&quot;"})}" underline="1">{escape(address)}</link>'
    story += [Spacer(1, 16), words(_("The same instruction as a page that screen readers can follow:"), quiet), Paragraph(link, quiet)]
    out = io.BytesIO()
    facts_of_file = {"title": title, "author": "Vakdesk", "lang": instruction.record.language, "displayDocTitle": 1}
    margins = {"leftMargin": 54, "rightMargin": 54, "topMargin": 54, "bottomMargin": 54}
    SimpleDocTemplate(out, pagesize=A4, **facts_of_file, **margins).build(story)
    return out.getvalue()


def _picture(medium: Medium) -> Any:
    """As large as there is room, with a hairline around it; nothing where it cannot be drawn, since its words stand below."""
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415
    from reportlab.platypus import Image, Spacer, Table, TableStyle  # noqa: PLC0415

    try:
        picture = io.BytesIO(path_of(medium.blob_id).read_bytes())
        width, height = ImageReader(picture).getSize()
    except OSError:  # what reportlab says of a picture that begins like one and is none, and of a file that is gone
        return Spacer(1, 0)
    scale = min(WIDTH / width, HEIGHT / height)
    framed = Table([[Image(picture, width=width * scale, height=height * scale)]], hAlign="LEFT")
    framed.setStyle(TableStyle([("BOX", (0, 0), (-1, -1), 0.5, LINE), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
    return framed
