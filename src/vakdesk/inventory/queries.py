"""Which devices: of a type, in a state, at a place, in somebody's hands; always started from visible_to(actor)."""

import re
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from vakdesk.access.actors import Actor
from vakdesk.inventory.kinds import ENDED, HELD, Signing, Stage
from vakdesk.inventory.permissions import SEE
from vakdesk.kit.text import fold
from vakdesk.logbook.queries import sight
from vakdesk.records.models import Record
from vakdesk.records.queries import RecordModelQuerySet, public_side

if TYPE_CHECKING:
    from vakdesk.inventory.models import BulkAct, Handover, Item, Location, Stocktake

MAC = re.compile(r"[0-9a-f]{12}")


def bare_mac(text: str) -> str:
    """A hardware address as it is kept: twelve hexadecimal digits; "" for anything else."""
    bare = re.sub(r"[\s:.\-]", "", text).lower()
    return bare if MAC.fullmatch(bare) else ""


def by_mac(text: str) -> Q:
    """Condition: one of its network cards has this address. Nothing where the text is none."""
    mac = bare_mac(text)
    macs = apps.get_model("inventory.Mac")._base_manager
    return Q(pk__in=macs.filter(address=mac).values("item")) if mac else Q(pk__in=[])


class ItemQuerySet(RecordModelQuerySet["Item"]):
    def with_places(self) -> Self:
        """Everything a row or a page says about what it is, where it is and whose, in one query."""
        return self.select_related(
            "record__organisation", "record__team", "record__requester__organisation", "type", "product", "location", "supplier"
        )

    def held_by(self, person_id: int | None) -> Self:
        return self.filter(record__requester=person_id, state__in=HELD)

    def living(self) -> Self:
        return self.exclude(state__in=ENDED)

    def within(self, location: "Location") -> Self:
        """At the location or anywhere in it."""
        return self.filter(location__trail__startswith=location.trail)

    def called(self, code: str) -> Self:
        """The one that carries this asset tag, reference, serial number or hardware address, as it is typed or scanned."""
        code = code.strip()
        return self.filter(Q(tag=code.upper()) | Q(record__reference=code.upper()) | Q(serial=code) | by_mac(code))

    def like(self, text: str) -> Self:
        """Whose tag, serial number or name begins with the text, or whose reference or hardware address it is."""
        plain = text.strip()
        found = Q(tag__startswith=plain.upper()) | Q(serial__startswith=plain) | Q(record__reference=plain.upper())
        return self.filter(found | Q(folded__startswith=fold(plain)) | by_mac(plain))


class HandoverQuerySet(RecordModelQuerySet["Handover"]):
    def with_people(self) -> Self:
        return self.select_related("record__requester__organisation", "record__organisation", "done_by", "sheet", "scan")

    def with_count(self) -> Self:
        return self.annotate(count=models.Count("lines"))

    def done(self) -> Self:
        return self.filter(stage=Stage.DONE)

    def waiting_for_paper(self) -> Self:
        return self.done().filter(signing=Signing.PAPER, scan=None)

    def of(self, person_id: int | None) -> Self:
        return self.filter(record__requester=person_id)


class _SeenByStaff(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        """All of them to whoever reads the register: they are what devices are described by."""
        return self if actor.reach(SEE) else self.none()

    def active(self) -> Self:
        return self.filter(is_active=True)


class ItemTypeQuerySet(_SeenByStaff):
    pass


class ProductQuerySet(_SeenByStaff):
    def like(self, text: str) -> Self:
        found = self
        for word in fold(text).split():
            found = found.filter(folded__contains=word)
        return found


class ProfileQuerySet(_SeenByStaff):
    pass


class LocationQuerySet(models.QuerySet["Location"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the organisations one serves, and those that belong to none."""
        scope = actor.reach(SEE)
        if scope.house or scope.teams:
            return self
        return self.filter(Q(organisation=None) | Q(organisation__in=scope.organisations)) if scope else self.none()

    def within(self, location: "Location") -> Self:
        return self.filter(trail__startswith=location.trail)


class StocktakeQuerySet(models.QuerySet["Stocktake"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of places that one sees."""
        return self.filter(location__in=apps.get_model("inventory.Location").objects.visible_to(actor))


class ManyQuerySet(models.QuerySet["BulkAct"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own: what was done to each device is in its log for all others."""
        return self.filter(person=actor.person_id) if actor.person_id else self.none()


@sight("inventory.item")
def _entries_of_items(actor: Actor) -> tuple[Any, Any]:
    return Record.objects.visible_to_staff(actor).values("pk"), Record.objects.filter(public_side(actor)).values("pk")


@sight("inventory.handover")
def _entries_of_handovers(actor: Actor) -> tuple[Any, Any]:
    return _entries_of_items(actor)
