"""The register: configuration items, of which types and models, at which places."""

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from vakdesk.inventory.kinds import ENDED, HELD, Level, Route, State, Wiping
from vakdesk.inventory.queries import ItemQuerySet, ItemTypeQuerySet, LocationQuerySet, ProductQuerySet
from vakdesk.kit.text import fold
from vakdesk.kit.translated import in_active_language
from vakdesk.records.models import RecordModel
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


class Mac(models.Model):
    """The hardware address of one of its network cards: twelve hexadecimal digits. Docks share theirs, so several items may have it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="macs")
    address = models.CharField(max_length=12, db_index=True, validators=[RegexValidator(r"^[0-9a-f]{12}$")])

    class Meta:
        ordering = ["address"]
        constraints = [models.UniqueConstraint(fields=["item", "address"], name="mac_once")]

    def __str__(self) -> str:
        return ":".join(self.address[at : at + 2] for at in range(0, 12, 2))
