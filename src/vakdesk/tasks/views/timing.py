"""The timer, time that is written down, and what somebody sees of their own time. Nobody sees another's added up."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vakdesk.records.models import Record
from vakdesk.tasks import actions, permissions
from vakdesk.tasks.forms import timing as forms
from vakdesk.tasks.forms.listing import PlainForm
from vakdesk.tasks.lists import OwnTime
from vakdesk.tasks.models import Spent, Task
from vakdesk.tasks.views.finding import act_on, on_record, on_task
from vakdesk.ui.answers import allow, ask, carry_out, safe_next
from vakdesk.ui.components import span
from vakdesk.ui.lists import answer


@on_record
def estimate(request: HttpRequest, record: Record) -> HttpResponse:
    words = {"title": _("How long will it take?"), "submit": _("Save"), "said": _("Saved.")}
    return act_on(request, record, forms.EstimateForm, actions.estimate, permissions.ESTIMATE, **words)


@require_POST
@on_record
def start(request: HttpRequest, record: Record) -> HttpResponse:
    words = {"title": _("Start the timer"), "submit": _("Start"), "said": _("Your timer runs.")}
    return act_on(request, record, PlainForm, actions.start, permissions.WRITE_TIME, **words)


@require_POST
@on_task
def start_on_task(request: HttpRequest, task: Task) -> HttpResponse:
    words = {"title": _("Start the timer"), "submit": _("Start"), "said": _("Your timer runs.")}
    started = partial(actions.start, task=task)
    return act_on(request, task.record, PlainForm, started, permissions.WRITE_TIME, **words)


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """From any page, back to that page."""
    allow(request, permissions.WRITE_TIME)
    back = safe_next(request, reverse("tasks:own_time"))
    page = partial(ask, request, title=_("Stop the timer"), submit=_("Stop"), back=back)
    return carry_out(request, PlainForm(request.POST, actor=request.actor), actions.stop, then=back, page=page, said=_stopped)


def _stopped(spent: Spent) -> str:
    return _("%(span)s written on %(reference)s.") % {"span": span(spent.length), "reference": spent.record.reference}


@on_record
def write_time(request: HttpRequest, record: Record) -> HttpResponse:
    words = {"title": _("Write time"), "submit": _("Write it"), "said": _("Written.")}
    return act_on(request, record, partial(forms.WriteTimeForm, record=record), actions.write_time, permissions.WRITE_TIME, **words)


@require_safe
def own_time(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.WRITE_TIME)
    rows = Spent.objects.visible_to(request.actor).of(request.actor.person_id).over().select_related("record", "task")
    return answer(request, OwnTime(), rows)  # type: ignore[return-value]


def correct_time(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own time alone; somebody else's is not there."""
    allow(request, permissions.WRITE_TIME)
    mine = Spent.objects.visible_to(request.actor).of(request.actor.person_id).select_related("record")
    spent = get_object_or_404(mine, pk=pk)
    back = safe_next(request, reverse("tasks:own_time"))
    page = partial(ask, request, title=_("Put your time right"), submit=_("Save"), back=back, subject=str(spent.record))
    make = partial(forms.CorrectTimeForm, actor=request.actor, spent=spent)
    if request.method == "POST":
        return carry_out(request, make(request.POST), actions.correct_time, spent, then=back, page=page, said=_("Saved."))
    return page(make())
