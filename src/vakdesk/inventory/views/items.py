"""The list of devices, the page of one, and how one comes into the register. For whoever is asked “what is this, and whose”."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.inventory import actions
from vakdesk.inventory.fields import find_items, find_products, label_of_item
from vakdesk.inventory.forms.registering import DescribeForm, RegisterForm
from vakdesk.inventory.lists import Items
from vakdesk.inventory.models import Item, ItemType
from vakdesk.inventory.permissions import EDIT, REGISTER, SEE
from vakdesk.inventory.showing import ItemPage
from vakdesk.inventory.views.finding import on_item
from vakdesk.ui.answers import adding, allow, ask, carry_out
from vakdesk.ui.lists import answer

FIELDS = "inventory/_describe.html"


@require_safe
def items(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    rows = Item.objects.visible_to_staff(request.actor).with_places()
    return answer(request, Items(), rows, add=adding(request, REGISTER, "inventory:register"), add_label=_("New device"))


@require_safe
@on_item
def item(request: HttpRequest, item: Item) -> HttpResponse:
    return render(request, "inventory/item.html", {"item": item, "page": ItemPage(request, item), "title": str(item)})


def register(request: HttpRequest) -> HttpResponse:
    """First of which type it is, then what that type is described by."""
    allow(request, REGISTER)
    code = request.GET.get("type", "")
    if not code:
        types = ItemType.objects.visible_to(request.actor).active()
        return render(request, "inventory/choose_type.html", {"types": types})
    item_type = get_object_or_404(ItemType.objects.visible_to(request.actor).active(), code=code)
    back = reverse("inventory:items")
    words = {"title": _("New device: %(type)s") % {"type": item_type}, "submit": _("Register"), "body": FIELDS}
    page = partial(ask, request, back=back, **words)
    if request.method == "POST":
        form = RegisterForm(request.POST, actor=request.actor, type=item_type)
        return carry_out(request, form, actions.register, then=_page, page=page, said=_("Registered."), type=item_type)
    return page(RegisterForm(actor=request.actor, type=item_type, initial=_like(request)))


def _like(request: HttpRequest) -> dict[str, Any]:
    """Model, owner, place and the like of a device that another is registered after."""
    other = Item.objects.visible_to_staff(request.actor).with_places().filter(record__reference=request.GET.get("like", "").upper()).first()
    if other is None:
        return {}
    same = ("product", "location", "supplier", "order_number", "bought_on", "price", "warranty_until", "function", "meant_for")
    same += ("availability", "integrity", "confidentiality")
    return {name: getattr(other, name) for name in same} | {"organisation": other.record.organisation, "team": other.record.team}


def _page(item: Item) -> str:
    return item.get_absolute_url()


@on_item
def edit(request: HttpRequest, item: Item) -> HttpResponse:
    allow(request, EDIT, item)
    words = {"title": _("What the register says"), "submit": _("Save"), "body": FIELDS, "subject": str(item)}
    page = partial(ask, request, back=item.get_absolute_url(), **words)
    if request.method == "POST":
        form = DescribeForm(request.POST, actor=request.actor, item=item)
        return carry_out(request, form, actions.edit, item, then=item.get_absolute_url(), page=page, said=_("Saved."))
    return page(DescribeForm(actor=request.actor, item=item))


@require_safe
def scanned(request: HttpRequest, code: str) -> HttpResponse:
    """Where the code of a label leads: to the device that carries it, or to the list where there is none or more than one."""
    if request.actor.may(SEE):
        found = list(Item.objects.visible_to_staff(request.actor).select_related("record").called(code.strip("/"))[:2])
        return redirect(found[0] if len(found) == 1 else f"{reverse('inventory:items')}?{urlencode({'words': code, 'view': 'all'})}")
    held = Item.objects.visible_to(request.actor).held_by(request.actor.person_id).select_related("record").called(code.strip("/")).first()
    return redirect(f"{reverse('inventory:mine')}{'#' + held.reference if held else ''}")


@require_safe
def lookup(request: HttpRequest) -> HttpResponse:
    """Suggestions for a form that asks for a device: one option per device."""
    allow(request, SEE)
    found = find_items(request.GET.get("q", ""), request.actor)
    options = ((label_of_item(one), one.tag or one.reference, one.title, one.get_state_display()) for one in found)
    option = '<div role="option" data-value="{}"><span><b class="reference">{}</b> {} <span class="quiet">{}</span></span></div>'
    return HttpResponse(format_html_join("", option, options))


@require_safe
def lookup_products(request: HttpRequest) -> HttpResponse:
    """Suggestions for a form that asks for a model: one option per model."""
    allow(request, SEE)
    found = find_products(request.GET.get("q", ""), request.actor)
    option = '<div role="option" data-value="{}"><span>{} <span class="quiet">{}</span></span></div>'
    return HttpResponse(format_html_join("", option, ((str(one), one, one.part_number) for one in found)))
