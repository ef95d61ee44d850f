"""The catalogue, and asking for something out of it: a page for each part of the form, a summary, a promise."""

from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vakdesk.access.actors import Actor
from vakdesk.catalogue import actions
from vakdesk.catalogue.answers import name_of, rows
from vakdesk.catalogue.fields import Field, Page, asked, pages
from vakdesk.catalogue.finding import found_by, on_shelves
from vakdesk.catalogue.forms.answering import AnswersForm
from vakdesk.catalogue.kinds import FieldKind
from vakdesk.catalogue.models import Filling, Offering
from vakdesk.catalogue.showing import price_of, takes
from vakdesk.portal.forms import PlainForm
from vakdesk.portal.views.finding import SHELL, at_the_portal, on_filling
from vakdesk.records.models import Record
from vakdesk.ui.answers import ask, carry_out, go

#: How long a link to a form may be, with what it fills in.
LONGEST_LINK = 4000


@require_safe
@at_the_portal
def catalogue(request: HttpRequest) -> HttpResponse:
    """Everything one may ask for, under its headings, or what fits the words one looks for."""
    words = request.GET.get("q", "").strip()[:200]
    mine = Offering.objects.visible_to(request.actor).for_asker(request.actor).select_related("shelf")
    found = found_by(words, mine) if words else list(mine)
    begun = Filling.objects.visible_to(request.actor).unsent().select_related("edition__offering").order_by("-saved_at", "-pk")[:3]
    context = {"shelves": on_shelves(found), "words": words, "count": len(found), "begun": begun}
    return render(request, "catalogue/catalogue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_portal
def offering(request: HttpRequest, code: str) -> HttpResponse:
    """What one gets, what it costs and how long it takes; and the button that begins. A link may fill in fields: ?f3=word."""
    mine = Offering.objects.visible_to(request.actor).for_asker(request.actor).select_related("shelf", "service", "current")
    found = get_object_or_404(mine, code=code)
    link = {key: value for key, value in request.GET.items() if len(value) <= LONGEST_LINK}

    def page(form: PlainForm) -> HttpResponse:
        assert found.current is not None
        fields = [one for one in found.current.fields if not one.is_silent]
        context = {"offering": found, "form": form, "price": price_of(found), "takes": takes(found), "count": len(fields)}
        return render(request, "catalogue/offering_at_portal.html", context)

    if request.method != "POST":
        return page(PlainForm())
    form = PlainForm(request.POST, actor=request.actor)
    return carry_out(request, form, partial(actions.begin, link=link), found, then=_first, page=page)


@require_http_methods(["GET", "HEAD", "POST"])
@on_filling
def fill(request: HttpRequest, filling: Filling, page: str) -> HttpResponse:
    """A page of the form. What was filled in is kept, also when one goes back; what it makes asked on the same page is asked there."""
    if filling.sent_as is not None:
        return HttpResponseRedirect(_sent(filling.sent_as))
    here = next((one for one in _pages(filling) if one.key == page), None)
    if here is None:
        return go(request, _next_to(filling, None))
    held = {one.field for one in filling.files.all()}
    make = partial(AnswersForm, actor=request.actor, fields=here.fields, answers=filling.answers, held=held)
    if request.method != "POST":
        return _page(request, filling, here, make())
    form = make(request.POST, request.FILES)
    whole = form.is_valid()
    for key, files in form.staged.items():
        actions.add_files(filling, by=request.actor, field=key, files=files)
    back = request.POST.get("then") == "back"
    if not whole and back:
        return go(request, _next_to(filling, here, back=True))
    shown = set(request.POST.getlist("shown"))

    def keep(filling: Filling, *, by: Actor, answers: dict[str, object]) -> None:
        actions.answer(filling, by=by, answers=answers)

    def then(_kept: None) -> str:
        again = next((one for one in _pages(filling) if one.key == here.key), None)
        fresh = [one.key for one in again.fields if one.key not in shown] if again and not back else []
        if again and fresh:
            return f"{_url(filling, again.key, request)}#{name_of(next(one for one in again.fields if one.key == fresh[0]))}"
        if _from_check(request) and not back:
            return reverse("portal:order_check", args=[filling.key])
        return _next_to(filling, here, back=back)

    return carry_out(request, form, keep, filling, then=then, page=lambda form: _page(request, filling, here, form))


@require_POST
@on_filling
def remove_order_file(request: HttpRequest, filling: Filling, pk: int) -> HttpResponse:
    file = get_object_or_404(filling.files, pk=pk)
    actions.remove_file(filling, by=request.actor, file=file)
    here = next((one for one in _pages(filling) if any(field.key == file.field for field in one.fields)), None)
    return go(request, _url(filling, here.key, request) if here else _next_to(filling, None))


@require_safe
@on_filling
def order_check(request: HttpRequest, filling: Filling) -> HttpResponse:
    """Everything at one glance, before it is sent."""
    if filling.sent_as is not None:
        return HttpResponseRedirect(_sent(filling.sent_as))
    return _check_page(request, filling, PlainForm())


@require_POST
@on_filling
def order_send(request: HttpRequest, filling: Filling) -> HttpResponse:
    form = PlainForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.send, filling, then=_sent, page=lambda form: _check_page(request, filling, form))


