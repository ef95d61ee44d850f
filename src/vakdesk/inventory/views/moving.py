"""One page or button per move of an item's life, and what every record has: notes, files, links."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vakdesk.access.permissions import Permission
from vakdesk.inventory import actions, permissions
from vakdesk.inventory.forms.moving import AttachForm, DisposeForm, NoteForm, OutcomeForm, PutInUseForm, TakeBackForm, WhyForm
from vakdesk.inventory.models import Item
from vakdesk.inventory.views.finding import on_item
from vakdesk.kit.errors import Sentence
from vakdesk.records import actions as records
from vakdesk.records import permissions as of_records
from vakdesk.records.kinds import Side
from vakdesk.records.models import Link
from vakdesk.ui.answers import allow, ask, carry_out, safe_next
from vakdesk.ui.forms import Form
from vakdesk.ui.linking import LinkForm


@on_item
def receive(request: HttpRequest, item: Item) -> HttpResponse:
    return do(request, item, Form, actions.receive, permissions.STOCK, title=_("Take into stock"), said=_("It is in stock."))


@on_item
def restock(request: HttpRequest, item: Item) -> HttpResponse:
    return do(request, item, Form, actions.restock, permissions.STOCK, title=_("Put back in stock"), said=_("It is in stock."))


@on_item
def put_in_use(request: HttpRequest, item: Item) -> HttpResponse:
    return do(request, item, PutInUseForm, actions.put_in_use, permissions.STOCK, title=_("Put in use"), said=_("It is in use."))


@on_item
def send_to_repair(request: HttpRequest, item: Item) -> HttpResponse:
    return do(request, item, WhyForm, actions.send_to_repair, permissions.REPAIR, title=_("Send to repair"), said=_("It is in repair."))


@on_item
def end_repair(request: HttpRequest, item: Item) -> HttpResponse:
    words = {"title": _("Back from repair"), "said": _("It is back from repair.")}
    return do(request, item, OutcomeForm, actions.end_repair, permissions.REPAIR, **words)


@on_item
def retire(request: HttpRequest, item: Item) -> HttpResponse:
    return do(request, item, WhyForm, actions.retire, permissions.RETIRE, title=_("Retire"), said=_("It is retired."))


@on_item
def reinstate(request: HttpRequest, item: Item) -> HttpResponse:
    return do(request, item, WhyForm, actions.reinstate, permissions.RETIRE, title=_("Use it again"), said=_("It is in stock."))


@on_item
def dispose(request: HttpRequest, item: Item) -> HttpResponse:
    words = {"title": _("Dispose of it"), "intro": _("It cannot come back from this."), "said": _("It is disposed of.")}
    return do(request, item, DisposeForm, actions.dispose, permissions.DISPOSE, danger=True, **words)


@on_item
def take_back(request: HttpRequest, item: Item) -> HttpResponse:
    """For what does its work in nobody's hands; what somebody has comes back on a sheet."""
    if item.is_held:
        return redirect(f"{reverse('inventory:take_in')}?codes={item.reference}")
    words = {"title": _("Take back"), "said": _("It is back.")}
    return do(request, item, TakeBackForm, actions.take_back, permissions.HAND_OVER, **words)


@on_item
def note(request: HttpRequest, item: Item) -> HttpResponse:
    return do(request, item, NoteForm, records.note, of_records.NOTE, title=_("Write a note"), said=_("Noted."), on=item.record)


@on_item
def attach(request: HttpRequest, item: Item) -> HttpResponse:
    words = {"title": _("Add photos or documents"), "said": _("Attached.")}
    return do(request, item, AttachForm, records.attach, of_records.NOTE, on=item.record, side=Side.STAFF, **words)


@on_item
def link(request: HttpRequest, item: Item) -> HttpResponse:
    words = {"title": _("Link to another record"), "said": _("Linked.")}
    return do(request, item, LinkForm, records.link, of_records.LINK, on=item.record, **words)


@require_POST
@on_item
def unlink(request: HttpRequest, item: Item, pk: int) -> HttpResponse:
    found = get_object_or_404(Link.objects.visible_to(request.actor), pk=pk)
    words = {"title": _("Remove the link"), "said": _("The link is gone.")}
    return do(request, item, Form, records.unlink, of_records.LINK, on=item.record, link=found, **words)


def do(
    request: HttpRequest,
    item: Item,
    form_class: type[Form],
    action: Any,
    permission: Permission,
    *,
    title: Sentence,
    said: Sentence,
    intro: Sentence = "",
    danger: bool = False,
    on: Any = None,
    **particulars: Any,
) -> HttpResponse:
    """The page that asks for what the verb needs, and the act."""
    allow(request, permission, item)
    back = safe_next(request, item.get_absolute_url())
    page = partial(ask, request, title=title, submit=title, intro=intro, danger=danger, back=back, subject=str(item))
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, actor=request.actor)
        return carry_out(request, form, action, on or item, then=back, page=page, said=said, **particulars)
    return page(form_class(actor=request.actor))
