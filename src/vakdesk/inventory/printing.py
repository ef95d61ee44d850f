"""The sheet of a handover on paper: who gets or gives back what, in which condition, and the signature beneath it."""

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from vakdesk.inventory.kinds import Condition
from vakdesk.inventory.models import Handover, HandoverLine
from vakdesk.ui.components import exact
from vakdesk.ui.printing import as_pdf, table, words

SIGNATURE_WIDTH, SIGNATURE_HEIGHT = 220, 80
WIDTHS = [62, 70, 150, 72, 60, 108]


def sheet_of(handover: Handover, lines: Iterable[HandoverLine], *, at: datetime, signature: bytes = b"") -> bytes:
    """A4, in the language and zone at hand. With a signature it is drawn in; without, there is a line to sign on."""
    from reportlab.platypus import Spacer  # noqa: PLC0415

    person = handover.person
    heads = [_("Number"), _("Asset tag"), _("Device"), _("Serial number"), _("Condition"), _("With it")]
    given = [_("Person: %(name)s") % {"name": person.name}, str(person.organisation or ""), exact(at)]
    story: list[Any] = [
        words(f"{handover.get_direction_display()} · {handover.reference}", "head"),
        words(" · ".join(filter(None, given))),
        Spacer(1, 8),
        table([heads, *(_row(line) for line in lines)], WIDTHS),
    ]
    if handover.due_on:
        story += [Spacer(1, 8), words(_("To be given back by %(day)s.") % {"day": formats.date_format(handover.due_on)})]
    if handover.instruction:
        story += [words(_("What was explained"), "part"), words(handover.instruction)]
    said = (
        _("I gave these devices back in the condition above.")
        if handover.is_return
        else _("I received these devices in the condition above.")
    )
    story += [words(_("Signature"), "part"), words(said), Spacer(1, 6), *_signature(signature), words(person.name)]
    if handover.done_by:
        story.append(words(_("For the desk: %(name)s") % {"name": handover.done_by.name}, "quiet"))
    return as_pdf(story, title=f"{handover.get_direction_display()} {handover.reference}")


def _row(line: HandoverLine) -> list[str]:
    item = line.item
    condition = str(Condition(line.condition).label)
    return [
        item.reference,
        item.tag,
        item.title,
        item.serial,
        f"{condition}: {line.remark}" if line.remark else condition,
        line.accessories,
    ]


def _signature(signature: bytes) -> list[Any]:
    from reportlab.platypus import HRFlowable, Image, Spacer  # noqa: PLC0415

    if signature:
        return [Image(io.BytesIO(signature), width=SIGNATURE_WIDTH, height=SIGNATURE_HEIGHT, hAlign="LEFT", kind="proportional")]
    return [Spacer(1, 46), HRFlowable(width=SIGNATURE_WIDTH, hAlign="LEFT", thickness=0.7)]
