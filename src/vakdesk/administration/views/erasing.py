"""For a privacy officer: find a person, see how much the logbook holds of them, erase it with a ground."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import ngettext

from vakdesk.administration import actions
from vakdesk.administration.forms import EraseForm, WhoseForm
from vakdesk.administration.queries import Reach, counted_by_verb, erasable
from vakdesk.administration.views.allowing import allowed
from vakdesk.logbook.models import Entry
from vakdesk.logbook.redaction import REDACT, REDACTED
from vakdesk.logbook.sentences import lines
from vakdesk.people.models import Person
from vakdesk.ui.answers import carry_out, go
from vakdesk.ui.forms import Form

REDACTIONS_SHOWN = 20


def redaction(request: HttpRequest) -> HttpResponse:
    """Whose data? And what has been erased so far."""
    actor = allowed(request, REDACT)
    form = WhoseForm(request.POST if request.method == "POST" else None, actor=actor)
    if request.method == "POST" and form.is_valid():
        return go(request, reverse("administration:erase", args=[form.cleaned_data["person"].pk]))
    erased = Entry.objects.filter(verb=REDACTED.name)  # anyone: only those who may erase come here
    done = lines(erased.order_by("-position")[:REDACTIONS_SHOWN])
    return render(request, "administration/redaction.html", {"form": form, "done": done}, status=422 if form.errors else 200)


def erase(request: HttpRequest, pk: int) -> HttpResponse:
    actor = allowed(request, REDACT)
    person = get_object_or_404(Person.objects.visible_to(actor), pk=pk)
    page = partial(_erase_page, request, person)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return page(form)
    return carry_out(request, form, actions.erase, person, then=reverse("administration:redaction"), said=_said, page=page)


def _erase_page(request: HttpRequest, person: Person, form: Form) -> HttpResponse:
    context = {
        "form": form,
        "person": person,
        "did": erasable(person, Reach.BY).count(),
        "told": erasable(person, Reach.ABOUT).count(),
        "verbs": counted_by_verb(erasable(person)),
    }
    return render(request, "administration/erase.html", context)


def _said(count: int) -> str:
    return ngettext("Erased in %(count)d entry.", "Erased in %(count)d entries.", count) % {"count": count}
