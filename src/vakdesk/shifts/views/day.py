"""My day, and the calendar that shows it elsewhere. Designed for an agent at nine who wants to know where to be."""

from functools import partial

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from vakdesk.kit import clock
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person
from vakdesk.shifts import actions, permissions
from vakdesk.shifts.actions.feeds import digest_of
from vakdesk.shifts.days import Day, events_of
from vakdesk.shifts.forms import PlainForm
from vakdesk.shifts.icalendar import calendar as as_text
from vakdesk.shifts.models import Feed
from vakdesk.shifts.views.finding import day_from
from vakdesk.ui.answers import allow, ask, carry_out


@require_safe
def day(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.SEE)
    today = timezone.localdate(clock.now())
    on = day_from(request.GET.get("day", ""), today)
    shown = Day(on, _reader(request), request.actor)
    return render(request, "shifts/day.html", {"day": shown, "today": today, "title": _("My day")})


@never_cache
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.FEED)
    return _feed_page(request)


@never_cache
@require_POST
def open_feed(request: HttpRequest) -> HttpResponse:
    """The address is shown once, in the answer itself: it is kept nowhere."""
    allow(request, permissions.FEED)
    token = actions.open_feed(by=request.actor)
    return _feed_page(request, request.build_absolute_uri(reverse("shifts:calendar", args=[token])))


@require_POST
def close_feed(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.FEED)
    back = reverse("shifts:feed")
    page = partial(ask, request, title=_("That was not possible"), submit=_("Try again"), back=back)
    form = PlainForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.close_feed, then=back, page=page, said=_("The address answers no more."))


@never_cache
@login_not_required
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """For a calendar program, which signs in nowhere: the address itself is the key. Whatever is wrong with it, it is not there."""
    found = Feed.objects.with_digest(digest_of(token)).first()  # anyone: whoever knows the address
    if found is None:
        raise Http404
    actor = actor_for(found.person)
    if not actor.may(permissions.FEED):
        raise Http404
    base = request.build_absolute_uri("/").rstrip("/")
    with translation.override(found.person.language or settings.LANGUAGE_CODE):
        events = events_of(found.person, actor, base)
        text = as_text(str(_("My shifts")), events, host=request.get_host(), now=clock.now())
    headers = {"Content-Disposition": 'inline; filename="shifts.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


def _feed_page(request: HttpRequest, address: str = "") -> HttpResponse:
    there = Feed.objects.visible_to(request.actor).first()
    context = {"feed": there, "address": address, "title": _("My calendar")}
    return render(request, "shifts/feed.html", context)


def _reader(request: HttpRequest) -> Person:
    return Person.objects.visible_to(request.actor).get(pk=request.actor.person_id)
