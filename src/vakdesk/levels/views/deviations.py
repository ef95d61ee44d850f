"""The register of what was not met, and why. For those who answer for it each month."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vakdesk.levels import actions
from vakdesk.levels.forms import DeviationForm
from vakdesk.levels.kinds import Measure, Responsibility
from vakdesk.levels.models import Deviation
from vakdesk.levels.permissions import EXPLAIN, SEE
from vakdesk.levels.views.agreements import agreement_choices
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.records import actions as records
from vakdesk.records.models import Link
from vakdesk.records.permissions import LINK
from vakdesk.ui.answers import allow, ask, carry_out
from vakdesk.ui.components import pill
from vakdesk.ui.forms import Form
from vakdesk.ui.linking import LinkForm
from vakdesk.ui.lists import Choice, Column, Context, Empty, ListPage, Sort, View, answer

#: What is recorded about a deviation itself, and about it as a record.
ABOUT = ("levels.deviation", "records.record")


def _why(row: Deviation, ctx: Context) -> Any:
    return row.cause or pill(_("not explained yet"), "warn")


def _avoidable(row: Deviation) -> str:
    return {True: _("yes"), False: _("no")}.get(row.avoidable, "") if row.avoidable is not None else ""


class Deviations(ListPage):
    name = "deviations"
    heading = gettext_lazy("Deviations")
    intro = gettext_lazy("Each agreed time that was not met: its cause, whose doing it was, and whether it could have been avoided.")
    columns = (
        Column("reference", gettext_lazy("Number"), lambda row: row.reference, kind="reference", link=True),
        Column("about", gettext_lazy("Ticket"), lambda row: row.about.reference, kind="reference"),
        Column("title", gettext_lazy("Subject"), lambda row: row.about.title, main=True, link=True),
        Column("measure", gettext_lazy("Measure"), lambda row: row.get_measure_display()),
        Column("agreement", gettext_lazy("Agreement"), lambda row: row.version),
        Column("due", gettext_lazy("Was due"), lambda row: row.due_at, sort="due_at"),
        Column("cause", gettext_lazy("Cause"), lambda row: row.cause, cell=_why),
        Column("responsibility", gettext_lazy("Whose doing"), lambda row: row.get_responsibility_display()),
        Column("avoidable", gettext_lazy("Avoidable"), _avoidable),
    )
    sorts = (Sort("newest", gettext_lazy("Newest"), ("-due_at", "-pk")), Sort("oldest", gettext_lazy("Oldest"), ("due_at", "pk")))
    views = (
        View("unexplained", gettext_lazy("To explain"), lambda rows, actor: rows.unexplained()),
        View("all", gettext_lazy("All"), lambda rows, actor: rows),
    )
    filters = (
        Choice(
            "agreement",
            gettext_lazy("Agreement"),
            agreement_choices,
            "version__agreement",
        ),
        Choice("measure", gettext_lazy("Measure"), lambda actor: Measure.choices),
        Choice("responsibility", gettext_lazy("Whose doing"), lambda actor: Responsibility.choices),
    )
    empty = Empty(
        gettext_lazy("Everything was met"),
        gettext_lazy("What is answered or solved later than agreed is entered here by itself."),
        "circle-check",
    )


def deviations(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    rows = Deviation.objects.visible_to(request.actor).select_related("record", "about", "version__agreement")
    return answer(request, Deviations(), rows)


def deviation(request: HttpRequest, reference: str) -> HttpResponse:
    found = _find(request, reference)
    links = Link.objects.visible_to(request.actor).filter(source=found.pk).select_related("target").order_by("pk")
    about = Entry.objects.filter(subject_id=found.pk, subject_type__in=ABOUT)  # anyone: of a deviation that this reader was allowed to find
    told = lines(about.order_by("position"))
    context = {"deviation": found, "lines": told, "links": links, "avoidable": _avoidable(found), "title": str(found)}
    return render(request, "levels/deviation.html", context)


def explain(request: HttpRequest, reference: str) -> HttpResponse:
    found = _find(request, reference)
    allow(request, EXPLAIN, found)
    back = found.get_absolute_url()
    page = partial(ask, request, title=_("Why was it not met?"), submit=_("Record it"), back=back, subject=str(found.about))
    form = partial(DeviationForm, thing=found, actor=request.actor)
    if request.method == "POST":
        return carry_out(request, form(request.POST), actions.explain_deviation, found, then=back, page=page, said=_("Recorded."))
    return page(form())


def link(request: HttpRequest, reference: str) -> HttpResponse:
    found = _find(request, reference)
    words = {
        "title": _("Link to another record"),
        "submit": _("Link"),
        "intro": _("The problem that caused it, the ticket that improves it."),
    }
    return _tie(request, found, LinkForm, records.link, said=_("Linked."), **words)


@require_POST
def unlink(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    found = _find(request, reference)
    tied = get_object_or_404(Link.objects.visible_to(request.actor), pk=pk)
    words = {"title": _("Remove the link"), "submit": _("Remove")}
    return _tie(request, found, Form, partial(records.unlink, link=tied), said=_("The link is gone."), **words)


def _tie(request: HttpRequest, found: Deviation, form: type[Form], action: Any, *, said: str, **words: str) -> HttpResponse:
    allow(request, LINK, found)
    back = found.get_absolute_url()
    page = partial(ask, request, back=back, subject=str(found), **words)
    if request.method == "POST":
        return carry_out(request, form(request.POST, actor=request.actor), action, found.record, then=back, page=page, said=said)
    return page(form(actor=request.actor))


def _find(request: HttpRequest, reference: str) -> Deviation:
    allow(request, SEE)
    rows = Deviation.objects.visible_to(request.actor).select_related("record", "about", "version__agreement", "clock")
    return get_object_or_404(rows, record__reference=reference.upper())
