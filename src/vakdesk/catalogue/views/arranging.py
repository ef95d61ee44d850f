"""The editor of the catalogue: from a template or from nothing to an offering that people can ask for, seen as it grows."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vakdesk.access.actors import Actor
from vakdesk.catalogue import actions
from vakdesk.catalogue.files import as_content, ready
from vakdesk.catalogue.forms.arranging import FieldForm, FileForm, OfferingForm, QuickFieldForm, ShelfForm, TasksForm
from vakdesk.catalogue.lists import Offerings
from vakdesk.catalogue.models import Offering, Shelf
from vakdesk.catalogue.permissions import ARRANGE
from vakdesk.catalogue.previewing import Preview
from vakdesk.catalogue.reading_yaml import understood, written
from vakdesk.catalogue.showing import condition_in_words, limits_in_words
from vakdesk.kit.errors import Sentence
from vakdesk.kit.translated import in_active_language
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.tickets.forms.working import PlainForm
from vakdesk.ui.answers import allow, ask, carry_out
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer

WITH = ("current", "shelf", "service", "category", "team", "task_set")


def _found(request: HttpRequest, pk: int) -> Offering:
    allow(request, ARRANGE)
    return get_object_or_404(Offering.objects.visible_to(request.actor).select_related(*WITH), pk=pk)


@require_safe
def offerings(request: HttpRequest) -> HttpResponse:
    allow(request, ARRANGE)
    rows = Offering.objects.visible_to(request.actor).select_related(*WITH)
    return answer(request, Offerings(), rows, add=reverse("catalogue:begin"), add_label=_("New offering"))  # type: ignore[return-value]


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """What a new offering begins as: a template, a file, or nothing."""
    allow(request, ARRANGE)
    templates = [
        (
            code,
            in_active_language(one["names"]),
            in_active_language(one.get("about", {})),
            one.get("icon", "package"),
            len(one.get("fields", [])),
            len(one.get("tasks", [])),
        )
        for code, one in ready().items()
    ]
    return render(request, "catalogue/begin.html", {"templates": templates, "title": _("New offering")})


@require_POST
def install(request: HttpRequest, code: str) -> HttpResponse:
    allow(request, ARRANGE)
    form = PlainForm(request.POST, actor=request.actor)
    page = partial(ask, request, title=_("New offering"), submit=_("Try again"), back=reverse("catalogue:begin"))
    return carry_out(
        request, form, actions.install, then=_editor, page=page, said=_("Made. Change what is different here, then publish."), code=code
    )


def add_offering(request: HttpRequest) -> HttpResponse:
    return _arrange(request, OfferingForm, actions.add_offering, title=_("New offering"), back=reverse("catalogue:begin"))


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """An offering out of a file."""

    def act(*, by: Actor, file: str) -> Offering:
        return actions.take_in(by=by, content=understood(file))

    make = partial(FileForm, None if request.method != "POST" else request.POST, request.FILES or None, actor=request.actor)
    allow(request, ARRANGE)
    page = partial(ask, request, title=_("Take in a file"), submit=_("Take in"), back=reverse("catalogue:begin"))
    if request.method != "POST":
        return page(make())
    return carry_out(request, make(), act, then=_editor, page=page, said=_("Taken in as a draft."))


@require_safe
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """The offering as a file."""
    found = _found(request, pk)
    headers = {"Content-Disposition": f'attachment; filename="{found.code}.yaml"'}
    return HttpResponse(written(as_content(found)), content_type="application/yaml; charset=utf-8", headers=headers)


@require_safe
def offering(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft with everything that can be done to it, and beside it what it looks like."""
    return _show(request, _found(request, pk))


