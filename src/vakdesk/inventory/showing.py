"""What the page of an item says, gathered in a number of queries that does not grow with the register."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.permissions import Permission
from vakdesk.inventory import permissions
from vakdesk.inventory.actions.common import can
from vakdesk.inventory.kinds import State
from vakdesk.inventory.lists import STATE_TONES
from vakdesk.inventory.models import Item
from vakdesk.inventory.own_fields import fields_of
from vakdesk.kit import clock
from vakdesk.kit.errors import Sentence
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import Line, lines
from vakdesk.records.hanging import LINKS_IN, LINKS_OUT, TAGS, hangs
from vakdesk.records.kinds import REVERSE
from vakdesk.records.models import Attachment, Link, Message, Record
from vakdesk.records.sniffing import PICTURES
from vakdesk.ui.components import pill
from vakdesk.ui.safe_html import markdown
from vakdesk.ui.timeline import File
from vakdesk.ui.timeline import Item as Told

MOST_TOLD, MOST_MAIN = 60, 2
SOON_DAYS = 90


@dataclass(frozen=True)
class Offer:
    """A move that the item can make now: its button."""

    verb: str
    label: Sentence
    icon: str
    permission: Permission
    url: str = ""
    dialog: bool = True


#: Every move with a page or button of its own, in the order in which they are offered.
OFFERS = (
    Offer("issue", gettext_lazy("Hand out"), "hand-helping", permissions.HAND_OVER, dialog=False),
    Offer("take_back", gettext_lazy("Take back"), "undo-2", permissions.HAND_OVER, dialog=False),
    Offer("receive", gettext_lazy("Take into stock"), "package-check", permissions.STOCK),
    Offer("make_ready", gettext_lazy("Declare it ready"), "circle-check", permissions.PREPARE),
    Offer("start_preparing", gettext_lazy("Prepare it"), "wrench", permissions.PREPARE),
    Offer("put_in_use", gettext_lazy("Put in use"), "map-pin", permissions.STOCK),
    Offer("restock", gettext_lazy("Put back in stock"), "package", permissions.STOCK),
    Offer("end_repair", gettext_lazy("Back from repair"), "hammer", permissions.REPAIR),
    Offer("send_to_repair", gettext_lazy("Send to repair"), "hammer", permissions.REPAIR),
    Offer("dispose", gettext_lazy("Dispose of it"), "recycle", permissions.DISPOSE),
    Offer("reinstate", gettext_lazy("Use it again"), "archive-restore", permissions.RETIRE),
    Offer("retire", gettext_lazy("Retire"), "archive", permissions.RETIRE),
)


class ItemPage:
    def __init__(self, request: HttpRequest, item: Item) -> None:
        self.request, self.item, self.actor = request, item, request.actor

    @property
    def tone(self) -> str:
        return STATE_TONES[State(self.item.state)]

    @cached_property
    def offers(self) -> list[Offer]:
        """What can be done with it now, each with its address: the likeliest first."""
        found = (one for one in OFFERS if can(self.item, one.verb) and self.actor.may(one.permission, self.item))
        return [replace(one, url=self._address(one.verb)) for one in found]

    @property
    def main(self) -> list[Offer]:
        return self.offers[:MOST_MAIN]

    @property
    def more(self) -> list[Offer]:
        return self.offers[MOST_MAIN:]

    def _address(self, verb: str) -> str:
        if verb == "issue":
            return f"{reverse('inventory:hand_out')}?codes={self.item.reference}"
        return reverse(f"inventory:{verb}", args=[self.item.reference])

    @property
    def facts(self) -> list[tuple[Sentence, Any]]:
        """What it is and where, by label; what is not known is left out."""
        item, record = self.item, self.item.record
        rows = [
            (_("Type"), item.type),
            (_("Model"), item.product),
            (_("Asset tag"), item.tag),
            (_("Serial number"), item.serial),
            (_("Network cards"), ", ".join(str(mac) for mac in item.macs.all())),
            (_("Owner"), record.organisation),
            (_("Location"), item.location),
            (_("Looked after by"), record.team),
            (_("Function"), item.function),
            (_("For whom it is meant"), item.meant_for),
        ]
        return [(label, value) for label, value in rows if value]

    @property
    def own(self) -> list[tuple[str, Any]]:
        kept = self.item.values
        return [(str(one), one.shown(kept[one.key])) for one in fields_of(self.item.type.fields) if one.key in kept]

    @property
    def bought(self) -> list[tuple[Sentence, Any]]:
        item = self.item
        rows = [
            (_("Supplier"), item.supplier),
            (_("Order"), item.order_number),
            (_("Bought on"), item.bought_on),
            (_("Price"), item.price),
            (_("Warranty until"), self._ending(item.warranty_until)),
            (_("Supported until"), self._ending(item.supported_until)),
        ]
        return [(label, value) for label, value in rows if value not in (None, "")]

    def _ending(self, day: Any) -> Any:
        """A day, with a word where it is over or near."""
        if day is None:
            return None
        left = (day - clock.now().date()).days
        shown = f"{day:%Y-%m-%d}"
        if left < 0:
            return pill(_("over since %(day)s") % {"day": shown}, "bad")
        return pill(_("until %(day)s") % {"day": shown}, "warn") if left <= SOON_DAYS else shown

    @property
    def weights(self) -> list[tuple[Sentence, str]]:
        item = self.item
        rows = [
            (_("Availability"), item.availability, item.get_availability_display()),
            (_("Integrity"), item.integrity, item.get_integrity_display()),
            (_("Confidentiality"), item.confidentiality, item.get_confidentiality_display()),
        ]
        return [(label, str(words)) for label, level, words in rows if level]

    @cached_property
    def files(self) -> list[File]:
        found = Attachment.objects.visible_to(self.actor).filter(record=self.item.pk, message=None).select_related("blob").order_by("pk")
        return [
            File(one.name, reverse("inventory:download", args=[one.pk]), one.blob.size_bytes, one.blob.content_type in PICTURES)
            for one in found
        ]

    @cached_property
    def links(self) -> list[dict[str, Any]]:
        record: Record = self.item.record
        if not hangs(record, LINKS_IN, LINKS_OUT):
            return []
        seen = Link.objects.visible_to(self.actor).select_related("source", "target")
        out = [{"pk": one.pk, "words": one.get_kind_display(), "record": one.target} for one in seen.filter(source=record)]
        into = [{"pk": one.pk, "words": REVERSE[one.kind], "record": one.source} for one in seen.filter(target=record)]
        return out + into

    @property
    def tags(self) -> list[str]:
        return [tag.name for tag in self.item.record.tags.all()] if hangs(self.item.record, TAGS) else []

    @cached_property
    def told(self) -> list[Told]:
        """What happened to it and what was noted, newest first."""
        entries = list(Entry.objects.visible_to(self.actor).filter(_about(self.item)).order_by("-position")[:MOST_TOLD])
        notes = Message.objects.visible_to(self.actor).filter(record=self.item.pk).select_related("author").order_by("-at")[:MOST_TOLD]
        acts = [_told(line) for line in lines(entries) if line.entry.verb != "record.noted"]
        said = [Told("note", one.author.name if one.author else one.author_label, one.at, markdown(one.text)) for one in notes]
        return sorted([*acts, *said], key=lambda one: one.at, reverse=True)[:MOST_TOLD]


def _about(item: Item) -> Q:
    return Q(subject_type="inventory.item", subject_id=item.pk) | Q(subject_type="records.record", subject_id=item.pk)


def _told(line: Line) -> Told:
    return Told("entry", line.actor, line.entry.happened_at, line.sentence, icon=line.icon)
