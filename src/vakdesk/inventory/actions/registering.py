"""How an item comes into the register, and how what the register says of it changes."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.inventory import permissions, verbs
from vakdesk.inventory.actions.common import save_and_touch
from vakdesk.inventory.kinds import FIRST, Level, State
from vakdesk.inventory.models import Item, ItemType, Location, Mac, Product
from vakdesk.inventory.own_fields import cleaned_values
from vakdesk.inventory.queries import bare_mac
from vakdesk.kit.errors import Refused, require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.records.actions import make_record
from vakdesk.records.models import LONGEST_TITLE, Record
from vakdesk.suppliers.models import Supplier

MOST_MACS = 32
#: How long each may be; more is refused, for half a serial number is another one.
LONGEST = {"tag": 60, "serial": 120, "order_number": 80, "function": 200, "meant_for": 200}
HIGHEST_PRICE = Decimal(10**9)


class Described(TypedDict, total=False):
    """What the register says of an item besides its type, name, owner, own fields and network cards."""

    product: Product | None
    tag: str
    serial: str
    location: Location | None
    supplier: Supplier | None
    order_number: str
    bought_on: date | None
    price: Decimal | None
    warranty_until: date | None
    support_until: date | None
    availability: int
    integrity: int
    confidentiality: int
    function: str
    meant_for: str


def register(
    *,
    by: Actor,
    type: ItemType,
    title: str = "",
    state: str = State.IN_STOCK,
    organisation: Organisation | None = None,
    team: Team | None = None,
    holder: Person | None = None,
    macs: Iterable[str] = (),
    values: dict[str, Any] | None = None,
    **described: Unpack[Described],
) -> Item:
    """A new item in the register. Without a name it is called after its model, else its type.

    It begins ordered, in stock, in use where it is, or issued to the `holder` who has it already. Refuses a tag that another
    item carries, what is too long, and own fields that are not of their kind. Source: ISO/IEC 20000-1:2018, 8.2.6.
    """
    item = Item(record=Record(organisation=organisation, team=team), type=type)
    with act(by, may=permissions.REGISTER, on=item) as log:
        require(State(state) in FIRST, _("It begins ordered, in stock, in use or issued."), field="state")
        require(
            (State(state) == State.ISSUED) == (holder is not None), _("Say who has it where it is issued, and only there."), field="holder"
        )
        title = title.strip() or str(described.get("product") or type)
        item.record = make_record(log, "item", title=title, organisation=organisation, team=team, requester=holder)
        item.held_since = log.happened_at if holder else None
        item.state, item.values = State(state), cleaned_values(type.fields, values or {})
        _describe(item, described)
        _save(item, force_insert=True)
        _set_macs(item, macs)
        log.record(verbs.REGISTERED, item, type=type.pk, state=item.state)
        if holder is not None:
            log.record(verbs.ISSUED, item, person=holder.pk)
    return item


def edit(
    item: Item,
    *,
    by: Actor,
    title: str,
    organisation: Organisation | None,
    team: Team | None,
    macs: Iterable[str],
    values: dict[str, Any],
    type: ItemType | None = None,
    **described: Unpack[Described],
) -> None:
    """The register says this of the item from now on; its state, and who has it, stay. Refuses as registering does.

    Without a type it keeps its own. Values of own fields that its type does not have are left out.
    """
    with act(by, may=permissions.EDIT, on=item) as log:
        before = _as_described(item)
        item.type = type or item.type
        item.values = cleaned_values(item.type.fields, values)
        record = item.record
        record.title = one_line(storable(title), at_most=LONGEST_TITLE)
        require(record.title, _("Give it a name."), field="title")
        record.organisation, record.team = organisation, team
        record.save(update_fields=["title", "organisation", "team"])
        _describe(item, described)
        _save(item)
        _set_macs(item, macs)
        after = _as_described(item)
        changed = [name for name in after if after[name] != before[name]]
        if changed:
            log.record(verbs.EDITED, item, fields=", ".join(changed))
            save_and_touch(item, log)


def _describe(item: Item, described: Described) -> None:
    for name, value in described.items():
        setattr(item, name, _line(name, str(value)) if name in LONGEST else value)
    item.tag = item.tag.upper()
    require(item.price is None or 0 <= item.price < HIGHEST_PRICE, _("Give a price of zero or more."), field="price")
    for name in ("availability", "integrity", "confidentiality"):
        setattr(item, name, Level(getattr(item, name)))
    begun, ends = item.bought_on, item.warranty_until
    require(not begun or not ends or begun <= ends, _("A warranty cannot end before it was bought."), field="warranty_until")


def _line(name: str, text: str) -> str:
    cleaned = one_line(storable(text), at_most=10_000)
    longest = LONGEST[name]
    require(len(cleaned) <= longest, _("At most %(count)d characters.") % {"count": longest}, field=name)
    return cleaned


def _save(item: Item, *, force_insert: bool = False) -> None:
    """Refuses a tag in use, also one that somebody else is giving at the same moment."""
    taken = Refused(_("Another device carries the tag %(tag)s.") % {"tag": item.tag}, field="tag")
    if item.tag and Item.objects.filter(tag=item.tag).exclude(pk=item.pk).exists():
        raise taken
    try:
        with transaction.atomic():
            item.save(force_insert=force_insert)
    except IntegrityError as fault:
        if "item_tag_once" in str(fault) or "inventory_item.tag" in str(fault):
            raise taken from None
        raise


def _set_macs(item: Item, given: Iterable[str]) -> None:
    wanted = set()
    for text in given:
        require(mac := bare_mac(text), _("“%(text)s” is no hardware address.") % {"text": one_line(text, at_most=40)}, field="macs")
        wanted.add(mac)
    require(len(wanted) <= MOST_MACS, _("At most %(count)d network cards.") % {"count": MOST_MACS}, field="macs")
    item.macs.exclude(address__in=wanted).delete()
    there = set(item.macs.values_list("address", flat=True))
    Mac.objects.bulk_create(Mac(item=item, address=mac) for mac in sorted(wanted - there))


def _as_described(item: Item) -> dict[str, Any]:
    """What the register says, by the names that entries use."""
    own = ["tag", "serial", "order_number", "bought_on", "price", "warranty_until", "support_until", "availability"]
    own += ["integrity", "confidentiality", "function", "meant_for", "values"]
    rows = {"type": item.type_id, "product": item.product_id, "location": item.location_id, "supplier": item.supplier_id}
    record = {"title": item.record.title, "organisation": item.record.organisation_id, "team": item.record.team_id}
    macs = sorted(item.macs.values_list("address", flat=True))
    return {**record, **rows, **{name: getattr(item, name) for name in own}, "macs": macs}
