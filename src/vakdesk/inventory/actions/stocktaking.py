"""Counting what is where: a stocktake of a place, what was scanned there, and the differences it ends with."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.inventory import permissions, verbs
from vakdesk.inventory.actions.common import save_and_touch
from vakdesk.inventory.kinds import COUNTED, ENDED, HELD, Seen
from vakdesk.inventory.models import Item, Location, Sighting, Stocktake
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act

MOST_CODES = 500


def start_stocktake(*, by: Actor, location: Location) -> Stocktake:
    """What is at the place and in it is being counted. Refuses while another count of it is open."""
    stocktake = Stocktake(location=location)
    with act(by, may=permissions.COUNT, on=stocktake) as log:
        open_one = Stocktake.objects.filter(location=location, closed_at=None).exists()
        require(not open_one, _("This place is being counted already."), field="location")
        stocktake.started_at, stocktake.started_by_id = log.at, by.person_id
        stocktake.save()
        log.record(verbs.STOCKTAKE_STARTED, stocktake, location=location.pk)
    return stocktake


def scan(stocktake: Stocktake, *, by: Actor, codes: Iterable[str]) -> dict[str, int]:
    """These codes were seen there; answers how many of each sort. A device that was seen before is not counted twice.

    Refuses a count that is closed, and more than MOST_CODES at a time.
    """
    with act(by, may=permissions.COUNT, on=stocktake) as log:
        require(stocktake.closed_at is None, _("This count is closed."))
        found = [text for code in codes if (text := one_line(storable(code), at_most=120))]
        require(found, _("Scan or type a code."), field="codes")
        require(len(found) <= MOST_CODES, _("At most %(count)d codes at a time.") % {"count": MOST_CODES}, field="codes")
        counted: dict[str, int] = {}
        for code in found:
            seen = _see(stocktake, by, code, log.at)
            counted[seen] = counted.get(seen, 0) + 1
        log.record(verbs.SCANNED_THERE, stocktake, count=len(found))
    return counted


def _see(stocktake: Stocktake, by: Actor, code: str, at: object) -> str:
    items = list(Item.objects.visible_to_staff(by).called(code).select_related("location", "record")[:2])
    item = items[0] if len(items) == 1 else None
    seen = Seen.UNKNOWN if item is None else _verdict(stocktake, item)
    rest = {"seen": seen, "seen_at": at, "seen_by_id": by.person_id}
    if item is not None:
        Sighting.objects.update_or_create(stocktake=stocktake, item=item, defaults={"code": code, **rest})
    else:
        Sighting.objects.update_or_create(stocktake=stocktake, item=None, code=code, defaults=rest)
    return seen.value


def _verdict(stocktake: Stocktake, item: Item) -> Seen:
    if item.state in ENDED:
        return Seen.ENDED
    if item.state in HELD:
        return Seen.HELD
    here = item.location is not None and item.location.trail.startswith(stocktake.location.trail)
    return Seen.EXPECTED if here else Seen.ELSEWHERE


def expected_at(location: Location) -> QuerySet[Item]:
    """What should be seen there: things in the house that are in nobody's hands."""
    return Item.objects.within(location).filter(type__is_thing=True, state__in=COUNTED)


def missing_from(stocktake: Stocktake) -> QuerySet[Item]:
    """What should have been seen there and was not yet."""
    seen = stocktake.sightings.exclude(item=None).values("item")
    return expected_at(stocktake.location).exclude(pk__in=seen)


def close_stocktake(stocktake: Stocktake, *, by: Actor, move_found: bool = False) -> None:
    """The count is closed, with what is missing written down. With `move_found`, what was found there and registered elsewhere is
    registered there from now on. Refuses one that is closed."""
    with act(by, may=permissions.COUNT, on=stocktake) as log:
        require(stocktake.closed_at is None, _("This count is closed."))
        missing = list(missing_from(stocktake).select_related("record"))
        gone = [Sighting(stocktake=stocktake, item=one, code=one.tag or one.reference, seen=Seen.MISSING) for one in missing]
        Sighting.objects.bulk_create(gone, batch_size=500)
        astray = stocktake.sightings.filter(seen=Seen.ELSEWHERE).select_related("item__record") if move_found else []
        for sighting in astray:
            assert sighting.item is not None
            with act(by, may=permissions.EDIT, on=sighting.item):
                save_and_touch(sighting.item, log, location=stocktake.location)
                log.record(verbs.EDITED, sighting.item, fields="location")
        stocktake.closed_at = log.at
        stocktake.save()
        seen = stocktake.sightings.exclude(seen=Seen.MISSING).count()
        log.record(verbs.STOCKTAKE_CLOSED, stocktake, seen=seen, missing=len(gone))
