"""From hand to hand at the counter: who and which, the sheet, the signature. For an agent with ten laptops and a queue."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vakdesk.inventory import actions
from vakdesk.inventory.forms.handing import HandOutForm, LineForm, ScanForm, SheetForm, TakeInForm
from vakdesk.inventory.lists import Handovers
from vakdesk.inventory.models import Handover, Item
from vakdesk.inventory.permissions import HAND_OVER, SEE
from vakdesk.inventory.printing import sheet_of
from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.ui.answers import allow, ask, carry_out
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer


@require_safe
def handovers(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    return answer(request, Handovers(), Handover.objects.visible_to_staff(request.actor).with_people().with_count())


def hand_out(request: HttpRequest) -> HttpResponse:
    words = {"title": _("Hand out devices"), "submit": _("To the sheet")}
    return _draw_up(request, HandOutForm, words)


def take_in(request: HttpRequest) -> HttpResponse:
    words = {"title": _("Take devices back"), "submit": _("To the sheet"), "intro": _("Of one person at a time.")}
    return _draw_up(request, TakeInForm, words)


def _draw_up(request: HttpRequest, form_class: type[Form], words: dict[str, str]) -> HttpResponse:
    allow(request, HAND_OVER)
    page = partial(ask, request, back=reverse("inventory:items"), **words)
    if request.method == "POST":
        form = form_class(request.POST, actor=request.actor)
        return carry_out(request, form, actions.draw_up, then=Handover.get_absolute_url, page=page)
    given = {name: request.GET[name] for name in ("codes", "person") if name in request.GET}
    return page(form_class(actor=request.actor, initial=given))


def handover(request: HttpRequest, sheet: str) -> HttpResponse:
    """The sheet: to fill in and sign while it is drawn up, to read once it is done. Its person reads it on a page of their own."""
    found = _as_staff(request, sheet)
    if found is None:
        return redirect("inventory:receipt", sheet.upper())
    if not found.is_open or not request.actor.may(HAND_OVER, found):
        return _read(request, found)
    if request.method != "POST":
        return _fill_in(request, found, SheetForm(actor=request.actor, handover=found))
    form = SheetForm(request.POST, actor=request.actor, handover=found)
    on_paper = request.POST.get("how") == "paper"
    if form.is_valid() and not on_paper and not form.cleaned_data["signature"]:
        form.add_error(None, _("Let them sign in the box, or choose to sign on paper."))
    if on_paper and form.is_valid():
        form.cleaned_data["signature"] = b""
    then = found.get_absolute_url()
    return carry_out(request, form, actions.hand_over, found, then=then, page=partial(_fill_in, request, found), said=_("Done."))


def _as_staff(request: HttpRequest, sheet: str) -> Handover | None:
    seen = Handover.objects.visible_to_staff(request.actor).with_people()
    return seen.filter(record__reference=sheet.upper()).first()


def _find(request: HttpRequest, sheet: str) -> Handover:
    found = _as_staff(request, sheet)
    if found is None:
        raise Http404
    return found


def _fill_in(request: HttpRequest, found: Handover, form: Form) -> HttpResponse:
    return render(request, "inventory/sheet.html", {"handover": found, "form": form, "title": str(found)})


def _read(request: HttpRequest, found: Handover) -> HttpResponse:
    told = found.lines.select_related("item__record", "item__type")
    log = lines(Entry.objects.about(found))  # anyone: who reads the sheet reads what became of it
    return render(request, "inventory/handover.html", {"handover": found, "told": told, "lines": log, "title": str(found)})


@require_safe
def paper(request: HttpRequest, sheet: str) -> HttpResponse:
    """The sheet to print and sign, as it is drawn up now."""
    found = _find(request, sheet)
    told = found.lines.select_related("item__record")
    response = HttpResponse(sheet_of(found, told, at=clock.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.reference}.pdf"'
    return response


@require_POST
def add_line(request: HttpRequest, sheet: str) -> HttpResponse:
    found = _find(request, sheet)
    allow(request, HAND_OVER, found)
    back = found.get_absolute_url()
    page = partial(ask, request, title=_("Another device"), submit=_("Add"), back=back, subject=str(found))
    return carry_out(request, LineForm(request.POST, actor=request.actor), actions.add_line, found, then=back, page=page)


@require_POST
def remove_line(request: HttpRequest, sheet: str, item: int) -> HttpResponse:
    found = _find(request, sheet)
    allow(request, HAND_OVER, found)
    device = get_object_or_404(Item.objects.visible_to_staff(request.actor), pk=item)
    back = found.get_absolute_url()
    page = partial(ask, request, title=_("Take it off the sheet"), submit=_("Take it off"), back=back)
    return carry_out(request, Form(request.POST, actor=request.actor), actions.remove_line, found, then=back, page=page, item=device)


def call_off(request: HttpRequest, sheet: str) -> HttpResponse:
    words = {"title": _("Call it off"), "submit": _("Call it off"), "intro": _("Nothing comes of this sheet; no device has moved.")}
    return _on_sheet(request, sheet, Form, actions.call_off, words)


def file_scan(request: HttpRequest, sheet: str) -> HttpResponse:
    return _on_sheet(request, sheet, ScanForm, actions.file_scan, {"title": _("File the signed paper"), "submit": _("File it")})


def _on_sheet(request: HttpRequest, sheet: str, form_class: type[Form], action: object, words: dict[str, str]) -> HttpResponse:
    found = _find(request, sheet)
    allow(request, HAND_OVER, found)
    back = found.get_absolute_url()
    page = partial(ask, request, back=back, subject=str(found), **words)
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, actor=request.actor)
        return carry_out(request, form, action, found, then=back, page=page, said=_("Done."))  # type: ignore[arg-type]
    return page(form_class(actor=request.actor))
