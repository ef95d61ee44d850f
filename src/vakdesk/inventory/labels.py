"""Labels to stick on devices: a QR code that opens the device on a phone, its tag in large letters, its name beneath.

On sheets of labels as office shops sell them, or one label per page for a label printer. Sizes in millimetres, as the makers
print them on the box.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from vakdesk.inventory.models import Item
from vakdesk.kit.errors import Sentence
from vakdesk.ui.printing import BOLD, PLAIN, embed


@dataclass(frozen=True)
class Format:
    """`page` width and height, `label` width and height, how many `across` and `down`, the corner of the first, the steps to the next."""

    name: str
    label_words: Sentence
    page: tuple[float, float]
    label: tuple[float, float]
    across: int = 1
    down: int = 1
    corner: tuple[float, float] = (0, 0)
    step: tuple[float, float] = (0, 0)

    @property
    def on_a_page(self) -> int:
        return self.across * self.down


A4 = (210.0, 297.0)
FORMATS = {
    one.name: one
    for one in (
        Format("l7160", _("A4, 3 × 7 labels of 63.5 × 38.1 mm"), A4, (63.5, 38.1), 3, 7, (7.2, 15.1), (66.0, 38.1)),
        Format("l7651", _("A4, 5 × 13 labels of 38.1 × 21.2 mm"), A4, (38.1, 21.2), 5, 13, (4.7, 10.7), (40.6, 21.2)),
        Format("h4610", _("A4, 3 × 10 labels of 70 × 29.7 mm"), A4, (70.0, 29.7), 3, 10, (0.0, 0.0), (70.0, 29.7)),
        Format("62x29", _("Label printer, 62 × 29 mm"), (62.0, 29.0), (62.0, 29.0)),
        Format("57x32", _("Label printer, 57 × 32 mm"), (57.0, 32.0), (57.0, 32.0)),
        Format("25x25", _("Label printer, 25 × 25 mm, code only"), (25.0, 25.0), (25.0, 25.0)),
    )
}
PAD, LARGEST_TAG, SMALLEST_TAG, NAME_SIZE = 2.0, 15.0, 5.0, 6.5


def as_pdf(items: Sequence[Item], *, form: Format, site: str, skip: int = 0) -> bytes:
    """One label per item, the first `skip` places of the first sheet left out. `site` is where the desk is reached."""
    from reportlab.lib.units import mm  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    embed()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(form.page[0] * mm, form.page[1] * mm))
    place = skip
    for item in items:
        if place == form.on_a_page:
            canvas.showPage()
            place = 0
        column, row = place % form.across, place // form.across
        left = form.corner[0] + column * form.step[0]
        bottom = form.page[1] - form.corner[1] - row * form.step[1] - form.label[1]
        _draw(canvas, item, address_of(item, site), _Box(left * mm, bottom * mm, form.label[0] * mm, form.label[1] * mm, PAD * mm))
        place += 1
    canvas.save()
    return out.getvalue()


def address_of(item: Item, site: str) -> str:
    """What the code says: short, so that its squares are large enough for any phone."""
    return f"{site.rstrip('/')}/d/{item.reference}"


@dataclass(frozen=True)
class _Box:
    """Where a label lies on the page, in points; `pad` stays free inside it."""

    left: float
    bottom: float
    width: float
    height: float
    pad: float


def _draw(canvas: Any, item: Item, address: str, box: _Box) -> None:
    from reportlab.graphics import renderPDF  # noqa: PLC0415
    from reportlab.graphics.barcode.qr import QrCodeWidget  # noqa: PLC0415
    from reportlab.graphics.shapes import Drawing  # noqa: PLC0415

    side = min(box.height, box.width) - 2 * box.pad
    code = QrCodeWidget(address, barLevel="M", barBorder=1)
    x0, y0, x1, y1 = code.getBounds()
    drawing = Drawing(side, side, transform=[side / (x1 - x0), 0, 0, side / (y1 - y0), 0, 0])
    drawing.add(code)
    renderPDF.draw(drawing, canvas, box.left + box.pad, box.bottom + box.pad)
    room = box.width - side - 3 * box.pad
    if room < side / 2:
        return
    at, middle = box.left + side + 2 * box.pad, box.bottom + box.height / 2
    tag = item.tag or item.reference
    size = _fitting(canvas, tag, room)
    canvas.setFont(BOLD, size)
    canvas.drawString(at, middle + 2, _cut(canvas, tag, BOLD, size, room))
    canvas.setFont(PLAIN, NAME_SIZE)
    canvas.drawString(at, middle - NAME_SIZE - 2, _cut(canvas, item.title, PLAIN, NAME_SIZE, room))
    if item.tag:
        canvas.drawString(at, middle - 2 * NAME_SIZE - 4, item.reference)


def _fitting(canvas: Any, text: str, room: float) -> float:
    """The largest size at which the text fits, within bounds."""
    width = canvas.stringWidth(text, BOLD, LARGEST_TAG)
    return float(max(SMALLEST_TAG, min(LARGEST_TAG, LARGEST_TAG * room / width))) if width else LARGEST_TAG


def _cut(canvas: Any, text: str, font: str, size: float, room: float) -> str:
    """As much of the text as fits, with a mark where some is left out."""
    if canvas.stringWidth(text, font, size) <= room:
        return text
    while text and canvas.stringWidth(f"{text}…", font, size) > room:
        text = text[:-1]
    return f"{text}…"
