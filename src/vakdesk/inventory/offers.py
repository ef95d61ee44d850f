"""What programs may read and do with devices and with what they are described by."""

from typing import Any

from vakdesk.inventory import actions, permissions
from vakdesk.inventory.forms.arranging import LocationForm, ProductForm, TypeForm
from vakdesk.inventory.forms.handing import DrawUpForm, LineForm, ScanForm, SheetForm
from vakdesk.inventory.forms.many import CloseForm, StocktakeForm
from vakdesk.inventory.forms.many import ScanForm as CodesForm
from vakdesk.inventory.forms.moving import DisposeForm, IssueForm, LendForm, NoteForm, OutcomeForm, PutInUseForm, TakeBackForm, WhyForm
from vakdesk.inventory.forms.preparing import OutcomesForm, ProfileForm, ReadyForm, StartPreparingForm
from vakdesk.inventory.forms.registering import EditOneForm, RegisterOneForm
from vakdesk.inventory.kinds import Condition, Direction, Level, Route, Seen, Signing, Stage, State, Wiping
from vakdesk.inventory.lists import Handovers, Items, Locations, Products, Profiles, Stocktakes, Types
from vakdesk.inventory.models import Handover, HandoverLine, Item, ItemType, Location, Product, Profile, Sighting, Stocktake
from vakdesk.records import actions as records
from vakdesk.records import permissions as of_records
from vakdesk.records.models import Link
from vakdesk.ui.linking import LinkForm
from vakdesk.ui.offering import (
    DAY,
    MOMENT,
    NAMED,
    SCALAR,
    TEXT,
    TRUTH,
    WHOLE,
    Deed,
    Hanging,
    Part,
    Shape,
    Thing,
    many,
    maybe,
    not_offered,
    one_of,
)
from vakdesk.ui.offers import MESSAGES, hang_on_record

ANY = {"type": "object", "additionalProperties": True}
NAMES = {"type": "object", "additionalProperties": TEXT}


def _word(choices: Any) -> dict[str, Any]:
    return {"type": "string", "enum": ["", *choices.values]}


ITEM = Shape(
    "Device",
    [
        Part("id", WHOLE, lambda row: row.pk),
        Part("reference"),
        Part("version", WHOLE, lambda row: row.record.version),
        Part("title"),
        Part("type", NAMED),
        Part("product", maybe(NAMED)),
        Part("state", one_of(State)),
        Part("tag"),
        Part("serial"),
        Part("macs", many(TEXT), lambda row: [str(mac) for mac in row.macs.all()]),
        Part("holder", maybe(NAMED), told="Who has it now."),
        Part("held_since", maybe(MOMENT)),
        Part("due_on", maybe(DAY), told="When it is lent: back by that day."),
        Part("organisation", maybe(NAMED), lambda row: row.record.organisation, told="Who owns it."),
        Part("team", maybe(NAMED), lambda row: row.record.team),
        Part("location", maybe(NAMED)),
        Part("supplier", maybe(NAMED)),
        Part("order_number"),
        Part("bought_on", maybe(DAY)),
        Part("price", maybe(TEXT)),
        Part("warranty_until", maybe(DAY)),
        Part("supported_until", maybe(DAY), told="Its own, else its model's."),
        Part("availability", one_of(Level)),
        Part("integrity", one_of(Level)),
        Part("confidentiality", one_of(Level)),
        Part("function"),
        Part("meant_for"),
        Part("values", ANY, told="Of its type's own fields, by key."),
        Part("damage"),
        Part("wiping", _word(Wiping)),
        Part("wiping_evidence"),
        Part("route", _word(Route)),
        Part("receiver"),
        Part("changed_at", MOMENT, lambda row: row.record.changed_at),
    ],
)
ITEMS = Thing(
    "devices",
    "What the house has",
    ITEM,
    lambda actor: Item.objects.visible_to_staff(actor).with_places().prefetch_related("macs"),
    room="inventory",
    key="record__reference",
    may=permissions.SEE,
    page=lambda actor: Items(),
)
hang_on_record(ITEMS)


def _last(profile: Any) -> Any:
    return profile.editions.all()[0]


def _record(row: Any) -> Any:
    return row.record


