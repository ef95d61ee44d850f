"""Reporting, one question at a time. Each answer is kept before the next question, so back, forward and reload lose nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vakdesk.catalogue.finding import fitting
from vakdesk.knowledge.suggesting import answers_to
from vakdesk.portal import actions, forms
from vakdesk.portal.alike import offers
from vakdesk.portal.complaining import chosen_words
from vakdesk.portal.known import known_to
from vakdesk.portal.models import Unsent
from vakdesk.portal.steps import Step, edition_of, facts_of, steps_of
from vakdesk.portal.views.finding import SHELL, on_unsent
from vakdesk.records.models import Record
from vakdesk.tickets.kinds import PLAIN_KINDS, TicketKind
from vakdesk.ui.answers import ask, carry_out, go
from vakdesk.ui.forms import Form


@dataclass(frozen=True)
class Question:
    """`keep` is the action that takes the answer."""

    name: str
    form: type[forms.QuestionForm]
    keep: Callable[..., None] = actions.answer


ORDER = [
    Question("what", forms.WhatForm),
    Question("kind", forms.KindForm),
    Question("whom", forms.WhomForm),
    Question("about", forms.AboutForm, actions.choose),
    Question("facts", forms.FactForm, actions.answer_fact),
    Question("details", forms.DetailsForm),
    Question("files", forms.FilesForm, actions.add_files),
]
NAMES = [question.name for question in ORDER]


@require_http_methods(["GET", "HEAD", "POST"])
@on_unsent
def question(request: HttpRequest, unsent: Unsent, name: str) -> HttpResponse:
    """Shows a question, or keeps its answer and goes where the button says: on, back, or to the summary."""
    if unsent.sent_as is not None:
        return HttpResponseRedirect(_sent(unsent.sent_as))
    asked, here = ORDER[NAMES.index(name)], Step(name, request.GET.get("at", ""))
    if here not in steps_of(unsent):
        return go(request, _url(unsent, Step("kind") if not unsent.kind else Step("details")))
    key = {"key": here.key} if here.key else {}
    if request.method != "POST":
        return _page(request, unsent, here, asked.form(unsent=unsent, actor=request.actor, **key))
    form = asked.form(request.POST, request.FILES, unsent=unsent, actor=request.actor, **key)
    whole = form.is_valid()
    if isinstance(form, forms.FilesForm) and not whole:
        actions.add_files(unsent, by=request.actor, files=form.staged)
    then = request.POST.get("then", "next")
    if not whole and then == "back":
        return go(request, _next_to(unsent, here, then, request))

    def on(_kept: None) -> str:
        """What is asked next depends on what was answered now."""
        return _next_to(unsent, here, then, request)

    return carry_out(request, form, asked.keep, unsent, then=on, page=lambda form: _page(request, unsent, here, form), **key)


@require_POST
@on_unsent
def keep(request: HttpRequest, unsent: Unsent) -> HttpResponse:
    """What is being written is kept as it stands, while it is written."""
    form = forms.DetailsForm(request.POST, unsent=unsent)
    if form.is_valid():
        actions.answer(unsent, by=request.actor, **form.cleaned_data)
    return HttpResponse(status=204)


@require_POST
@on_unsent
def remove_file(request: HttpRequest, unsent: Unsent, pk: int) -> HttpResponse:
    actions.remove_file(unsent, by=request.actor, file=get_object_or_404(unsent.files, pk=pk))
    return go(request, _url(unsent, Step("files"), request))


@require_safe
@on_unsent
def check(request: HttpRequest, unsent: Unsent) -> HttpResponse:
    """Everything at one glance, before it is sent."""
    if unsent.sent_as is not None:
        return HttpResponseRedirect(_sent(unsent.sent_as))
    if not unsent.kind:
        return HttpResponseRedirect(_url(unsent, Step("kind")))
    return _check_page(request, unsent, forms.PlainForm())


@require_POST
@on_unsent
def send(request: HttpRequest, unsent: Unsent) -> HttpResponse:
    form = forms.PlainForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.send, unsent, then=_sent, page=lambda form: _check_page(request, unsent, form))


@require_http_methods(["GET", "HEAD", "POST"])
@on_unsent
def throw_away(request: HttpRequest, unsent: Unsent) -> HttpResponse:
    words = {"title": _("Throw this away?"), "submit": _("Throw away"), "intro": _("What you wrote and your files are gone then.")}
    page = partial(ask, request, back=reverse("portal:home"), subject=str(unsent), danger=True, **SHELL, **words)
    if request.method != "POST":
        return page(forms.PlainForm())
    form = forms.PlainForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.throw_away, unsent, then=reverse("portal:home"), page=page, said=_("It is thrown away."))


def _page(request: HttpRequest, unsent: Unsent, here: Step, form: Form) -> HttpResponse:
    steps = steps_of(unsent)
    at = steps.index(here)
    (field,) = form.visible_fields()
    context = {
        "unsent": unsent,
        "form": form,
        "field": field,
        "name": here.name,
        "number": at + 1,
        "count": len(steps),
        "is_first": at == 0,
        "from_check": _from_check(request),
        "known": known_to(request.actor) if here.name == "kind" else [],
        "offers": offers(request.actor, unsent.text) if here.name == "kind" else [],
        "answers": answers_to(request.actor, unsent.text) if here.name == "kind" else [],
        "forms": fitting(request.actor, unsent.text) if here.name == "kind" else [],
        "files": unsent.files.select_related("blob"),
        "limit_mb": settings.ATTACHMENT_LIMIT_BYTES // 1024**2,
    }
    return render(request, "portal/question.html", context)


def _check_page(request: HttpRequest, unsent: Unsent, form: Form) -> HttpResponse:
    edition = edition_of(unsent)
    context = {
        "unsent": unsent,
        "form": form,
        "kind": PLAIN_KINDS.get(unsent.kind, ""),
        "whom": chosen_words(request.actor, unsent) if unsent.kind == TicketKind.COMPLAINT else "",
        "about": edition.script if edition else None,
        "facts": [(one, one.in_words(unsent.given.get(one.key, ""))) for one in facts_of(unsent)],
        "files": unsent.files.select_related("blob"),
    }
    return render(request, "portal/check.html", context)


def _next_to(unsent: Unsent, here: Step, then: str, request: HttpRequest) -> str:
    """Where an answer leads: the question before, the same again, or the next one; the summary after the last."""
    if then == "more":
        return _url(unsent, here, request)
    if _from_check(request) or then == "check":
        return reverse("portal:check", args=[unsent.key])
    steps = steps_of(unsent)
    at = steps.index(here) + (-1 if then == "back" else 1)
    return _url(unsent, steps[max(at, 0)]) if at < len(steps) else reverse("portal:check", args=[unsent.key])


def _from_check(request: HttpRequest) -> bool:
    """Whether somebody came here from the summary to change one answer, and wants to go back there."""
    return request.GET.get("then") == "check"


def _url(unsent: Unsent, step: Step, request: HttpRequest | None = None) -> str:
    words = {"at": step.key} if step.key else {}
    if request is not None and _from_check(request):
        words["then"] = "check"
    return reverse("portal:question", args=[unsent.key, step.name]) + (f"?{urlencode(words)}" if words else "")


def _sent(record: Record) -> str:
    return reverse("portal:sent", args=[record.reference])
