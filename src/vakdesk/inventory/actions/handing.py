"""From hand to hand: one device at a time, and whole sheets of them with conditions, accessories and a signature."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.inventory import permissions, verbs
from vakdesk.inventory.actions.common import move
from vakdesk.inventory.actions.moving import LONGEST, send_to_repair
from vakdesk.inventory.kinds import Condition, Direction, Signing, Stage
from vakdesk.inventory.models import Handover, HandoverLine, Item
from vakdesk.inventory.printing import sheet_of
from vakdesk.kit import clock
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import Act, act
from vakdesk.people.models import Person
from vakdesk.records.actions import attach_all, make_record, touch
from vakdesk.records.kinds import Side
from vakdesk.records.store import Staged, stage

MOST_LINES = 200
LONGEST_INSTRUCTION = 4_000


@dataclass(frozen=True)
class Told:
    """What is said of one device of a sheet."""

    condition: str = Condition.GOOD
    accessories: str = ""
    remark: str = ""


def issue(item: Item, *, by: Actor, person: Person) -> None:
    """The person has the item until they give it back. Refuses what is not ready, unless its type needs no preparation, and who has left."""
    with act(by, may=permissions.HAND_OVER, on=item) as log:
        _hold(item, log, "issue", person)
        log.record(verbs.ISSUED, item, person=person.pk)


def lend(item: Item, *, by: Actor, person: Person, until: date) -> None:
    """The person has the item until that day. Refuses as issuing does, and a day that is past."""
    with act(by, may=permissions.HAND_OVER, on=item) as log:
        require(until >= clock.now().date(), _("Choose a day that is still to come."), field="due_on")
        _hold(item, log, "lend", person, due_on=until)
        log.record(verbs.LENT, item, person=person.pk, until=until.isoformat())


def _hold(item: Item, log: Act, verb: str, person: Person, due_on: date | None = None) -> None:
    require(person.is_active, _("%(person)s has left. Choose somebody else.") % {"person": person.name}, field="person")
    move(item, log, verb, due_on=due_on)
    item.record.requester = person
    item.record.save(update_fields=["requester"])


def take_back(item: Item, *, by: Actor, damage: str = "") -> None:
    """The desk has the item again; with `damage`, it is in repair and says so. Refuses what nobody has and does no work anywhere."""
    with act(by, may=permissions.HAND_OVER, on=item) as log:
        item.record.refresh_from_db(fields=["requester"])
        holder = item.record.requester
        move(item, log, "take_back", location=None)
        log.record(verbs.TAKEN_BACK, item, person=holder.pk if holder else None)
        if damage := one_line(storable(damage), at_most=LONGEST):
            send_to_repair(item, by=by, why=damage)
            log.record(verbs.FOUND_DAMAGED, item, sealed={"damage": damage}, person=holder.pk if holder else None)
        item.record.requester = None
        item.record.save(update_fields=["requester"])


def draw_up(*, by: Actor, direction: str, items: Sequence[Item], person: Person | None = None, due_on: date | None = None) -> Handover:
    """There is a sheet with these devices for the person, by which nothing has moved yet; of a return, for whoever has them.

    Refuses none, a loan without a day, who has left, and a return of what several people have.
    """
    with act(by, may=permissions.HAND_OVER) as log:
        keys = list(dict.fromkeys(item.pk for item in items))
        fresh = Item.objects.select_related("record__requester").in_bulk(keys)
        found = {key: fresh[key] for key in keys}
        require(found, _("Name the devices by their tags or numbers."), field="codes")
        require(len(found) <= MOST_LINES, _("At most %(count)d devices on one sheet.") % {"count": MOST_LINES}, field="codes")
        way = Direction(direction)
        person = _giving_back(found.values()) if way == Direction.RETURN else person
        require(person is not None, _("Say who gets them."), field="person")
        assert person is not None
        require(person.is_active or way == Direction.RETURN, _("%(person)s has left.") % {"person": person.name}, field="person")
        require((way == Direction.LOAN) == (due_on is not None), _("A loan, and only that, has a day to give it back."), field="due_on")
        title = _("%(direction)s of %(count)d devices") % {"direction": way.label, "count": len(found)}
        record = make_record(log, "handover", title=title, organisation=person.organisation, requester=person)
        handover = Handover.objects.create(record=record, direction=way, due_on=due_on)
        HandoverLine.objects.bulk_create(HandoverLine(handover=handover, item=item) for item in found.values())
        log.record(verbs.DRAWN_UP, handover, direction=way.value, count=len(found))
    return handover


def _giving_back(items: Iterable[Item]) -> Person | None:
    holders: set[Person | None] = {item.holder for item in items}
    require(None not in holders, _("One of these devices is with nobody."), field="codes")
    require(len(holders) == 1, _("These devices are with different people. Draw up one sheet for each."), field="codes")
    return next(iter(holders))


def add_line(handover: Handover, *, by: Actor, item: Item) -> None:
    """The device is on the sheet too. Refuses one that is there, and a sheet that is done."""
    with act(by, may=permissions.HAND_OVER, on=handover) as log:
        _still_open(handover)
        require(handover.lines.count() < MOST_LINES, _("At most %(count)d devices on one sheet.") % {"count": MOST_LINES}, field="item")
        if handover.is_return:
            mine = item.record.requester_id == handover.record.requester_id
            require(mine, _("%(item)s is not with %(person)s.") % {"item": item.reference, "person": handover.person.name}, field="item")
        _line, made = HandoverLine.objects.get_or_create(handover=handover, item=item)
        require(made, _("It is on the sheet already."), field="item")
        log.record(verbs.LINE_ADDED, handover, item=item.pk)


def remove_line(handover: Handover, *, by: Actor, item: Item) -> None:
    """The device is off the sheet. Refuses one that is not on it, the last one, and a sheet that is done."""
    with act(by, may=permissions.HAND_OVER, on=handover) as log:
        _still_open(handover)
        require(handover.lines.exclude(item=item).exists(), _("It is the only device. Call the sheet off instead."))
        gone, _rows = handover.lines.filter(item=item).delete()
        require(gone, _("It is not on the sheet."))
        log.record(verbs.LINE_REMOVED, handover, item=item.pk)


def call_off(handover: Handover, *, by: Actor) -> None:
    """Nothing comes of the sheet. Refuses one that is done."""
    with act(by, may=permissions.HAND_OVER, on=handover) as log:
        _still_open(handover)
        _keep(handover, stage=Stage.CALLED_OFF)
        log.record(verbs.CALLED_OFF, handover)


def hand_over(
    handover: Handover, *, by: Actor, told: Mapping[int, Told] | None = None, instruction: str = "", signature: bytes = b""
) -> None:
    """Every device of the sheet is with the person, or back at the desk, or none is; the sheet as signed hangs on the handover.

    `told` is what is said of each line, by its key. Without a signature it is signed on paper, which is filed later. The SHA-256 of
    the sheet is in the entry. Refuses a sheet that is done, a device that somebody else has got meanwhile, damage without a word on it.
    """
    with act(by, may=permissions.HAND_OVER, on=handover) as log:
        _still_open(handover)
        lines = _told_lines(handover, told or {})
        for line in sorted(lines, key=lambda one: one.item_id):  # in one order, so that two sheets never wait for each other
            _carry_out(handover, line, by)
        handover.instruction = storable(instruction).strip()[:LONGEST_INSTRUCTION]
        handover.done_at, handover.done_by_id = log.happened_at, by.person_id
        handover.signing = Signing.SCREEN if signature else Signing.PAPER
        sheet = _sheet(handover, lines, signature)
        attach_all(handover.record, log, [sheet], side=Side.PUBLIC, message=None)
        handover.sheet = handover.record.attachments.latest("pk")
        _keep(handover, stage=Stage.DONE)
        touch(handover.record, log)
        facts: dict[str, Any] = {"direction": handover.direction, "count": len(lines), "signing": handover.signing.value}
        log.record(verbs.HANDED_OVER, handover, sha256=sheet.sha256, person=handover.record.requester_id, **facts)


def _told_lines(handover: Handover, told: Mapping[int, Told]) -> list[HandoverLine]:
    lines = list(handover.lines.select_related("item__record__requester", "item__type", "item__product"))
    for line in lines:
        said = told.get(line.pk, Told())
        line.condition = Condition(said.condition)
        line.accessories = one_line(storable(said.accessories), at_most=300)
        line.remark = one_line(storable(said.remark), at_most=500)
        described = line.remark or line.condition != Condition.DAMAGED
        require(described, _("Say what is wrong with %(item)s.") % {"item": line.item.reference}, field=f"remark_{line.pk}")
    HandoverLine.objects.bulk_update(lines, ["condition", "accessories", "remark"])
    return lines


def _carry_out(handover: Handover, line: HandoverLine, by: Actor) -> None:
    if handover.direction == Direction.RETURN:
        item, person = line.item, handover.person
        at_theirs = item.record.requester_id == person.pk
        require(at_theirs, _("%(item)s is not with %(person)s any more.") % {"item": item.reference, "person": person.name})
        take_back(item, by=by, damage=line.remark if line.condition == Condition.DAMAGED else "")
    elif handover.due_on is not None:
        lend(line.item, by=by, person=handover.person, until=handover.due_on)
    else:
        issue(line.item, by=by, person=handover.person)


def _sheet(handover: Handover, lines: list[HandoverLine], signature: bytes) -> Staged:
    assert handover.done_at is not None
    person = handover.person
    with translation.override(person.language or (person.organisation.language if person.organisation else "en")):
        pdf = sheet_of(handover, lines, at=handover.done_at, signature=signature)
    return stage(f"{handover.reference}.pdf", [pdf])


def file_scan(handover: Handover, *, by: Actor, files: Sequence[Staged]) -> None:
    """The paper that the person signed hangs on the handover, which they see too. Refuses a sheet that was not signed on paper, and none or two files."""
    with act(by, may=permissions.HAND_OVER, on=handover) as log:
        require(handover.waits_for_paper, _("This sheet does not wait for a signed paper."), field="files")
        require(len(files) == 1, _("Choose the one file of the scan."), field="files")
        attach_all(handover.record, log, files, side=Side.PUBLIC, message=None)
        handover.scan = handover.record.attachments.latest("pk")
        _keep(handover)
        log.record(verbs.SCANNED, handover, sha256=files[0].sha256)


def _still_open(handover: Handover) -> None:
    require(handover.is_open, _("This sheet is %(stage)s already.") % {"stage": handover.get_stage_display()})


def _keep(handover: Handover, **values: str) -> None:
    for name, value in values.items():
        setattr(handover, name, value)
    handover.save()
