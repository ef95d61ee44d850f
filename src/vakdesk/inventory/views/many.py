"""Many devices at once: a list from another system, and what the list of devices does to all that are picked."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vakdesk.inventory import actions
from vakdesk.inventory.actions.many import UNDO_FOR
from vakdesk.inventory.forms.many import EditManyForm, MappingForm, MoveManyForm, UploadForm
from vakdesk.inventory.kinds import BulkOutcome
from vakdesk.inventory.lists import BulkActs
from vakdesk.inventory.models import BulkAct, Item, ItemType
from vakdesk.inventory.permissions import CHANGE_MANY
from vakdesk.inventory.reading import SYSTEMS, guess, likeliest, read
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused, Sentence
from vakdesk.records.store import path_of
from vakdesk.ui.answers import allow, ask, carry_out, go, safe_next
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer

SESSION_KEY, SHOWN = "inventory_import", 500


def take_over(request: HttpRequest) -> HttpResponse:
    """A file is taken in, if it can be read; nothing changes yet."""
    allow(request, CHANGE_MANY)
    form = UploadForm(request.POST or None, request.FILES or None, actor=request.actor)
    words = {"title": _("Take over a list of devices"), "submit": _("Look at it"), "back": reverse("inventory:items")}
    words["intro"] = _(
        "From a spreadsheet, Snipe-IT, GLPI, Intune, Jamf or Google: save it as CSV there. You choose first which column says what."
    )
    if request.method != "POST":
        return ask(request, form, **words)
    if form.is_valid():
        staged = form.cleaned_data["files"]
        try:
            read(path_of(staged.sha256).read_bytes())
        except Refused as refusal:
            form.add_error("files", str(refusal.sentence))
        else:
            request.session[SESSION_KEY] = {"sha256": staged.sha256, "name": staged.name}
            return go(request, reverse("inventory:map_import"))
    response = ask(request, form, **words)
    response.status_code = 422
    return response


def map_import(request: HttpRequest) -> HttpResponse:
    """Which column says what; and then it is carried out."""
    allow(request, CHANGE_MANY)
    kept = request.session.get(SESSION_KEY)
    if not kept or not path_of(kept["sha256"]).exists():
        return go(request, reverse("inventory:take_over"))
    table = read(path_of(kept["sha256"]).read_bytes())
    system = request.GET.get("system", likeliest(table.headings))
    form_of = partial(MappingForm, actor=request.actor, table=table, guessed=guess(table.headings, system))

    def page(form: Form) -> HttpResponse:
        context = {"form": form, "table": table, "name": kept["name"], "count": len(table.rows), "systems": SYSTEMS.values()}
        return render(request, "inventory/map_import.html", {**context, "system": system, "title": _("Which column says what?")})

    if request.method != "POST":
        known = SYSTEMS.get(system)
        types = {one.code: one for one in ItemType.objects.visible_to(request.actor)}
        return page(form_of(initial={"system": system, "type": types.get(known.type if known else "computer")}))
    form = form_of(request.POST)
    return carry_out(request, form, actions.take_over, then=BulkAct.get_absolute_url, page=page, name=kept["name"], table=table)


@require_POST
def edit_many(request: HttpRequest) -> HttpResponse:
    return _to_picked(request, EditManyForm, actions.edit_many, _("Say of all of them"))


@require_POST
def move_many(request: HttpRequest) -> HttpResponse:
    return _to_picked(request, MoveManyForm, actions.move_many, _("Move all of them"))


def _to_picked(request: HttpRequest, form_class: type[Form], action: Any, title: Sentence) -> HttpResponse:
    """The list posts what was picked; the form that follows posts it again, with `sure`."""
    allow(request, CHANGE_MANY)
    back = safe_next(request, reverse("inventory:items"))
    picked = [int(key) for key in request.POST.getlist("pick") if key.isdecimal() and len(key) < 16]
    items = list(Item.objects.visible_to_staff(request.actor).filter(pk__in=picked).select_related("record", "type").order_by("pk"))
    if not items:
        messages.warning(request, _("Select devices first."))
        return go(request, back)
    count = ngettext("%(count)d device", "%(count)d devices", len(items)) % {"count": len(items)}

    def page(form: Form) -> HttpResponse:
        context = {"form": form, "items": items, "title": title, "subject": count, "back": back}
        return render(request, "inventory/many.html", context)

    if "sure" not in request.POST:
        return page(form_class(actor=request.actor))
    form = form_class(request.POST, actor=request.actor)
    return carry_out(request, form, action, then=BulkAct.get_absolute_url, page=page, items=items)


@require_safe
def bulk_acts(request: HttpRequest) -> HttpResponse:
    allow(request, CHANGE_MANY)
    return answer(request, BulkActs(), BulkAct.objects.visible_to(request.actor).select_related("person"))


@require_safe
def bulk_act(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of each row, what was refused first; and for a day the button that undoes it."""
    allow(request, CHANGE_MANY)
    bulk = get_object_or_404(BulkAct.objects.visible_to(request.actor).select_related("person"), pk=pk)
    found = list(bulk.lines.select_related("item__record", "item__type").order_by("number")[: SHOWN * 4])
    wrong = [line for line in found if line.outcome in (BulkOutcome.REFUSED, BulkOutcome.KEPT)]
    right = [line for line in found if line.outcome not in (BulkOutcome.REFUSED, BulkOutcome.KEPT)]
    counted = [(BulkOutcome(one).label, sum(line.outcome == one for line in found)) for one in BulkOutcome.values]
    can_undo = bulk.undone_at is None and bulk.done_at is not None and clock.now() - bulk.done_at <= UNDO_FOR
    context = {"bulk": bulk, "wrong": wrong[:SHOWN], "right": right[:SHOWN], "counted": [one for one in counted if one[1]]}
    return render(request, "inventory/bulk_act.html", {**context, "can_undo": can_undo and bool(right), "title": bulk.get_kind_display()})


@require_POST
def undo_many(request: HttpRequest, pk: int) -> HttpResponse:
    allow(request, CHANGE_MANY)
    bulk = get_object_or_404(BulkAct.objects.visible_to(request.actor), pk=pk)
    try:
        actions.undo_many(bulk, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        messages.success(request, _("It is undone."))
    return go(request, bulk.get_absolute_url())
