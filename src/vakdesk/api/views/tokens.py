"""Tokens: one's own, and for administrators those of machines. Designed for somebody who sets up a program once a year."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vakdesk.access.actors import Actor
from vakdesk.api import actions
from vakdesk.api.forms import MachineForm, TokenForm
from vakdesk.api.lists import Tokens, state_of
from vakdesk.api.models import Token
from vakdesk.api.permissions import MANAGE
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.people.models import Person
from vakdesk.people.permissions import SEE
from vakdesk.ui.answers import allow, ask, carry_out
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer
from vakdesk.ui.timeline import Item


@require_safe
def tokens(request: HttpRequest) -> HttpResponseBase:
    actor = _actor(request)
    rows = Token.objects.visible_to(actor).select_related("person")
    return answer(request, Tokens(clock.now()), rows, may_manage=actor.may(MANAGE), shell_page=_shell(actor))


@require_safe
def token(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _find(request, pk)
    told = lines(Entry.objects.about(shown))  # anyone: who sees the token sees what became of it
    label, tone = state_of(shown)
    context = {
        "token": shown,
        "state": label,
        "tone": tone,
        "shell_page": _shell(_actor(request)),
        "items": [Item(kind="entry", who=line.actor, at=line.entry.happened_at, body=line.sentence, icon=line.icon) for line in told],
        "title": shown.name,
    }
    return render(request, "api/token.html", context)


@never_cache
def make_token(request: HttpRequest) -> HttpResponse:
    own = Person.objects.visible_to(_actor(request)).get(pk=_actor(request).person_id)
    form = TokenForm(request.POST or None, actor=_actor(request))
    return _make(request, form, partial(actions.make_token, own), title=_("New token"))


@never_cache
def make_machine(request: HttpRequest) -> HttpResponse:
    allow(request, MANAGE)
    form = MachineForm(request.POST or None, actor=_actor(request))
    return _make(request, form, actions.make_machine, title=_("New machine"))


def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _find(request, pk)
    words = {"title": _("Revoke this token?"), "submit": _("Revoke it"), "intro": _("The program that uses it is shut out at once.")}
    page = partial(ask, request, back=shown.get_absolute_url(), subject=shown.name, danger=True, shell=_shell(_actor(request)), **words)
    if request.method != "POST":
        return page(Form(actor=request.actor))
    form = Form(request.POST, actor=request.actor)
    return carry_out(request, form, actions.revoke_token, shown, then=reverse("api:tokens"), page=page, said=_("Revoked."))


def _make(request: HttpRequest, form: TokenForm, action: Callable[..., tuple[Token, str]], *, title: str) -> HttpResponse:
    """Its text stands in the answer to this one request and nowhere else, so there is no page to go to."""
    if request.method == "POST" and form.is_valid():
        try:
            made, text = action(by=_actor(request), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            context = {
                "token": made,
                "text": text,
                "title": made.name,
                "shell_page": _shell(_actor(request)),
                "site": request.build_absolute_uri("/"),
            }
            return render(request, "api/made.html", context, status=201)
    status = 422 if form.is_bound else 200
    return render(request, "api/make_token.html", {"form": form, "title": title, "shell_page": _shell(_actor(request))}, status=status)


def _find(request: HttpRequest, pk: int) -> Token:
    return get_object_or_404(Token.objects.visible_to(_actor(request)).select_related("person"), pk=pk)


def _shell(actor: Actor) -> str:
    return "ui/desk.html" if actor.reach(SEE) else "ui/portal.html"


def _actor(request: HttpRequest) -> Actor:
    found: Any = request.actor  # type: ignore[attr-defined]
    assert isinstance(found, Actor)
    return found
