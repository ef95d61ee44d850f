"""The morning page. Designed for a lead with the first coffee: what needs somebody, and a press that gives it to them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.shifts import permissions
from vakdesk.shifts.mornings import Morning
from vakdesk.shifts.queries import teams_of
from vakdesk.shifts.views.finding import chosen
from vakdesk.ui.answers import allow


@require_safe
def morning(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.MORNING)
    teams = [team for team in teams_of(request.actor) if request.actor.may(permissions.MORNING, team)]
    team = chosen(request, teams)
    context = {"teams": teams, "team": team, "morning": Morning(team, request.actor) if team else None, "title": _("Morning")}
    return render(request, "shifts/morning.html", context)
