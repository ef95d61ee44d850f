"""Many devices at once: taken over from a list, edited, moved along their life. Each is an act of its own, what was refused is
said, and for a while it can be undone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.inventory import permissions, verbs
from vakdesk.inventory.actions import moving
from vakdesk.inventory.actions.common import save_and_touch
from vakdesk.inventory.actions.registering import register
from vakdesk.inventory.kinds import BulkKind, BulkOutcome, State
from vakdesk.inventory.models import BulkAct, BulkLine, Item, ItemType, Location, Product
from vakdesk.inventory.reading import OWN, STATES, Table, day_of, price_of, values_of
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused, require
from vakdesk.kit.text import fold
from vakdesk.logbook.act import act
from vakdesk.people.models import Organisation, Person
from vakdesk.suppliers.models import Supplier

BATCH, MOST_AT_ONCE = 50, 2_000
UNDO_FOR = timedelta(hours=24)
#: What can be said of many at once, by the column of the item; the others are of its record.
EDITABLE = ("location", "supplier", "warranty_until", "support_until", "function", "meant_for")
#: The moves that can be made with many, and what each asks for.
MOVABLE: dict[str, tuple[Callable[..., None], tuple[str, ...]]] = {
    "receive": (moving.receive, ()),
    "restock": (moving.restock, ()),
    "put_in_use": (moving.put_in_use, ("location",)),
    "send_to_repair": (moving.send_to_repair, ("why",)),
    "retire": (moving.retire, ("why",)),
    "reinstate": (moving.reinstate, ("why",)),
}
KEPT = (
    "state",
    "location_id",
    "supplier_id",
    "warranty_until",
    "support_until",
    "function",
    "meant_for",
    "damage",
    "due_on",
    "tag",
    "serial",
)


def take_over(
    *,
    by: Actor,
    name: str,
    table: Table,
    mapping: Mapping[int, str],
    type: ItemType,
    organisation: Organisation | None = None,
) -> BulkAct:
    """Each row is a device: one whose tag or serial number is known is brought up to date, any other is registered.

    `type` is for rows whose own is not known here. What a row could not be used for is said on its line.
    """
    require(mapping, _("Say of one column at least what it says."))
    bulk = _begin(by, BulkKind.IMPORT, name, len(table.rows))
    importer = _Importer(by, type, organisation)
    work = [(number, values_of(row, mapping)) for number, row in table.rows]
    _in_batches(bulk, by, [(number, importer.item_of(said), _row(importer, said)) for number, said in work])
    return _done(bulk)


def _row(importer: "_Importer", said: dict[str, str]) -> Callable[[Item | None], Item]:
    return lambda item: importer.carry_out(item, said)


def edit_many(*, by: Actor, items: Sequence[Item], changes: Mapping[str, Any]) -> BulkAct:
    """What is given is said of all of them; what is not stays. Refuses none, and nothing to say."""
    wanted = {name: value for name, value in changes.items() if value not in (None, "")}
    require(wanted, _("Fill in what is to be said of all of them."))
    assert set(wanted) <= set(EDITABLE)
    bulk = _begin(by, BulkKind.EDIT, ", ".join(wanted), len(items))
    _in_batches(bulk, by, [(number, item, _editing(by, wanted)) for number, item in enumerate(items, 1)])
    return _done(bulk)


def _editing(by: Actor, wanted: Mapping[str, Any]) -> Callable[[Item | None], Item]:
    def edit_one(item: Item | None) -> Item:
        assert item is not None
        with act(by, may=permissions.EDIT, on=item) as log:
            save_and_touch(item, log, **wanted)
            log.record(verbs.EDITED, item, fields=", ".join(wanted))
        return item

    return edit_one


def move_many(*, by: Actor, items: Sequence[Item], verb: str, **particulars: Any) -> BulkAct:
    """Each is moved along its life so, if its state allows it. Refuses none."""
    action, asks = MOVABLE[verb]
    given = {name: particulars[name] for name in asks}
    require(all(given.values()), _("Fill in what this move asks for."))
    bulk = _begin(by, BulkKind.MOVE, verb, len(items))

    def move_one(item: Item | None) -> Item:
        assert item is not None
        action(item, by=by, **given)
        return item

    _in_batches(bulk, by, [(number, item, move_one) for number, item in enumerate(items, 1)])
    return _done(bulk)


def _begin(by: Actor, kind: BulkKind, name: str, count: int) -> BulkAct:
    with act(by, may=permissions.CHANGE_MANY) as log:
        require(count, _("Select devices first."))
        require(count <= MOST_AT_ONCE, _("At most %(count)d devices at a time.") % {"count": MOST_AT_ONCE})
        assert by.person_id is not None
        bulk = BulkAct.objects.create(kind=kind, name=name[:200], person_id=by.person_id, at=log.at)
        log.record(verbs.BULK_BEGUN, bulk, kind=kind.value, count=count)
    return bulk


def _done(bulk: BulkAct) -> BulkAct:
    bulk.done_at = clock.now()
    bulk.save(update_fields=["done_at"])
    return bulk


Work = tuple[int, Item | None, Callable[[Item | None], Item]]


def _in_batches(bulk: BulkAct, by: Actor, work: Sequence[Work]) -> None:
    """Some at a time in one transaction, so that others write in between."""
    for start in range(0, len(work), BATCH):
        with act(by, may=permissions.CHANGE_MANY):
            BulkLine.objects.bulk_create(_line(bulk, by, *one) for one in work[start : start + BATCH])


def _line(bulk: BulkAct, by: Actor, number: int, item: Item | None, do: Callable[[Item | None], Item]) -> BulkLine:
    before = {name: _plain(getattr(item, name)) for name in KEPT} if item else {}
    try:
        with act(by, may=permissions.CHANGE_MANY):
            done = do(item)
    except (Refused, NotAllowed) as refusal:
        return BulkLine(bulk=bulk, number=number, item=item, outcome=BulkOutcome.REFUSED, why=str(refusal.sentence)[:500])
    outcome = BulkOutcome.CHANGED if item else BulkOutcome.ADDED
    return BulkLine(bulk=bulk, number=number, item=done, outcome=outcome, before=before, version=done.record.version)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


class _Importer:
    """One run over one list: what its words mean here."""

    def __init__(self, by: Actor, type: ItemType, organisation: Organisation | None) -> None:
        self.by, self.type, self.organisation = by, type, organisation
        types = ItemType.objects.visible_to(by).active()
        self.types = {fold(name): one for one in types for name in (*one.names.values(), one.code)}
        self.locations = {fold(name): one for one in Location.objects.visible_to(by) for name in (one.name, one.path)}
        self.suppliers = {fold(one.name): one for one in Supplier.objects.visible_to(by)}

    def item_of(self, said: Mapping[str, str]) -> Item | None:
        """The device that the row is about, if it is known: by its tag, else by its serial number where only one has it."""
        seen: QuerySet[Item] = Item.objects.visible_to_staff(self.by).select_related("record", "type")
        for name in ("tag", "serial"):
            text = said.get(name, "")
            found = list(seen.filter(**{name: text.upper() if name == "tag" else text})[:2]) if text else []
            if len(found) == 1:
                return found[0]
        return None

    def carry_out(self, item: Item | None, said: Mapping[str, str]) -> Item:
        require(any(said.get(name) for name in ("tag", "serial", "title")), _("Neither tag, serial number nor name."))
        described = self._described(said)
        if item is not None:
            return self._update(item, described)
        kind = self.types.get(fold(said.get("type", "")), self.type)
        holder = self._holder(said.get("holder", ""))
        state = State.ISSUED if holder else State(STATES.get(fold(said.get("state", "")), State.IN_STOCK))
        return register(
            by=self.by,
            type=kind,
            title=said.get("title", ""),
            state=state,
            organisation=self.organisation or (holder.organisation if holder else None),
            holder=holder,
            macs=[mac for mac in said.get("macs", "").replace(";", ",").split(",") if mac.strip()],
            values={name: said[name] for name in OWN if name in said},
            product=self._product(said, kind),
            **described,
        )

    def _described(self, said: Mapping[str, str]) -> dict[str, Any]:
        described: dict[str, Any] = {name: said[name] for name in ("tag", "serial", "order_number", "function") if name in said}
        if "location" in said:
            described["location"] = self._known(self.locations, said["location"], _("There is no location called “%(name)s”."))
        if "supplier" in said:
            described["supplier"] = self._known(self.suppliers, said["supplier"], _("There is no supplier called “%(name)s”."))
        for name in ("bought_on", "warranty_until"):
            if name in said:
                described[name] = day_of(said[name])
        if "price" in said:
            described["price"] = price_of(said["price"])
        months = "".join(letter for letter in said.get("warranty_months", "") if letter.isdecimal())[:3]
        if months and "bought_on" in described and "warranty_until" not in described:
            described["warranty_until"] = described["bought_on"] + timedelta(days=round(int(months) * 30.4375))
        return described

    def _update(self, item: Item, described: dict[str, Any]) -> Item:
        changed = {name: value for name, value in described.items() if getattr(item, name) != value and name != "tag"}
        if changed:
            with act(self.by, may=permissions.EDIT, on=item) as log:
                save_and_touch(item, log, **changed)
                log.record(verbs.EDITED, item, fields=", ".join(sorted(changed)))
        return item

    def _known(self, rows: Mapping[str, Any], name: str, sentence: str) -> Any:
        found = rows.get(fold(name))
        require(found is not None, sentence % {"name": name})
        return found

    def _holder(self, text: str) -> Person | None:
        if not text:
            return None
        seen = Person.objects.visible_to(self.by).active()
        by_mail = seen.with_address(text) if "@" in text else seen.filter(username=text.lower())
        found: list[Person] = list(by_mail[:2]) or list(seen.filter(folded=fold(text))[:2])
        require(len(found) == 1, _("Nobody, or more than one person, is “%(name)s”.") % {"name": text})
        return found[0]

    def _product(self, said: Mapping[str, str], kind: ItemType) -> Product | None:
        """A model that is known; one that is not is left out rather than made, since whoever imports may not tend models."""
        if "model" not in said:
            return None
        wanted = fold(f"{said.get('maker', '')} {said['model']}".strip())
        return Product.objects.visible_to(self.by).filter(folded=wanted).first()


def undo_many(bulk: BulkAct, *, by: Actor) -> None:
    """What was done to many is taken back: changed devices say and are what they did before, added ones are retired.

    What somebody changed since stays, and its line says so. Refuses somebody else's, one that is undone, and after UNDO_FOR.
    """
    with act(by, may=permissions.CHANGE_MANY, on=bulk) as log:
        require(bulk.person_id == by.person_id, _("Only the one who did it can undo it."))
        require(bulk.undone_at is None, _("This is undone already."))
        require(bulk.done_at is not None and log.at - bulk.done_at <= UNDO_FOR, _("This can be undone for a day. That time has passed."))
        bulk.undone_at = log.at
        bulk.save(update_fields=["undone_at"])
        log.record(verbs.BULK_UNDONE, bulk, kind=bulk.kind)
    lines = list(bulk.lines.filter(outcome__in=[BulkOutcome.ADDED, BulkOutcome.CHANGED]).select_related("item__record", "item__type"))
    for start in range(0, len(lines), BATCH):
        with act(by, may=permissions.CHANGE_MANY):
            _put_back_some(lines[start : start + BATCH], by)


def _put_back_some(lines: Iterable[BulkLine], by: Actor) -> None:
    changed = []
    for line in lines:
        assert line.item is not None
        if line.item.record.version != line.version:
            line.outcome, line.why = BulkOutcome.KEPT, _("Somebody changed it since.")
        else:
            _put_back(line.item, line, by)
            line.outcome = BulkOutcome.UNDONE
        changed.append(line)
    BulkLine.objects.bulk_update(changed, ["outcome", "why"])


def _put_back(item: Item, line: BulkLine, by: Actor) -> None:
    with act(by, may=permissions.CHANGE_MANY, on=item) as log:
        before = line.before or {"state": State.RETIRED.value}
        values = {
            name: date.fromisoformat(value) if value and name.endswith(("_until", "_on")) else value for name, value in before.items()
        }
        if not line.before:
            values |= {"held_since": None}
            item.record.requester = None
            item.record.save(update_fields=["requester"])
        save_and_touch(item, log, **values)
        log.record(verbs.PUT_BACK, item, state=item.state)
