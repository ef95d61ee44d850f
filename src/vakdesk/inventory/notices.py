"""Who hears of what happens to devices: whoever got or gave back some has it in writing."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import formats
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from vakdesk.inventory.models import Handover
from vakdesk.inventory.verbs import HANDED_OVER
from vakdesk.logbook.models import Entry
from vakdesk.notices.about import Telling, Words, about
from vakdesk.notices.kinds import How, Kind, Why
from vakdesk.notices.news import News
from vakdesk.notices.texts import MailText, Placeholder

RECEIPT = News(
    "devices.receipt",
    _("Devices I got or gave back"),
    _("What you signed, with the sheet."),
    How.AT_ONCE,
    for_staff=False,
    can_stop=False,
    icon="signature",
)
_PLACES = {
    "number": Placeholder(_("the number of the sheet"), "HND-1042"),
    "devices": Placeholder(_("which devices"), "Laptop 12 (LW-0012)"),
    "count": Placeholder(_("how many devices"), "2"),
    "until": Placeholder(_("until when, of a loan"), _("Please bring it back by 12 May.")),
}
GOT = MailText(
    "devices.got",
    _("Somebody got devices"),
    format_lazy("[{}] {}", "{{ number }}", _("You got {{ count }} from the service desk")),
    _(
        "You got:\n\n{{ devices }}\n\n{{ until }}\n\nWhat you signed stands behind the button. Is something not right? Answer us the same day."
    ),
    _PLACES,
    _("See what you signed"),
)
GAVE_BACK = MailText(
    "devices.gave_back",
    _("Somebody gave devices back"),
    format_lazy("[{}] {}", "{{ number }}", _("You gave {{ count }} back to the service desk")),
    _("You gave back:\n\n{{ devices }}\n\nWhat you signed stands behind the button."),
    {name: place for name, place in _PLACES.items() if name != "until"},
    _("See what you signed"),
)


@about(HANDED_OVER)
def receipt(entry: Entry) -> Iterator[Telling]:
    handover = Handover.objects.with_people().get(pk=entry.subject_id)
    if handover.person is not None:
        yield Telling(handover.person, RECEIPT, lambda: _words(handover), Why.HOLDER, handover.record, kind=Kind.RECEIPT)


def _words(handover: Handover) -> Words:
    lines = list(handover.lines.select_related("item__record"))
    named = [f"{line.item.title} ({line.item.tag or line.item.reference})" for line in lines]
    count = ngettext("%(count)d device", "%(count)d devices", len(lines)) % {"count": len(lines)}
    values = {"number": handover.reference, "devices": "\n".join(named), "count": count}
    if not handover.is_return:
        day = handover.due_on and formats.date_format(handover.due_on)
        values["until"] = str(_("Please bring it back by %(day)s.") % {"day": day}) if day else ""
    return Words(GAVE_BACK if handover.is_return else GOT, values, url=reverse("inventory:receipt", args=[handover.reference]))
