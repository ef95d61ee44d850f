"""For leads and administrators: types, models and locations."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.inventory import actions
from vakdesk.inventory.forms.arranging import LocationForm, ProductForm, TypeForm
from vakdesk.inventory.lists import Locations, Products, Types
from vakdesk.inventory.models import Item, ItemType, Location, Product
from vakdesk.inventory.permissions import ARRANGE, SEE
from vakdesk.kit.errors import Sentence
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.ui.answers import adding, allow, ask, carry_out
from vakdesk.ui.lists import answer

MOST_ITEMS = 50


@require_safe
def types(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    rows = ItemType.objects.visible_to(request.actor)
    return answer(request, Types(), rows, add=adding(request, ARRANGE, "inventory:add_type", ItemType()), add_label=_("Add a type"))


def add_type(request: HttpRequest) -> HttpResponse:
    return _arrange(request, TypeForm, actions.add_type, on=ItemType(), title=_("Add a type"), back=reverse("inventory:types"))


def edit_type(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(ItemType.objects.visible_to(request.actor), pk=pk)
    form = partial(TypeForm, thing=shown)
    return _arrange(request, form, actions.edit_type, shown, on=shown, title=str(shown), back=reverse("inventory:types"))


@require_safe
def products(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    rows = Product.objects.visible_to(request.actor).select_related("type")
    add = adding(request, ARRANGE, "inventory:add_product", Product())
    return answer(request, Products(), rows, add=add, add_label=_("Add a model"))


@require_safe
def product(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of the model, and which devices are of it."""
    shown = get_object_or_404(Product.objects.visible_to(request.actor).select_related("type"), pk=pk)
    rows = Item.objects.visible_to_staff(request.actor).with_places().filter(product=shown).order_by("-pk")[: MOST_ITEMS + 1]
    told = lines(Entry.objects.about(shown))  # anyone: who sees the model sees what was changed about it
    context = {"product": shown, "items": list(rows)[:MOST_ITEMS], "are_more": len(rows) > MOST_ITEMS, "lines": told}
    return render(request, "inventory/product.html", context)


def add_product(request: HttpRequest) -> HttpResponse:
    back = reverse("inventory:products")
    return _arrange(request, ProductForm, actions.add_product, on=Product(), title=_("Add a model"), back=back)


def edit_product(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Product.objects.visible_to(request.actor).select_related("type"), pk=pk)
    form = partial(ProductForm, thing=shown)
    return _arrange(request, form, actions.edit_product, shown, on=shown, title=str(shown), back=shown.get_absolute_url())


@require_safe
def locations(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    rows = Location.objects.visible_to(request.actor).select_related("organisation")
    add = adding(request, ARRANGE, "inventory:add_location")
    return answer(request, Locations(), rows, add=add, add_label=_("Add a location"))


@require_safe
def location(request: HttpRequest, pk: int) -> HttpResponse:
    """What is at the place and in it."""
    shown = get_object_or_404(Location.objects.visible_to(request.actor).select_related("organisation", "parent"), pk=pk)
    inside = Location.objects.visible_to(request.actor).within(shown).exclude(pk=shown.pk).order_by("path")
    rows = Item.objects.visible_to_staff(request.actor).with_places().within(shown).living().order_by("-pk")[: MOST_ITEMS + 1]
    context = {"location": shown, "inside": inside, "items": list(rows)[:MOST_ITEMS], "are_more": len(rows) > MOST_ITEMS}
    return render(request, "inventory/location.html", context)


def add_location(request: HttpRequest) -> HttpResponse:
    parent = Location.objects.visible_to(request.actor).filter(pk=request.GET.get("parent") or None).first()
    back = parent.get_absolute_url() if parent else reverse("inventory:locations")
    form = partial(LocationForm, initial={"parent": parent})
    return _arrange(request, form, actions.add_location, on=None, title=_("Add a location"), back=back)


def edit_location(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Location.objects.visible_to(request.actor).select_related("organisation", "parent"), pk=pk)
    form = partial(LocationForm, thing=shown)
    return _arrange(request, form, actions.edit_location, shown, on=shown, title=shown.name, back=shown.get_absolute_url())


def _arrange(request: HttpRequest, form_class: Any, action: Any, *subject: Any, on: Any, title: Sentence, back: str) -> HttpResponse:
    allow(request, ARRANGE, on)
    page = partial(ask, request, title=title, submit=_("Save"), back=back)
    if request.method == "POST":
        return carry_out(request, form_class(request.POST, actor=request.actor), action, *subject, then=back, page=page, said=_("Saved."))
    return page(form_class(actor=request.actor))
