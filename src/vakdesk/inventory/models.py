"""The register: configuration items, of which types and models, at which places."""

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from vakdesk.inventory.kinds import (
    ENDED,
    HELD,
    BulkKind,
    BulkOutcome,
    Condition,
    Direction,
    Level,
    Outcome,
    Route,
    Seen,
    Signing,
    Stage,
    State,
    Wiping,
)
from vakdesk.inventory.queries import (
    HandoverQuerySet,
    ItemQuerySet,
    ItemTypeQuerySet,
    LocationQuerySet,
    ManyQuerySet,
    ProductQuerySet,
    ProfileQuerySet,
    StocktakeQuerySet,
)
from vakdesk.kit.text import fold
from vakdesk.kit.translated import in_active_language
from vakdesk.records.models import Attachment, RecordModel
from vakdesk.suppliers.models import Supplier

person = settings.AUTH_USER_MODEL
LONGEST_FOLDED = 400


class ItemType(models.Model):
    """A sort of configuration item. Its names are read by requesters. `fields` are its own fields: key, kind, names, choices.

    `needs_preparation`: it is issued or put in use only once it is ready. `is_thing`: it can be held, labelled and counted,
    unlike a service or an application.
    """

    code = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(default=dict)
    icon = models.CharField(max_length=40, default="box")
    fields = models.JSONField(default=list)
    needs_preparation = models.BooleanField(default=True)
    is_thing = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    objects = ItemTypeQuerySet.as_manager()

    #: Types, models and such lie nowhere: whoever tends them does so for the house.
    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return in_active_language(self.names)

    def get_absolute_url(self) -> str:
        return reverse("inventory:edit_type", args=[self.pk])


class Product(models.Model):
    """A model as its maker sells it. `support_until`: after that day the maker repairs no faults in it. `facts` by key, as imported."""

    maker = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=LONGEST_FOLDED, editable=False, db_index=True)
    type = models.ForeignKey(ItemType, models.PROTECT, related_name="products")
    part_number = models.CharField(max_length=80, blank=True)
    support_until = models.DateField(null=True, blank=True)
    facts = models.JSONField(default=dict)
    source = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)

    objects = ProductQuerySet.as_manager()

    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["folded", "id"]
        constraints = [models.UniqueConstraint(fields=["maker", "name"], name="product_once")]

    def __str__(self) -> str:
        return f"{self.maker} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(str(self))[:LONGEST_FOLDED]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("inventory:product", args=[self.pk])


