"""For leads and administrators: who delivers to us, under which contract."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.kit.errors import Sentence
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.suppliers import actions
from vakdesk.suppliers.forms import SupplierForm
from vakdesk.suppliers.models import Supplier
from vakdesk.suppliers.permissions import ARRANGE, SEE
from vakdesk.ui.answers import adding, allow, ask, carry_out
from vakdesk.ui.components import pill
from vakdesk.ui.lists import Column, Context, Empty, ListPage, Sort, answer


def _use(row: Supplier, ctx: Context) -> Any:
    return "" if row.is_active else pill(_("out of use"))


class Suppliers(ListPage):
    name = "suppliers"
    heading = gettext_lazy("Suppliers")
    intro = gettext_lazy("Who delivers to us. What they promised in time is an underpinning agreement among the service levels.")
    template = "ui/list/adding.html"
    columns = (
        Column("name", gettext_lazy("Name"), str, sort="name", main=True, link=True),
        Column("contract", gettext_lazy("Contract"), lambda row: row.contract, kind="reference"),
        Column("until", gettext_lazy("Until"), lambda row: row.contract_ends_on),
        Column("contact", gettext_lazy("How to reach them"), lambda row: row.contact),
        Column("use", gettext_lazy("Use"), lambda row: row.is_active, cell=_use),
    )
    sorts = (Sort("name", gettext_lazy("Name"), ("name",)),)
    empty = Empty(
        gettext_lazy("No suppliers yet"),
        gettext_lazy("Add those you wait for: their clock runs while you do."),
        "truck",
        gettext_lazy("Add a supplier"),
        lambda: reverse("suppliers:add_supplier"),
        permission=ARRANGE,
    )


def suppliers(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    rows = Supplier.objects.visible_to(request.actor)
    return answer(
        request, Suppliers(), rows, add=adding(request, ARRANGE, "suppliers:add_supplier", Supplier()), add_label=_("Add a supplier")
    )


def supplier(request: HttpRequest, pk: int) -> HttpResponse:
    """What whoever waits for them needs: the contract, how to reach them, and what was agreed (drawn by `levels`)."""
    shown = _find(request, pk)
    told = lines(Entry.objects.about(shown))  # anyone: who sees the supplier sees what was changed about it
    return render(request, "suppliers/supplier.html", {"supplier": shown, "lines": told, "title": shown.name})


def add_supplier(request: HttpRequest) -> HttpResponse:
    back = reverse("suppliers:suppliers")
    return _arrange(request, SupplierForm, actions.add_supplier, on=Supplier(), title=_("Add a supplier"), back=back)


def edit_supplier(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _find(request, pk)
    form = partial(SupplierForm, thing=shown)
    return _arrange(request, form, actions.edit_supplier, shown, on=shown, title=shown.name, back=shown.get_absolute_url())


def _find(request: HttpRequest, pk: int) -> Supplier:
    allow(request, SEE)
    return get_object_or_404(Supplier.objects.visible_to(request.actor), pk=pk)


def _arrange(request: HttpRequest, form_class: Any, action: Any, *subject: Any, on: Supplier, title: Sentence, back: str) -> HttpResponse:
    allow(request, ARRANGE, on)
    page = partial(ask, request, title=title, submit=_("Save"), back=back)
    if request.method == "POST":
        return carry_out(request, form_class(request.POST, actor=request.actor), action, *subject, then=back, page=page, said=_("Saved."))
    return page(form_class(actor=request.actor))