def _show(request: HttpRequest, found: Offering, form: Form | None = None) -> HttpResponse:
    fields = found.fields
    by_key = {one.key: one for one in fields}
    rows = [
        (one, condition_in_words(one, by_key), limits_in_words(one), place == 0, place == len(fields) - 1)
        for place, one in enumerate(fields)
    ]
    context = {
        "offering": found,
        "title": str(found),
        "rows": rows,
        "form": form,
        "quick": form if isinstance(form, QuickFieldForm) else QuickFieldForm(actor=request.actor),
        "preview": Preview(found, request),
        "askers": list(found.askers.select_related("organisation", "team", "group")),
        "todo": list(found.task_set.lines.select_related("team")) if found.task_set else [],
        "editions": found.editions.select_related("published_by"),
        "lines": lines(Entry.objects.about(found)),  # anyone: who arranges it sees what was changed about it
    }
    return render(request, "catalogue/offering.html", context)


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as somebody fills it in: one can answer, and see what is asked then. Nothing is kept."""
    found = _found(request, pk)
    return render(request, "catalogue/preview.html", {"offering": found, "preview": Preview(found, request), "title": _("Preview")})


def edit_offering(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    make = partial(OfferingForm, thing=found)
    return _arrange(request, make, actions.edit_offering, found, title=_("What it is and who may ask"), back=found.get_absolute_url())


@require_POST
def add_field(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    form = QuickFieldForm(request.POST, actor=request.actor)
    return carry_out(
        request, form, actions.add_field, found, then=f"{found.get_absolute_url()}#add", page=lambda form: _show(request, found, form)
    )


def edit_field(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    found = _found(request, pk)
    fields = found.fields
    at = next((place for place, one in enumerate(fields) if one.key == key), None)
    if at is None:
        return _gone(request, found)
    make = partial(FieldForm, earlier=list(fields[:at]), field=fields[at])
    action = partial(actions.edit_field, key=key)
    return _arrange(request, make, action, found, title=_("Change the field"), back=f"{found.get_absolute_url()}#{key}")


def _gone(request: HttpRequest, found: Offering) -> HttpResponse:
    form = PlainForm({}, actor=request.actor)
    form.is_valid()
    form.add_error(None, _("That field is not there any more."))
    page = _show(request, found, form)
    page.status_code = 404
    return page


@require_POST
def move_field(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    return _press(request, pk, partial(actions.move_field, key=key, up="up" in request.POST), anchor=f"#{key}")


@require_POST
def remove_field(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    return _press(request, pk, partial(actions.remove_field, key=key), said=_("Taken out of the draft."), anchor="#form")


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    return _press(request, pk, actions.publish, said=_("Published. It is in the catalogue from now on."))


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return _press(request, pk, actions.withdraw, said=_("Taken out of the catalogue. What was asked for stays."))


@require_http_methods(["GET", "HEAD", "POST"])
def set_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    there = list(found.task_set.lines.select_related("team")) if found.task_set else []
    make = partial(TasksForm, actor=request.actor, lines=there, in_order=bool(found.task_set and found.task_set.in_order))

    def page(form: Form) -> HttpResponse:
        return render(request, "catalogue/tasks.html", {"form": form, "offering": found, "title": _("Tasks that come with it")})

    if request.method != "POST":
        return page(make())
    then = reverse("catalogue:set_tasks", args=[found.pk]) if "more" in request.POST else f"{found.get_absolute_url()}#tasks"
    return carry_out(request, make(request.POST), actions.set_tasks, found, then=then, page=page, said=_("Saved."))


@require_safe
def shelves(request: HttpRequest) -> HttpResponse:
    allow(request, ARRANGE)
    return render(
        request,
        "catalogue/shelves.html",
        {"shelves": Shelf.objects.prefetch_related("offerings"), "title": _("Categories of the catalogue")},
    )


def add_shelf(request: HttpRequest) -> HttpResponse:
    return _arrange(request, ShelfForm, actions.add_shelf, title=_("Add a category"), back=reverse("catalogue:shelves"))


def edit_shelf(request: HttpRequest, pk: int) -> HttpResponse:
    allow(request, ARRANGE)
    shelf = get_object_or_404(Shelf, pk=pk)
    return _arrange(
        request, partial(ShelfForm, thing=shelf), actions.edit_shelf, shelf, title=str(shelf), back=reverse("catalogue:shelves")
    )


def _press(request: HttpRequest, pk: int, action: Callable[..., Any], *, said: Sentence = "", anchor: str = "") -> HttpResponse:
    """A button without a form; what is refused is told on the page of the offering."""
    found = _found(request, pk)
    form = PlainForm(request.POST, actor=request.actor)
    then = f"{found.get_absolute_url()}{anchor}"
    return carry_out(request, form, action, found, then=then, page=lambda form: _show(request, found, form), said=said)


def _arrange(
    request: HttpRequest, make: Callable[..., Form], action: Callable[..., Any], *subject: Any, title: Sentence, back: str
) -> HttpResponse:
    allow(request, ARRANGE)
    page = partial(ask, request, title=title, submit=_("Save"), back=back)
    if request.method != "POST":
        return page(make(actor=request.actor))

    def then(made: Any) -> str:
        return _editor(made) if isinstance(made, Offering) else back

    return carry_out(request, make(request.POST, actor=request.actor), action, *subject, then=then, page=page, said=_("Saved."))


def _editor(made: Offering) -> str:
    return made.get_absolute_url()
