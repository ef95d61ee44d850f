"""Background jobs, the timetable, workers, and what followers could not deal with."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.administration.forms import ReasonForm
from vakdesk.administration.lists import Jobs, short_name, state_pill
from vakdesk.administration.views.allowing import allowed
from vakdesk.jobs import actions
from vakdesk.jobs.models import Job, Turn, Worker
from vakdesk.jobs.permissions import MANAGE
from vakdesk.jobs.queries import State
from vakdesk.kit import clock
from vakdesk.kit.timetable import timetable
from vakdesk.logbook import actions as parking
from vakdesk.logbook.models import Entry, Parked
from vakdesk.logbook.permissions import TEND_FOLLOWERS
from vakdesk.logbook.sentences import lines
from vakdesk.ui.answers import ask, carry_out
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer
from vakdesk.ui.timeline import Item

PARKED_SHOWN = 50


@require_safe
def jobs(request: HttpRequest) -> HttpResponseBase:
    actor = allowed(request, MANAGE)
    now = clock.now()
    turns = Turn.objects.in_bulk()
    parked = Parked.objects.select_related("entry").order_by("follower", "entry__position")
    more = {
        "workers": Worker.objects.alive(now),
        "rounds": [(each, turns.get(each.name)) for each in sorted(timetable, key=lambda each: each.name)],
        "parked": parked[:PARKED_SHOWN],
        "parked_count": parked.count(),
        "may_tend": actor.may(TEND_FOLLOWERS),
    }
    return answer(request, Jobs(), Job.objects.visible_to(actor), **more)


@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _find(request, pk)
    told = lines(Entry.objects.about(shown))  # anyone: who sees the job sees what was decided about it
    context = {
        "job": shown,
        "name": short_name(shown),
        "state": state_pill(shown),
        "may_retry": shown.state == State.FAILED,
        "may_discard": shown.state in {State.FAILED, State.WAITING},
        "items": [Item(kind="entry", who=line.actor, at=line.entry.happened_at, body=line.sentence, icon=line.icon) for line in told],
    }
    return render(request, "administration/job.html", context)


def retry(request: HttpRequest, pk: int) -> HttpResponse:
    intro = _("The job gets one more attempt, as soon as a worker is free.")
    return _decide(request, _find(request, pk), Form, actions.retry, title=_("Try again"), intro=intro, said=_("It is tried again."))


def discard(request: HttpRequest, pk: int) -> HttpResponse:
    intro = _("The job is never run. What it should have done does not happen.")
    return _decide(
        request, _find(request, pk), ReasonForm, actions.discard, title=_("Discard"), intro=intro, said=_("Discarded."), danger=True
    )


def retry_parked(request: HttpRequest, pk: int) -> HttpResponse:
    intro = _("The follower tries this entry again within seconds, and then those of the same subject that wait behind it.")
    title = _("Try again")
    return _decide(request, _find_parked(request, pk), Form, parking.retry, title=title, intro=intro, said=_("It is tried again."))


def skip_parked(request: HttpRequest, pk: int) -> HttpResponse:
    intro = _("The follower never deals with this entry. What waits behind it goes on.")
    title = _("Pass over")
    return _decide(
        request, _find_parked(request, pk), ReasonForm, parking.skip, title=title, intro=intro, said=_("Passed over."), danger=True
    )


def _decide(
    request: HttpRequest,
    subject: Any,
    form_class: type[Form],
    action: Callable[..., Any],
    *,
    title: str,
    intro: str,
    said: str,
    danger: bool = False,
) -> HttpResponse:
    back = reverse("administration:jobs")
    page = partial(ask, request, title=title, submit=title, back=back, intro=intro, danger=danger, subject=str(subject))
    form = form_class(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return page(form)
    return carry_out(request, form, action, subject, then=back, said=said, page=page)


def _find(request: HttpRequest, pk: int) -> Job:
    return get_object_or_404(Job.objects.visible_to(allowed(request, MANAGE)), pk=pk)


def _find_parked(request: HttpRequest, pk: int) -> Parked:
    allowed(request, TEND_FOLLOWERS)
    found: QuerySet[Parked] = Parked.objects.select_related("entry")
    return get_object_or_404(found, pk=pk)
