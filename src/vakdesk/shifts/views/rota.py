"""The rota of a team, week by week. Designed for a lead who plans on Friday, and for everybody who looks at a phone who is on."""

from datetime import datetime, time
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vakdesk.kit import clock
from vakdesk.people.models import Team
from vakdesk.shifts import actions, forms, permissions
from vakdesk.shifts.models import Shift
from vakdesk.shifts.queries import teams_of
from vakdesk.shifts.rotas import Rota
from vakdesk.shifts.views.finding import chosen
from vakdesk.shifts.weeks import Week
from vakdesk.ui.answers import allow, ask, carry_out, safe_next

#: What the form proposes: a working day.
BEGINS, ENDS = time(9), time(17)


@require_safe
def rota(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.SEE)
    teams, this_week = list(teams_of(request.actor)), Week.of(timezone.localdate(clock.now()))
    team, week = chosen(request, teams), Week.from_text(request.GET.get("week", ""), this_week)
    context = {
        "teams": teams,
        "team": team,
        "rota": Rota(team, week, request.actor) if team else None,
        "week": week,
        "this_week": this_week,
        "earlier": week.plus(-1),
        "later": week.plus(1),
        "title": _("Rota"),
    }
    return render(request, "shifts/rota.html", context)


def plan(request: HttpRequest, team: int) -> HttpResponse:
    found = _team(request, team)
    allow(request, permissions.PLAN, found)
    back = safe_next(request, _rota_of(found))
    page = partial(ask, request, title=_("Put somebody on the rota"), submit=_("Put on the rota"), back=back, subject=str(found))
    make = partial(forms.PlanForm, actor=request.actor, team=found)
    if request.method == "POST":
        return carry_out(request, make(request.POST), actions.plan, team=found, then=back, page=page, said=_("It is on the rota."))
    return page(make(initial=_proposed(request)))


def change(request: HttpRequest, pk: int) -> HttpResponse:
    shift = _shift(request, pk)
    allow(request, permissions.PLAN, shift)
    back = safe_next(request, shift.get_absolute_url())
    page = partial(ask, request, title=str(shift.person), submit=_("Save"), back=back, subject=str(shift.team))
    make = partial(forms.ChangeForm, actor=request.actor, shift=shift)
    if request.method == "POST":
        return carry_out(request, make(data=request.POST), actions.change, shift, then=back, page=page, said=_("Saved."))
    return page(make())


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    shift = _shift(request, pk)
    allow(request, permissions.PLAN, shift)
    back = safe_next(request, shift.get_absolute_url())
    words = {"title": _("Take it off the rota?"), "submit": _("Take it off"), "subject": f"{shift.person}: {shift}", "danger": True}
    page = partial(ask, request, back=back, **words)
    if request.method == "POST":
        form = forms.PlainForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.remove, shift, then=back, page=page, said=_("It is off the rota."))
    return page(forms.PlainForm(actor=request.actor))


@require_POST
def copy_week(request: HttpRequest, team: int) -> HttpResponse:
    found = _team(request, team)
    allow(request, permissions.PLAN, found)
    back = safe_next(request, _rota_of(found))
    page = partial(ask, request, title=_("Copy the week before"), submit=_("Try again"), back=back, subject=str(found))
    form = forms.CopyForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.copy_week, found, then=back, page=page, said=_said)


def _said(copied: actions.Copied) -> str:
    told = ngettext("%(count)d line copied.", "%(count)d lines copied.", copied.count) % {"count": copied.count}
    return " ".join([told if copied.count else _("Nothing had to be copied."), *copied.left[:5]])


def _team(request: HttpRequest, pk: int) -> Team:
    return get_object_or_404(teams_of(request.actor), pk=pk)


def _shift(request: HttpRequest, pk: int) -> Shift:
    return get_object_or_404(Shift.objects.visible_to(request.actor).with_people(), pk=pk)


def _rota_of(team: Team) -> str:
    return f"{reverse('shifts:rota')}?team={team.pk}"


def _proposed(request: HttpRequest) -> dict[str, Any]:
    """The person and the day of the cell that was pressed, else today."""
    try:
        day = parse_date(request.GET.get("day", "")) or timezone.localdate(clock.now())
    except ValueError:
        day = timezone.localdate(clock.now())
    person = request.GET.get("person", "")
    start, end = (datetime.combine(day, at) for at in (BEGINS, ENDS))
    return {"person": int(person) if person.isdecimal() and len(person) < 18 else None, "starts_at": start, "ends_at": end}
