"""For administrators, leads and auditors: what came from another desk, what was left out, and what its log tells."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from vakdesk.access.actors import Actor
from vakdesk.history.figures import figures
from vakdesk.history.models import Run
from vakdesk.history.permissions import SEE
from vakdesk.people.models import Line, Team
from vakdesk.tickets.kinds import WaitingFor
from vakdesk.ui.answers import allow
from vakdesk.ui.components import moment
from vakdesk.ui.lists import Column, Empty, ListPage, Sort, answer


class Runs(ListPage):
    name = "history"
    heading = _("History from elsewhere")
    intro = _("Tickets of other desks, with every step at its own moment. Bring them in with: vakdesk import csv FILE --map MAP")
    columns = (
        Column("file", _("File"), lambda row: row.file, main=True, link=True),
        Column("system", _("From"), lambda row: row.system),
        Column("at", _("Brought in"), lambda row: row.at, cell=lambda row, ctx: moment(row.at)),
        Column("tickets", _("Tickets"), lambda row: row.tickets, kind="number"),
        Column("entries", _("Entries"), lambda row: row.entries, kind="number"),
        Column("known", _("Here already"), lambda row: row.known, kind="number"),
        Column("skipped", _("Left out"), lambda row: row.skipped, kind="number"),
    )
    sorts = (Sort("newest", _("Newest first"), ("-pk",)),)
    empty = Empty(
        _("Nothing was brought in yet"),
        _("Tickets of TOPdesk, GLPI or any system that saves CSV or XES keep their numbers and their history here."),
        "file-input",
    )

    def address(self, row: Run) -> str:
        return reverse("history:run", args=[row.pk])


@require_safe
def runs(request: HttpRequest) -> HttpResponseBase:
    allow(request, SEE)
    return answer(request, Runs(), Run.objects.visible_to(request.actor))  # type: ignore[attr-defined]


@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: figures of its log, and the rows that were left out with the reason."""
    allow(request, SEE)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    shown = get_object_or_404(Run.objects.visible_to(actor), pk=pk)
    found = figures(shown)
    [(pair, times)] = found.pairs.most_common(1) or [((), 0)]
    waits = sorted(found.waiting.items(), key=lambda item: item[1].time, reverse=True)
    context = {
        "run": shown,
        "figures": found,
        "lines": [(Line(line).label, count) for line, count in sorted(found.lines.items())],
        "waits": [(WaitingFor(whom).label, round(waited.time / timedelta(days=1)), waited) for whom, waited in waits],
        "worst": sorted(str(team) for team in Team.objects.visible_to(actor).filter(pk__in=pair)),
        "worst_times": times,
        "moved_days": found.days(moved=True),
        "still_days": found.days(moved=False),
    }
    return render(request, "history/run.html", context)
