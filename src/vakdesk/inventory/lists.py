"""The list of devices, and the lists of what they are described by."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.inventory.kinds import Direction, Stage, State
from vakdesk.inventory.models import Handover, Item, ItemType, Location
from vakdesk.inventory.permissions import ARRANGE, CHANGE_MANY, COUNT, HAND_OVER, REGISTER, SEE
from vakdesk.kit.errors import Sentence
from vakdesk.kit.text import storable
from vakdesk.people.models import Organisation
from vakdesk.search.find import ranked
from vakdesk.search.terms import parse
from vakdesk.ui.components import avatar, icon, pill
from vakdesk.ui.lists import Bulk, Choice, Column, Context, Empty, ListPage, Sort, View

STATE_TONES = {
    State.ORDERED: "plain",
    State.IN_STOCK: "plain",
    State.PREPARING: "special",
    State.READY: "good",
    State.ISSUED: "accent",
    State.IN_USE: "accent",
    State.ON_LOAN: "accent",
    State.IN_REPAIR: "bad",
    State.RETURNED: "warn",
    State.RETIRED: "plain",
    State.DISPOSED: "plain",
}


def state_pill(item: Item) -> SafeString:
    return pill(item.get_state_display(), STATE_TONES[State(item.state)])


@dataclass(frozen=True)
class Words:
    """Devices that search finds, or whose tag, number or serial number it is."""

    name: str = "words"
    label: Sentence = _("Tag, serial number or words")
    template: str = "ui/list/text.html"
    offers: tuple[str, ...] | None = ()

    def narrow(self, rows: QuerySet[Any], given: str, actor: Actor) -> QuerySet[Any]:
        words = storable(given).strip()[:200]
        if not words:
            return rows
        exact = Item.objects.called(words) | Item.objects.filter(tag__startswith=words.upper())  # anyone: `rows` are narrowed to sight
        found = Q(pk__in=exact.values("pk"))
        if query := parse(words):
            found |= Q(pk__in=ranked(actor, query, types=["item"]))
        return rows.filter(found)


def _types(actor: Actor) -> Iterable[tuple[str, Sentence]]:
    return [(one.code, str(one)) for one in ItemType.objects.visible_to(actor).active()]


def _places(actor: Actor) -> Iterable[tuple[str, Sentence]]:
    return [(str(one.pk), one.path) for one in Location.objects.visible_to(actor).filter(is_active=True)]


def _within(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    inside = Location.objects.filter(trail__contains=f"/{int(value)}/")  # anyone: the value is one of those offered
    return rows.filter(location__in=inside)


def _owners(actor: Actor) -> Iterable[tuple[str, Sentence]]:
    return [(str(one.pk), one.name) for one in Organisation.objects.visible_to(actor).active()]


def _type_cell(row: Item, ctx: Context) -> SafeString:
    return format_html('<span class="in-one-line">{} {}</span>', icon(row.type.icon), row.type)


def _holder_cell(row: Item, ctx: Context) -> SafeString | str:
    return avatar_and_name(row.holder.name) if row.holder else ""


def avatar_and_name(name: str) -> SafeString:
    return format_html('<span class="in-one-line">{}{}</span>', avatar(name, "small"), name)


def _named(path: str) -> Coalesce:
    return Coalesce(path, Value(""))


class Items(ListPage):
    name = "devices"
    heading = _("Devices")
    template = "inventory/items.html"
    changes_by_acts = True
    columns = (
        Column("reference", _("Number"), lambda row: row.reference, sort="pk", kind="reference", link=True),
        Column("title", _("Name"), lambda row: row.title, sort="folded", main=True, link=True),
        Column("tag", _("Asset tag"), lambda row: row.tag, sort="tag", kind="reference"),
        Column("type", _("Type"), lambda row: row.type, _type_cell, sort="type__code"),
        Column("product", _("Model"), lambda row: row.product, sort="by_product"),
        Column("state", _("State"), lambda row: row.get_state_display(), lambda row, ctx: state_pill(row), sort="state", kind="state"),
        Column("holder", _("Who has it"), lambda row: row.holder, _holder_cell, sort="by_holder"),
        Column("location", _("Location"), lambda row: row.location, sort="by_location"),
        Column("organisation", _("Owner"), lambda row: row.record.organisation, sort="by_organisation"),
        Column("serial", _("Serial number"), lambda row: row.serial, sort="serial", kind="quiet"),
        Column("due_on", _("Back by"), lambda row: row.due_on),
        Column("supplier", _("Supplier"), lambda row: row.supplier),
        Column("bought_on", _("Bought on"), lambda row: row.bought_on),
        Column("warranty_until", _("Warranty until"), lambda row: row.warranty_until),
        Column("supported_until", _("Supported until"), lambda row: row.supported_until),
        Column("function", _("Function"), lambda row: row.function),
        Column("meant_for", _("For whom it is meant"), lambda row: row.meant_for),
        Column("changed", _("Changed"), lambda row: row.record.changed_at, sort="record__changed_at", kind="quiet"),
    )
    usual_columns = ("reference", "title", "tag", "type", "state", "holder", "location", "changed")
    computed = {
        "by_product": _named("product__folded"),
        "by_holder": _named("record__requester__folded"),
        "by_location": _named("location__path"),
        "by_organisation": _named("record__organisation__folded"),
    }
    sorts = (Sort("newest", _("Newest"), ("-pk",)), Sort("name", _("Name"), ("folded", "pk")))
    views = (
        View("living", _("In the house"), lambda rows, actor: rows.living()),
        View("held", _("With people"), lambda rows, actor: rows.filter(state__in=[State.ISSUED, State.ON_LOAN])),
        View("stock", _("In stock"), lambda rows, actor: rows.filter(state__in=[State.IN_STOCK, State.READY])),
        View("making", _("Being prepared"), lambda rows, actor: rows.filter(state__in=[State.PREPARING, State.RETURNED])),
        View("repair", _("In repair"), lambda rows, actor: rows.filter(state=State.IN_REPAIR)),
        View("all", _("All"), lambda rows, actor: rows),
    )
    filters = (
        Words(),
        Choice("type", _("Type"), _types, field="type__code", offers=("item_type",)),
        Choice("state", _("State"), lambda actor: State.choices, offers=()),
        Choice("location", _("Location"), _places, narrowed=_within, offers=("location",)),
        Choice("owner", _("Owner"), _owners, field="record__organisation", offers=("organisation",)),
    )
    bulk = (
        Bulk("labels", _("Labels"), lambda: reverse("inventory:labels"), "qr-code", SEE),
        Bulk("edit", _("Edit"), lambda: reverse("inventory:edit_many"), "pencil", CHANGE_MANY),
        Bulk("move", _("Move along"), lambda: reverse("inventory:move_many"), "arrow-right", CHANGE_MANY),
    )
    empty = Empty(
        _("No devices yet"),
        _("Register what the house has, or take it over from a list or another system."),
        "laptop",
        _("Register a device"),
        lambda: reverse("inventory:register"),
        permission=REGISTER,
    )


STAGE_TONES = {Stage.DRAWN_UP: "warn", Stage.DONE: "good", Stage.CALLED_OFF: "plain"}


def _stage_cell(row: Handover, ctx: Context) -> SafeString:
    waits = pill(_("paper to come"), "warn") if row.waits_for_paper else ""
    return format_html("{} {}", pill(row.get_stage_display(), STAGE_TONES[Stage(row.stage)]), waits)


class Handovers(ListPage):
    name = "handovers"
    heading = _("Handovers")
    intro = _("Who got or gave back which devices, signed on the screen or on paper.")
    template = "inventory/handovers.html"
    columns = (
        Column("reference", _("Number"), lambda row: row.reference, sort="pk", kind="reference", link=True),
        Column("direction", _("What"), lambda row: row.get_direction_display(), main=True, link=True),
        Column("person", _("Person"), lambda row: row.person, lambda row, ctx: avatar_and_name(row.person.name)),
        Column("count", _("Devices"), lambda row: row.count, kind="number"),
        Column("stage", _("State"), lambda row: row.get_stage_display(), _stage_cell, kind="state"),
        Column("due_on", _("Back by"), lambda row: row.due_on),
        Column("done_at", _("Done"), lambda row: row.done_at),
        Column("done_by", _("By"), lambda row: row.done_by),
    )
    sorts = (Sort("newest", _("Newest"), ("-pk",)),)
    views = (
        View("all", _("All"), lambda rows, actor: rows),
        View("open", _("Drawn up"), lambda rows, actor: rows.filter(stage=Stage.DRAWN_UP)),
        View("paper", _("Paper to come"), lambda rows, actor: rows.waiting_for_paper()),
    )
    filters = (Choice("direction", _("What"), lambda actor: Direction.choices, offers=()),)
    empty = Empty(
        _("No handovers yet"),
        _("Hand out a device: choose the person, scan the device, let them sign."),
        "signature",
        _("Hand out devices"),
        lambda: reverse("inventory:hand_out"),
        permission=HAND_OVER,
    )


class Stocktakes(ListPage):
    name = "stocktakes"
    heading = _("Stocktakes")
    intro = _("What is where: count a place by scanning, and see what is missing and what should not be there.")
    template = "ui/list/adding.html"
    columns = (
        Column("location", _("Location"), lambda row: row.location, main=True, link=True),
        Column("started_at", _("Begun"), lambda row: row.started_at, sort="started_at"),
        Column("started_by", _("By"), lambda row: row.started_by),
        Column("closed_at", _("Closed"), lambda row: row.closed_at),
    )
    sorts = (Sort("newest", _("Newest"), ("-pk",)),)
    empty = Empty(
        _("Nothing was counted yet"),
        _("Choose a place, scan what is there; the differences stand beside it."),
        "scan-line",
        _("Count a place"),
        lambda: reverse("inventory:start_stocktake"),
        permission=COUNT,
    )


class BulkActs(ListPage):
    name = "device-bulk-acts"
    heading = _("Many at once")
    intro = _("Lists you took over and what you did to many devices; for a day each can be undone.")
    columns = (
        Column("kind", _("What"), lambda row: row.get_kind_display(), main=True, link=True),
        Column("name", _("Name"), lambda row: row.name),
        Column("at", _("When"), lambda row: row.at, sort="at"),
        Column("undone_at", _("Undone"), lambda row: row.undone_at),
    )
    sorts = (Sort("newest", _("Newest"), ("-pk",)),)
    empty = Empty(_("Nothing yet"), _("Select devices in the list, or take over a list from another system."), "list-checks")


class Types(ListPage):
    name = "device-types"
    heading = _("Types of devices")
    intro = _("What sorts there are, in the reader's language, and what each is described by.")
    template = "ui/list/adding.html"
    columns = (
        Column("name", _("Name"), str, lambda row, ctx: format_html("{} {}", icon(row.icon), row), main=True, link=True),
        Column("code", _("Code"), lambda row: row.code, sort="code", kind="reference"),
        Column("fields", _("Own fields"), lambda row: len(row.fields), kind="number"),
        Column("needs_preparation", _("Prepared"), lambda row: row.needs_preparation, lambda row, ctx: _yes(row.needs_preparation)),
        Column("use", _("Use"), lambda row: row.is_active, lambda row, ctx: "" if row.is_active else pill(_("out of use"))),
    )
    sorts = (Sort("code", _("Code"), ("code",)),)


def _yes(holds: bool) -> Sentence:
    return _("yes") if holds else _("no")


class Profiles(ListPage):
    name = "device-profiles"
    heading = _("Profiles")
    intro = _("How a device is made ready for a kind of user: what is installed, configured, secured and tested.")
    template = "ui/list/adding.html"
    columns = (
        Column("name", _("Name"), str, main=True, link=True),
        Column("type", _("Type"), lambda row: row.type),
        Column("meant_for", _("For whom"), lambda row: row.meant_for),
        Column("use", _("Use"), lambda row: row.is_active, lambda row, ctx: "" if row.is_active else pill(_("out of use"))),
    )
    sorts = (Sort("added", _("Added"), ("pk",)),)
    empty = Empty(
        _("No profiles yet"),
        _("Say once what is checked before a laptop is handed to a teacher; whoever prepares one works through it."),
        "list-checks",
        _("Add a profile"),
        lambda: reverse("inventory:add_profile"),
        permission=ARRANGE,
    )


class Products(ListPage):
    name = "device-models"
    heading = _("Models")
    intro = _("What makers call what you have: devices of one model share what is known of it.")
    template = "inventory/products.html"
    columns = (
        Column("name", _("Model"), str, sort="folded", main=True, link=True),
        Column("type", _("Type"), lambda row: row.type),
        Column("part_number", _("Part number"), lambda row: row.part_number, kind="reference"),
        Column("support_until", _("Supported until"), lambda row: row.support_until),
        Column("source", _("Taken from"), lambda row: row.source, kind="quiet"),
        Column("use", _("Use"), lambda row: row.is_active, lambda row, ctx: "" if row.is_active else pill(_("out of use"))),
    )
    sorts = (Sort("name", _("Name"), ("folded", "pk")),)
    filters = (Choice("type", _("Type"), _types, field="type__code", offers=("item_type",)),)
    empty = Empty(
        _("No models yet"),
        _("Add those you have, or take over a library of device types."),
        "boxes",
        _("Add a model"),
        lambda: reverse("inventory:add_product"),
        permission=ARRANGE,
    )


class Locations(ListPage):
    name = "locations"
    heading = _("Locations")
    intro = _("Campus, building, floor, room, rack: each within another.")
    template = "ui/list/adding.html"
    columns = (
        Column("path", _("Location"), lambda row: row.path, lambda row, ctx: _indented(row), sort="path", main=True, link=True),
        Column("organisation", _("Organisation"), lambda row: row.organisation),
        Column("use", _("Use"), lambda row: row.is_active, lambda row, ctx: "" if row.is_active else pill(_("out of use"))),
    )
    sorts = (Sort("path", _("Location"), ("path", "pk")),)
    empty = Empty(
        _("No locations yet"),
        _("Add a campus first, then its buildings and rooms."),
        "map-pin",
        _("Add a location"),
        lambda: reverse("inventory:add_location"),
        permission=ARRANGE,
    )


def _indented(row: Location) -> SafeString:
    return format_html('<span data-depth="{}">{}</span>', row.depth, row.name)
