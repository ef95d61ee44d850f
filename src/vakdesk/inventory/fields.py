"""Form fields that name a row of the register: an item, a model, a place; and those of a type's own fields."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.inventory.kinds import FieldKind
from vakdesk.inventory.models import Item, Product
from vakdesk.inventory.own_fields import OwnField
from vakdesk.kit.text import storable
from vakdesk.ui.forms import DateInput, LookupField, TextField

SUGGESTED = 8


def find_items(text: str, actor: Actor | None) -> Iterable[Item]:
    """The items that `text` may mean, which the actor reads as staff: the one with that tag, number or address, else by how they begin."""
    text = storable(text).strip()[:200]
    if actor is None or not text:
        return []
    seen = Item.objects.visible_to_staff(actor).with_places()
    code = text.split(" · ")[0]
    return list(seen.called(code)[:SUGGESTED]) or list(seen.living().like(text)[:SUGGESTED])


def label_of_item(item: Item) -> str:
    """The text that finds exactly this item again."""
    return " · ".join(filter(None, (item.reference, item.tag, item.title)))


def find_products(text: str, actor: Actor | None) -> Iterable[Product]:
    if actor is None:
        return []
    return Product.objects.visible_to(actor).active().like(storable(text)[:200])[:SUGGESTED]


class ItemField(LookupField):
    """An item by its tag, number, serial number or name; cleans to an Item."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(find=find_items, label_of=label_of_item, url=lambda: str(reverse_lazy("inventory:lookup")), **kwargs)


class ProductField(LookupField):
    """A model by parts of its maker's or its own name; cleans to a Product."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(find=find_products, label_of=str, url=lambda: str(reverse_lazy("inventory:lookup_products")), **kwargs)


def form_field_of(own: OwnField) -> forms.Field:
    """What asks for a value of an own field. Nothing is required: much is known only later."""
    if own.kind == FieldKind.NUMBER:
        return forms.DecimalField(label=str(own), required=False, max_digits=15, decimal_places=3)
    if own.kind == FieldKind.DAY:
        return forms.DateField(label=str(own), required=False, widget=DateInput())
    if own.kind == FieldKind.TRUTH:
        choices = [("", _("not known")), ("true", _("yes")), ("false", _("no"))]
        return forms.ChoiceField(label=str(own), required=False, choices=choices)
    if own.kind == FieldKind.CHOICE:
        return forms.ChoiceField(label=str(own), required=False, choices=[("", _("not known")), *((one, one) for one in own.choices)])
    return TextField(label=str(own), required=False, max_length=500)
