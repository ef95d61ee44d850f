"""The wallboard of a team: read from across the room, refreshed by itself. Designed for a lead planning the day."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from vakdesk.kit import clock
from vakdesk.people.models import Team
from vakdesk.tickets import permissions
from vakdesk.tickets.due import due_within, nearest_of, without_agreement
from vakdesk.tickets.lists import queue_row
from vakdesk.tickets.models import Ticket
from vakdesk.ui.lists import Context

SHOWN = 12
TITLE = gettext_lazy("Wallboard")


@require_safe
def wallboards(request: HttpRequest) -> HttpResponse:
    """Which team?"""
    _allow(request)
    return render(request, "tickets/wallboards.html", {"teams": Team.objects.visible_to(request.actor).active(), "title": TITLE})


@require_safe
def wallboard(request: HttpRequest, pk: int) -> HttpResponse:
    """How many are late, due soon, unassigned and held, and what hurts next."""
    _allow(request)
    team = get_object_or_404(Team.objects.visible_to(request.actor), pk=pk)
    own = Ticket.objects.visible_to_staff(request.actor).filter(record__team=team).open()
    now = clock.now()
    rows = list(own.with_people().what_hurts_next()[:SHOWN])
    context = Context(request, request.actor, now, nearest_of(rows))
    drawn = format_html_join("", "{}", ((queue_row(row, context, "", picks=False),) for row in rows))
    tiles: list[dict[str, Any]] = [
        {"label": _("late"), "count": own.filter(hurts_at__lt=now).count(), "tone": "bad", "query": "due=late"},
        {
            "label": _("due within a working hour"),
            "count": due_within(own.filter(hurts_at__gte=now), 1).count(),
            "tone": "warn",
            "query": "due=1",
        },
        {"label": _("nobody's yet"), "count": own.unassigned().count(), "tone": "", "query": "assignee=none"},
        {"label": _("on hold"), "count": own.waiting().count(), "tone": "", "query": "state=waiting"},
        {"label": _("without an agreement"), "count": without_agreement(own).count(), "tone": "", "query": "due=none"},
        {"label": _("open in all"), "count": own.count(), "tone": "", "query": ""},
    ]
    return render(request, "tickets/wallboard.html", {"team": team, "tiles": tiles, "rows": drawn, "at": now, "title": TITLE})


def _allow(request: HttpRequest) -> None:
    if not request.actor.may(permissions.SEE_QUEUE):
        raise Http404