@require_http_methods(["GET", "HEAD", "POST"])
@on_filling
def order_throw_away(request: HttpRequest, filling: Filling) -> HttpResponse:
    words = {"title": _("Throw this away?"), "submit": _("Throw away"), "intro": _("What you filled in and your files are gone then.")}
    page = partial(ask, request, back=reverse("portal:catalogue"), subject=str(filling), danger=True, **SHELL, **words)
    if request.method != "POST":
        return page(PlainForm())
    form = PlainForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.throw_away, filling, then=reverse("portal:catalogue"), page=page, said=_("It is thrown away."))


def _page(request: HttpRequest, filling: Filling, here: Page, form: AnswersForm) -> HttpResponse:
    steps = [one.key for one in _pages(filling)]
    at = steps.index(here.key) if here.key in steps else 0
    context = {
        "filling": filling,
        "offering": filling.edition.offering,
        "form": form,
        "lines": form.lines(),
        "head": here.head,
        "alone": form.lines()[-1][1] if len(form.lines()) == 1 else None,
        "number": at + 1,
        "count": len(steps),
        "from_check": _from_check(request),
        "files": filling.files.select_related("blob").filter(field__in=[one.key for one in here.fields]),
    }
    return render(request, "catalogue/fill.html", context)


def _check_page(request: HttpRequest, filling: Filling, form: PlainForm) -> HttpResponse:
    offering = filling.edition.offering
    files = list(filling.files.all())
    fields = asked(filling.edition.fields, filling.answers)
    names = {field.key: [one.name for one in files if one.field == field.key] for field in fields}
    where = {field.key: page.key for page in _pages(filling) for field in page.fields}
    shown = [(row, where[row.field.key]) for row in rows(fields, filling.answers, names)]
    last = _pages(filling)[-1:]
    context = {
        "filling": filling,
        "offering": offering,
        "form": form,
        "shown": shown,
        "missing": [row for row, _page in shown if _is_missing(row.field, bool(row.parts))],
        "price": price_of(offering),
        "takes": takes(offering),
        "back": _url(filling, last[0].key) if last else reverse("portal:catalogue"),
    }
    return render(request, "catalogue/check.html", context)


def _is_missing(field: Field, answered: bool) -> bool:
    return field.required and not answered and field.kind != FieldKind.NOTE


def _pages(filling: Filling) -> list[Page]:
    return pages(filling.edition.fields, filling.answers, one_at_a_time=filling.edition.offering.one_at_a_time)


def _first(filling: Filling) -> str:
    return _next_to(filling, None)


def _next_to(filling: Filling, here: Page | None, *, back: bool = False) -> str:
    """The page after, or before; the first where one stands nowhere; the summary after the last."""
    steps = [one.key for one in _pages(filling)]
    at = -1 if here is None or here.key not in steps else steps.index(here.key)
    to = max(at - 1, 0) if back else at + 1
    return _url(filling, steps[to]) if to < len(steps) else reverse("portal:order_check", args=[filling.key])


def _from_check(request: HttpRequest) -> bool:
    """Whether somebody came here from the summary to change one answer, and wants to go back there."""
    return request.GET.get("then") == "check"


def _url(filling: Filling, page: str, request: HttpRequest | None = None) -> str:
    words = {"then": "check"} if request is not None and _from_check(request) else {}
    return reverse("portal:fill", args=[filling.key, page]) + (f"?{urlencode(words)}" if words else "")


def _sent(record: Record) -> str:
    return reverse("portal:sent", args=[record.reference])