Deed(ITEMS, "", actions.register, permissions.REGISTER, RegisterOneForm, begins=True, told="Register a device")
Deed(ITEMS, "edit", actions.edit, permissions.EDIT, EditOneForm, form_takes="item", keeps=True, told="Change what the register says")
Deed(ITEMS, "receive", actions.receive, permissions.STOCK, told="Take what was ordered into stock")
Deed(ITEMS, "restock", actions.restock, permissions.STOCK, told="Put it back in stock")
Deed(ITEMS, "put_in_use", actions.put_in_use, permissions.STOCK, PutInUseForm)
Deed(ITEMS, "send_to_repair", actions.send_to_repair, permissions.REPAIR, WhyForm)
Deed(ITEMS, "end_repair", actions.end_repair, permissions.REPAIR, OutcomeForm)
Deed(ITEMS, "retire", actions.retire, permissions.RETIRE, WhyForm)
Deed(ITEMS, "reinstate", actions.reinstate, permissions.RETIRE, WhyForm, told="Use what was retired again")
Deed(ITEMS, "dispose", actions.dispose, permissions.DISPOSE, DisposeForm)
Deed(
    ITEMS,
    "start_preparing",
    actions.start_preparing,
    permissions.PREPARE,
    StartPreparingForm,
    form_takes="item",
    told="Prepare it by a profile",
)
Deed(ITEMS, "check", actions.check, permissions.PREPARE, OutcomesForm, told="Write down how checks came out")
Deed(ITEMS, "make_ready", actions.make_ready, permissions.PREPARE, ReadyForm, told="Declare it ready")
Deed(ITEMS, "issue", actions.issue, permissions.HAND_OVER, IssueForm, told="Issue it to somebody, without a sheet")
Deed(ITEMS, "lend", actions.lend, permissions.HAND_OVER, LendForm, told="Lend it to somebody, without a sheet")
Deed(ITEMS, "take_back", actions.take_back, permissions.HAND_OVER, TakeBackForm)
Deed(ITEMS, "note", records.note, of_records.NOTE, NoteForm, on=_record, makes=MESSAGES, told="Write a note")
Deed(ITEMS, "link", records.link, of_records.LINK, LinkForm, on=_record)
Deed(ITEMS, "unlink", records.unlink, of_records.LINK, also={"link": Link}, on=_record, told="Remove a link")

PROFILES = Thing(
    "device-profiles",
    "How devices are made ready, for a kind of user",
    Shape(
        "DeviceProfile",
        [
            Part("id", WHOLE),
            Part("names", NAMES, told="By language."),
            Part("type", NAMED),
            Part("meant_for"),
            Part("edition", WHOLE, lambda row: _last(row).number),
            Part("requirements", many(ANY), lambda row: _last(row).requirements),
            Part("checks", many(ANY), lambda row: _last(row).checks),
            Part("is_active", TRUTH),
        ],
    ),
    lambda actor: Profile.objects.visible_to(actor).select_related("type").prefetch_related("editions"),
    room="inventory",
    may=permissions.SEE,
    page=lambda actor: Profiles(),
)
Deed(PROFILES, "", actions.add_profile, permissions.ARRANGE, ProfileForm, begins=True, told="Add a profile")
Deed(PROFILES, "edit", actions.edit_profile, permissions.ARRANGE, ProfileForm, form_takes="thing", keeps=True, told="Edit a profile")

HANDOVERS = Thing(
    "handovers",
    "Sheets by which devices go from hand to hand",
    Shape(
        "Handover",
        [
            Part("id", WHOLE, lambda row: row.pk),
            Part("reference"),
            Part("direction", one_of(Direction)),
            Part("stage", one_of(Stage)),
            Part("person", NAMED),
            Part("due_on", maybe(DAY)),
            Part("instruction"),
            Part("signing", _word(Signing)),
            Part("done_at", maybe(MOMENT)),
            Part("done_by", maybe(NAMED)),
            Part("sheet", maybe(TEXT), lambda row: row.sheet and row.sheet.blob_id, told="The SHA-256 of the sheet as signed."),
            Part("waits_for_paper", TRUTH),
        ],
    ),
    lambda actor: Handover.objects.visible_to_staff(actor).with_people().with_count(),
    room="inventory",
    key="record__reference",
    may=permissions.SEE,
    page=lambda actor: Handovers(),
)
Hanging(
    HANDOVERS,
    "lines",
    "Which devices, and what is said of each",
    Shape(
        "HandoverLine",
        [
            Part("id", WHOLE),
            Part("device", TEXT, lambda row: row.item.reference),
            Part("condition", one_of(Condition)),
            Part("accessories"),
            Part("remark"),
        ],
    ),
    lambda row, actor: HandoverLine.objects.filter(handover=row.pk).select_related("item__record"),
)
Deed(HANDOVERS, "", actions.draw_up, permissions.HAND_OVER, DrawUpForm, begins=True, told="Draw up a sheet")
Deed(HANDOVERS, "add_line", actions.add_line, permissions.HAND_OVER, LineForm, told="Put another device on it")
Deed(HANDOVERS, "remove_line", actions.remove_line, permissions.HAND_OVER, LineForm, told="Take a device off it")
Deed(HANDOVERS, "hand_over", actions.hand_over, permissions.HAND_OVER, SheetForm, form_takes="handover", told="Complete it")
Deed(HANDOVERS, "call_off", actions.call_off, permissions.HAND_OVER, told="Call it off")
Deed(HANDOVERS, "file_scan", actions.file_scan, permissions.HAND_OVER, ScanForm, told="File the signed paper")