class Location(models.Model):
    """A campus, building, floor, room or rack, within another or at the top.

    `trail` are the keys from the top down to itself ("/3/17/"), so that all within it are found by one prefix; `path` are the names.
    """

    organisation = models.ForeignKey("people.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=80)
    trail = models.CharField(max_length=200, db_index=True, editable=False)
    path = models.CharField(max_length=500, editable=False)
    is_active = models.BooleanField(default=True)

    objects = LocationQuerySet.as_manager()

    team_id = requester_id = None

    class Meta:
        ordering = ["path", "id"]
        constraints = [models.CheckConstraint(name="location_not_in_itself", condition=Q(parent=None) | ~Q(parent=models.F("id")))]

    def __str__(self) -> str:
        return self.path

    def get_absolute_url(self) -> str:
        return reverse("inventory:location", args=[self.pk])

    @property
    def depth(self) -> int:
        return self.trail.count("/") - 2


class Item(RecordModel):
    """A configuration item: a device, or a service, application or licence that others depend on.

    Its record's organisation owns it, its record's team looks after it, its record's requester has it now: so that whoever has
    it sees it. Its name is the record's title. An asset tag is printed on it and can change; the reference never does.
    """

    type = models.ForeignKey(ItemType, models.PROTECT, related_name="items")
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="items")
    state = models.CharField(max_length=16, choices=State, default=State.IN_STOCK)
    folded = models.CharField(max_length=LONGEST_FOLDED, editable=False, db_index=True)
    tag = models.CharField(max_length=60, blank=True, db_index=True)
    serial = models.CharField(max_length=120, blank=True, db_index=True)
    location = models.ForeignKey(Location, models.PROTECT, null=True, blank=True, related_name="items")

    supplier = models.ForeignKey(Supplier, models.PROTECT, null=True, blank=True, related_name="+")
    order_number = models.CharField(max_length=80, blank=True)
    bought_on = models.DateField(null=True, blank=True)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    warranty_until = models.DateField(null=True, blank=True)
    support_until = models.DateField(null=True, blank=True)

    availability = models.SmallIntegerField(choices=Level, default=Level.UNKNOWN)
    integrity = models.SmallIntegerField(choices=Level, default=Level.UNKNOWN)
    confidentiality = models.SmallIntegerField(choices=Level, default=Level.UNKNOWN)
    function = models.CharField(max_length=200, blank=True)
    meant_for = models.CharField(max_length=200, blank=True)
    values = models.JSONField(default=dict)

    held_since = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    damage = models.CharField(max_length=500, blank=True)
    wiping = models.CharField(max_length=16, choices=Wiping, blank=True)
    wiping_evidence = models.CharField(max_length=500, blank=True)
    route = models.CharField(max_length=16, choices=Route, blank=True)
    receiver = models.CharField(max_length=200, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "-record"], name="item_state"),
            models.Index(fields=["type", "-record"], name="item_type"),
            models.Index(fields=["due_on"], condition=Q(due_on__isnull=False), name="item_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tag"], condition=~Q(tag=""), name="item_tag_once"),
            models.CheckConstraint(name="item_loan_has_an_end", condition=~Q(state=State.ON_LOAN) ^ Q(due_on__isnull=False)),
            models.CheckConstraint(name="item_held_since", condition=~Q(state__in=HELD) ^ Q(held_since__isnull=False)),
            models.CheckConstraint(
                name="item_disposed_with_evidence",
                condition=~Q(state=State.DISPOSED) | ~Q(wiping="") & ~Q(wiping_evidence="") & ~Q(route="") & ~Q(receiver=""),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("inventory:item", args=[self.reference])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.title)[:LONGEST_FOLDED]
        super().save(*args, **kwargs)

    @property
    def holder(self) -> Any:
        """Who has it now: a Person, or None."""
        return self.record.requester

    @property
    def is_held(self) -> bool:
        return self.state in HELD

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED

    @property
    def supported_until(self) -> Any:
        """Its own end of support, else its model's."""
        return self.support_until or (self.product.support_until if self.product else None)


class Profile(models.Model):
    """How a device of a type is made ready for a kind of user. What it asks for stands in its editions, of which the last one holds."""

    names = models.JSONField(default=dict)
    type = models.ForeignKey(ItemType, models.PROTECT, related_name="profiles")
    meant_for = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    objects = ProfileQuerySet.as_manager()

    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["type", "pk"]

    def __str__(self) -> str:
        return in_active_language(self.names)

    def get_absolute_url(self) -> str:
        return reverse("inventory:profile", args=[self.pk])


class Edition(models.Model):
    """What a profile asks for, never changed: `requirements` of the device (field, least), and `checks` in their order
    (key, part, what, how to verify)."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="editions")
    number = models.IntegerField()
    requirements = models.JSONField(default=list)
    checks = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["profile", "number"], name="edition_once")]

    def __str__(self) -> str:
        return str(_("%(profile)s, edition %(number)d") % {"profile": self.profile, "number": self.number})


class Preparation(models.Model):
    """One time that an item was prepared. Open until the item is ready, or is put to something else."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="preparations")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    deviation = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["item"], condition=Q(ended_at=None), name="preparation_one_open")]

    def __str__(self) -> str:
        return f"{self.item.reference}: {self.edition or '–'}"


class CheckResult(models.Model):
    """How one check of a preparation came out. What differs says why."""

    preparation = models.ForeignKey(Preparation, models.CASCADE, related_name="results")
    key = models.CharField(max_length=40)
    outcome = models.CharField(max_length=8, choices=Outcome)
    note = models.CharField(max_length=500, blank=True)
    checked_by = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["preparation", "key"], name="check_result_once"),
            models.CheckConstraint(name="deviation_has_a_reason", condition=~Q(outcome=Outcome.DEVIATES) | ~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.get_outcome_display()}"


