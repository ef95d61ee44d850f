"""The wallboard of a team: read from across the room, renewed by itself. Designed for a lead planning the day."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from vakdesk.kit import clock
from vakdesk.kit.errors import Sentence
from vakdesk.people.models import Team
from vakdesk.tickets import permissions
from vakdesk.tickets.due import due_within, nearest_of, without_agreement
from vakdesk.tickets.lists import queue_row
from vakdesk.tickets.models import Ticket
from vakdesk.ui.lists import Context
from vakdesk.ui.lists.counting import counts, in_words

SHOWN = 12
TITLE = gettext_lazy("Wallboard")


@dataclass(frozen=True)
class Tile:
    """A number with its word; `query` leads to the tickets it counts."""

    label: Sentence
    rows: QuerySet[Any]
    query: str
    tone: str = ""
    count: str = "0"

    @property
    def alarms(self) -> str:
        return self.tone if self.count != "0" else ""


@require_safe
def wallboards(request: HttpRequest) -> HttpResponse:
    """Which team?"""
    _allow(request)
    return render(request, "tickets/wallboards.html", {"teams": Team.objects.visible_to(request.actor).active(), "title": TITLE})


@require_safe
def wallboard(request: HttpRequest, pk: int) -> HttpResponse:
    """How many are late, due soon, unassigned and held, how the day goes, and what hurts next; `full` fills the screen."""
    _allow(request)
    team = get_object_or_404(Team.objects.visible_to(request.actor), pk=pk)
    own = Ticket.objects.visible_to_staff(request.actor).filter(record__team=team)
    now = clock.now()
    rows = list(own.open().with_people().what_hurts_next()[:SHOWN])
    context = Context(request, request.actor, now, nearest_of(rows))
    drawn = format_html_join("", "{}", ((queue_row(row, context, "", picks=False),) for row in rows))
    is_full = "full" in request.GET
    words = {"team": team, "tiles": _tiles(own), "rows": drawn, "at": now, "title": TITLE, "is_full": is_full}
    return render(request, "tickets/wall.html" if is_full else "tickets/wallboard.html", words)


def _tiles(own: Any) -> list[Tile]:
    """All counted in one query."""
    work, now = own.open(), clock.now()
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    tiles = [
        Tile(_("late"), work.filter(hurts_at__lt=now), "due=late", "bad"),
        Tile(_("due within a working hour"), due_within(work.filter(hurts_at__gte=now), 1), "due=1&not_due=late", "warn"),
        Tile(_("nobody's yet"), work.unassigned(), "assignee=none&state=open"),
        Tile(_("on hold"), work.waiting(), "state=waiting"),
        Tile(_("without an agreement"), without_agreement(work), "due=none"),
        Tile(_("open in all"), work, "state=open"),
        Tile(_("came in today"), own.filter(opened_at__gte=today), f"opened_from={today:%Y-%m-%d}"),
        Tile(_("solved today"), own.filter(resolved_at__gte=today), "state=resolved&state=closed&sort=changed-last"),
    ]
    numbers = counts([tile.rows for tile in tiles])
    return [Tile(tile.label, tile.rows, tile.query, tile.tone, in_words(number)) for tile, number in zip(tiles, numbers, strict=True)]


def _allow(request: HttpRequest) -> None:
    if not request.actor.may(permissions.SEE_QUEUE):
        raise Http404