STOCKTAKES = Thing(
    "stocktakes",
    "Counts of what is where",
    Shape(
        "Stocktake",
        [
            Part("id", WHOLE),
            Part("location", NAMED),
            Part("started_at", MOMENT),
            Part("started_by", maybe(NAMED)),
            Part("closed_at", maybe(MOMENT)),
        ],
    ),
    lambda actor: Stocktake.objects.visible_to(actor).select_related("location", "started_by"),
    room="inventory",
    may=permissions.SEE,
    page=lambda actor: Stocktakes(),
)
Hanging(
    STOCKTAKES,
    "sightings",
    "What was seen, and what was missing",
    Shape(
        "Sighting",
        [
            Part("id", WHOLE),
            Part("code"),
            Part("device", maybe(TEXT), lambda row: row.item and row.item.reference),
            Part("seen", one_of(Seen)),
            Part("seen_at", maybe(MOMENT)),
        ],
    ),
    lambda row, actor: Sighting.objects.filter(stocktake=row.pk).select_related("item__record"),
)
Deed(STOCKTAKES, "", actions.start_stocktake, permissions.COUNT, StocktakeForm, begins=True, told="Count a place")
Deed(STOCKTAKES, "scan", actions.scan, permissions.COUNT, CodesForm, told="Say which codes were seen there")
Deed(STOCKTAKES, "close", actions.close_stocktake, permissions.COUNT, CloseForm, told="Close the count")
not_offered(
    "a program sends as many requests as it has devices",
    "inventory.edit_many",
    "inventory.move_many",
    "inventory.take_over",
    "inventory.undo_many",
)
not_offered("belongs to acts on many, which programs do one by one", "device-bulk-acts")

TYPES = Thing(
    "device-types",
    "Sorts of devices, with their own fields",
    Shape(
        "DeviceType",
        [
            Part("id", WHOLE),
            Part("code"),
            Part("names", NAMES, told="By language."),
            Part("icon"),
            Part("needs_preparation", TRUTH),
            Part("is_thing", TRUTH),
            Part("fields", many(ANY)),
            Part("is_active", TRUTH),
        ],
    ),
    ItemType.objects.visible_to,
    room="inventory",
    may=permissions.SEE,
    page=lambda actor: Types(),
)
Deed(TYPES, "", actions.add_type, permissions.ARRANGE, TypeForm, begins=True, told="Add a type")
Deed(TYPES, "edit", actions.edit_type, permissions.ARRANGE, TypeForm, form_takes="thing", keeps=True, told="Edit a type")

PRODUCTS = Thing(
    "device-models",
    "What makers call what the house has",
    Shape(
        "DeviceModel",
        [
            Part("id", WHOLE),
            Part("maker"),
            Part("name"),
            Part("type", NAMED),
            Part("part_number"),
            Part("support_until", maybe(DAY)),
            Part("facts", {"type": "object", "additionalProperties": SCALAR}),
            Part("source"),
            Part("is_active", TRUTH),
        ],
    ),
    lambda actor: Product.objects.visible_to(actor).select_related("type"),
    room="inventory",
    may=permissions.SEE,
    page=lambda actor: Products(),
)
Deed(PRODUCTS, "", actions.add_product, permissions.ARRANGE, ProductForm, begins=True, told="Add a model")
Deed(PRODUCTS, "edit", actions.edit_product, permissions.ARRANGE, ProductForm, form_takes="thing", keeps=True, told="Edit a model")

LOCATIONS = Thing(
    "locations",
    "Where things are",
    Shape(
        "Location",
        [
            Part("id", WHOLE),
            Part("name"),
            Part("path"),
            Part("parent", maybe(NAMED)),
            Part("organisation", maybe(NAMED)),
            Part("is_active", TRUTH),
        ],
    ),
    lambda actor: Location.objects.visible_to(actor).select_related("parent", "organisation"),
    room="inventory",
    may=permissions.SEE,
    page=lambda actor: Locations(),
)
Deed(LOCATIONS, "", actions.add_location, permissions.ARRANGE, LocationForm, begins=True, told="Add a location")
Deed(LOCATIONS, "edit", actions.edit_location, permissions.ARRANGE, LocationForm, form_takes="thing", keeps=True, told="Edit a location")