class Stocktake(models.Model):
    """A count of what is at a place and in it."""

    location = models.ForeignKey(Location, models.PROTECT, related_name="stocktakes")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = StocktakeQuerySet.as_manager()

    team_id = requester_id = None

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["location"], condition=Q(closed_at=None), name="stocktake_one_open")]

    def __str__(self) -> str:
        return f"{self.location} {self.started_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("inventory:stocktake", args=[self.pk])

    @property
    def organisation_id(self) -> int | None:
        return self.location.organisation_id


class Sighting(models.Model):
    """A code that was seen in a count, or a device that was not; `seen` is what it turned out to be then."""

    stocktake = models.ForeignKey(Stocktake, models.CASCADE, related_name="sightings")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=120)
    seen = models.CharField(max_length=12, choices=Seen)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stocktake", "item"], condition=Q(item__isnull=False), name="sighting_of_item_once"),
            models.UniqueConstraint(fields=["stocktake", "code"], condition=Q(item=None), name="sighting_of_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.get_seen_display()}"


class BulkAct(models.Model):
    """What somebody did to many devices at once."""

    kind = models.CharField(max_length=8, choices=BulkKind)
    name = models.CharField(max_length=200)
    person = models.ForeignKey(person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ManyQuerySet.as_manager()

    organisation_id = team_id = None

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("inventory:bulk_act", args=[self.pk])

    @property
    def requester_id(self) -> int:
        return self.person_id


class BulkLine(models.Model):
    """What became of one of them. `before` is what undoing puts back, for as long as the record has that `version`."""

    bulk = models.ForeignKey(BulkAct, models.CASCADE, related_name="lines")
    number = models.IntegerField()
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=8, choices=BulkOutcome)
    why = models.CharField(max_length=500, blank=True)
    before = models.JSONField(default=dict)
    version = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulk", "number"], name="device_bulk_line_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_outcome_display()}"


class Handover(RecordModel):
    """Devices that go from the desk to one person, or come back: what with, in which condition, signed how, and the sheet that says so.

    Its record's requester is the person, who reads it once it is done. Until then nothing has moved.
    """

    direction = models.CharField(max_length=8, choices=Direction)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.DRAWN_UP)
    due_on = models.DateField(null=True)
    instruction = models.TextField(blank=True)
    signing = models.CharField(max_length=8, choices=Signing, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")
    sheet = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")

    objects = HandoverQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["stage", "-record"], name="handover_stage")]
        constraints = [
            models.CheckConstraint(name="handover_loan_has_an_end", condition=~Q(direction=Direction.LOAN) ^ Q(due_on__isnull=False)),
            models.CheckConstraint(
                name="handover_done_with_a_sheet",
                condition=~Q(stage=Stage.DONE) | Q(done_at__isnull=False, sheet__isnull=False) & ~Q(signing=""),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("inventory:handover", args=[self.reference])

    @property
    def person(self) -> Any:
        return self.record.requester

    @property
    def is_open(self) -> bool:
        return self.stage == Stage.DRAWN_UP

    @property
    def is_return(self) -> bool:
        return self.direction == Direction.RETURN

    @property
    def waits_for_paper(self) -> bool:
        return self.stage == Stage.DONE and self.signing == Signing.PAPER and self.scan_id is None


class HandoverLine(models.Model):
    """One device of a handover. A damaged one says what is wrong."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="lines")
    item = models.ForeignKey(Item, models.PROTECT, related_name="handover_lines")
    accessories = models.CharField(max_length=300, blank=True)
    condition = models.CharField(max_length=8, choices=Condition, default=Condition.GOOD)
    remark = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "item"], name="handover_line_once"),
            models.CheckConstraint(name="damage_is_described", condition=~Q(condition=Condition.DAMAGED) | ~Q(remark="")),
        ]

    def __str__(self) -> str:
        return f"{self.handover.reference}: {self.item.reference}"


class Mac(models.Model):
    """The hardware address of one of its network cards: twelve hexadecimal digits. Docks share theirs, so several items may have it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="macs")
    address = models.CharField(max_length=12, db_index=True, validators=[RegexValidator(r"^[0-9a-f]{12}$")])

    class Meta:
        ordering = ["address"]
        constraints = [models.UniqueConstraint(fields=["item", "address"], name="mac_once")]

    def __str__(self) -> str:
        return ":".join(self.address[at : at + 2] for at in range(0, 12, 2))
