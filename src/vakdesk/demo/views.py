"""The door of the demo: choose who you are, go in without a password, follow the tour. There only when settings.DEMO."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vakdesk.demo import tour as the_tour
from vakdesk.demo.cast import CAST, Part
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.people import actions as people
from vakdesk.people.actors import actor_for
from vakdesk.ui.answers import go, safe_next

TOUR = "demo_tour"
View = Callable[..., HttpResponse]


def in_demo_only(view: View) -> View:
    """Outside the demo the page does not exist. Inside it nobody needs to be signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(guarded)


@in_demo_only
@require_safe
def cast(request: HttpRequest) -> HttpResponse:
    """Designed for somebody who has just installed it and wants to look around."""
    return render(request, "demo/cast.html", {"cast": CAST.values(), "title": _("Look around"), "on_tour": TOUR in request.session})


@in_demo_only
@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """The visitor is that member of the cast, in the language of the page they came from."""
    part = CAST.get(key)
    if part is None:
        raise Http404
    _become(request, part)
    return go(request, safe_next(request, "/"))


@in_demo_only
@require_POST
def begin_tour(request: HttpRequest) -> HttpResponse:
    """The tour begins here and now, as its first step's person."""
    first = the_tour.STEPS[0]
    _become(request, CAST[first.who])
    request.session[TOUR] = clock.now().isoformat()
    return go(request, first.page(journey_of(request)))


@in_demo_only
@require_POST
def do_step(request: HttpRequest) -> HttpResponse:
    """The present step is done for the visitor, who goes on where the next one is. A step done meanwhile is not done twice."""
    if TOUR not in request.session:
        raise Http404
    journey = journey_of(request)
    _number, step = the_tour.next_step(journey)
    if step.do and request.POST.get("step") == step.name:
        try:
            step.do(journey)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return go(request, safe_next(request, "/"))
    after = journey_of(request)
    _number, following = the_tour.next_step(after)
    _become(request, CAST[following.who])
    return go(request, following.page(after))


@in_demo_only
@require_POST
def end_tour(request: HttpRequest) -> HttpResponse:
    request.session.pop(TOUR, None)
    return go(request, safe_next(request, "/"))


def journey_of(request: HttpRequest) -> the_tour.Journey:
    """The visitor's tour, which must be under way."""
    return the_tour.Journey(datetime.fromisoformat(request.session[TOUR]))


def _become(request: HttpRequest, part: Part) -> None:
    """Signing in as somebody else empties the session; where the tour began is carried over."""
    person = part.person
    if request.user.pk == person.pk:
        return
    began = request.session.get(TOUR)
    language = part.language or get_language() or settings.LANGUAGE_CODE
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    people.record_sign_in(person, method="demo")
    people.edit_self(person, by=actor_for(person), language=language)
    if began is not None:
        request.session[TOUR] = began
