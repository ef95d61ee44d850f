"""The queue, and the acts on many tickets at once: each ticket is its own act, and what was refused is said."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Refused
from vakdesk.tickets import actions, permissions
from vakdesk.tickets.actions.bulk import MOST_AT_ONCE, UNDO_FOR
from vakdesk.tickets.lists import Queue
from vakdesk.tickets.many import MANY, Many
from vakdesk.tickets.models import BulkAct, BulkLine, Outcome, Phase, Ticket
from vakdesk.tickets.running import go_on
from vakdesk.tickets.views.finding import allow
from vakdesk.ui.answers import carry_out, go, offer_undo, safe_next
from vakdesk.ui.components import pill
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import Column, Context, Empty, ListPage, Sort, answer
from vakdesk.ui.lists.page import Shown

SHOWN = 50
SAID = 5
TONES = {Phase.DOING: "accent", Phase.DONE: "good", Phase.UNDOING: "accent", Phase.UNDONE: "plain"}


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    if not request.actor.may(permissions.SEE_QUEUE):
        raise Http404
    return answer(request, Queue(), Ticket.objects.visible_to_staff(request.actor).with_people())  # type: ignore[return-value]


@require_POST
def many(request: HttpRequest, verb: str) -> HttpResponse:
    """The list posts what was picked, or `all` with the query of all that match; the form that asks for particulars posts it
    again, with `sure`."""
    if verb not in MANY:
        raise Http404
    one = MANY[verb]
    allow(request, permissions.ACT_ON_MANY)
    allow(request, one.permission)
    back = safe_next(request, reverse("tickets:queue"))
    keys = meant_by(request)
    if not keys:
        messages.warning(request, _("Select tickets first."))
        return go(request, back)
    is_all, is_asked = "all" in request.POST, bool(one.form.base_fields)
    page = partial(_ask, request, one, keys, back)
    if "sure" not in request.POST and (is_all or is_asked):
        return page(one.form(actor=request.actor))
    form = one.form(request.POST, actor=request.actor)
    if is_all and request.POST.get("expected") != str(len(keys)):
        form.is_valid()
        form.refuse(Refused(_("Meanwhile these are %(count)d tickets. Look again, then send it once more.") % {"count": len(keys)}))
        return page(form, status=409)
    particulars = {name: request.POST.getlist(name) for name in form.fields}

    def begin(*, by: Actor, **_cleaned: Any) -> BulkAct:
        bulk = actions.begin(by=by, verb=verb, tickets=keys, particulars=particulars)
        go_on(bulk, by)
        return bulk

    return carry_out(request, form, begin, then=lambda bulk: _tell(request, bulk, back), page=page)


@require_safe
def bulk_acts(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.ACT_ON_MANY)
    return answer(request, BulkActs(), BulkAct.objects.visible_to(request.actor))  # type: ignore[return-value]


@require_safe
def bulk_act(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, what was not done and why; and for some minutes the button that undoes it."""
    bulk = get_object_or_404(BulkAct.objects.visible_to(request.actor), pk=pk)
    lines = bulk.lines.select_related("ticket__record").exclude(outcome=Outcome.WAITING)
    counted = _counted(bulk)
    wrong = lines.filter(outcome__in=[Outcome.REFUSED, Outcome.KEPT])
    right = lines.filter(outcome__in=[Outcome.DONE, Outcome.UNDONE])
    total = sum(counted.values())
    context = {
        "bulk": bulk,
        "title": MANY[bulk.verb].title,
        "tone": TONES[Phase(bulk.phase)],
        "total": total,
        "part": 1 - counted.get(Outcome.WAITING if bulk.phase == Phase.DOING else Outcome.DONE, 0) / total if total else 1,
        "counted": [(Outcome(outcome).label, count) for outcome, count in counted.items()],
        "wrong": wrong[:MOST_AT_ONCE],
        "right": right[:SHOWN],
        "more": max(0, counted.get(Outcome.DONE, 0) + counted.get(Outcome.UNDONE, 0) - SHOWN),
        "is_at_work": bulk.phase in (Phase.DOING, Phase.UNDOING),
        "can_undo": actions.may_undo(bulk) and counted.get(Outcome.DONE),
        "until": bulk.done_at and bulk.done_at + UNDO_FOR,
    }
    return render(request, "tickets/bulk_act.html", context)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    bulk = get_object_or_404(BulkAct.objects.visible_to(request.actor), pk=pk)
    allow(request, permissions.ACT_ON_MANY)
    back = safe_next(request, bulk.get_absolute_url())
    try:
        actions.undo(bulk, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal.sentence))
        return go(request, bulk.get_absolute_url())
    bulk.refresh_from_db()
    go_on(bulk, request.actor)
    return go(request, _tell(request, bulk, back))


def _phase(row: BulkAct, ctx: Context) -> Any:
    return pill(row.get_phase_display(), TONES[Phase(row.phase)])


class BulkActs(ListPage):
    name = "bulk-acts"
    heading = gettext_lazy("Acts on many")
    intro = gettext_lazy("What you did to many tickets at once: what was not done and why, and undoing it while there is time.")
    columns = (
        Column("act", gettext_lazy("Act"), lambda row: MANY[row.verb].title, main=True, link=True),
        Column("at", gettext_lazy("When"), lambda row: row.at),
        Column(
            "done",
            gettext_lazy("Done"),
            lambda row: "",
            lambda row, ctx: ctx.extra[row.pk].get(Outcome.DONE, 0),
            kind="number",
            exported=False,
        ),
        Column(
            "refused",
            gettext_lazy("Not done"),
            lambda row: "",
            lambda row, ctx: ctx.extra[row.pk].get(Outcome.REFUSED, 0),
            kind="number",
            exported=False,
        ),
        Column("phase", gettext_lazy("State"), lambda row: row.get_phase_display(), _phase),
    )
    sorts = (Sort("newest", gettext_lazy("Newest"), ("-at", "-pk")),)
    empty = Empty(
        gettext_lazy("Nothing was done to many at once yet"),
        gettext_lazy("Select rows in the queue with x, or all that match, and choose what shall be done to them."),
        "list-checks",
        gettext_lazy("The queue"),
        lambda: reverse("tickets:queue"),
    )

    def prepare(self, rows: list[BulkAct], actor: Actor) -> dict[int, dict[str, int]]:
        found: dict[int, dict[str, int]] = {row.pk: {} for row in rows}
        lines = BulkLine.objects.filter(bulk__in=found).values_list("bulk", "outcome")  # anyone: of acts that are the reader's own
        for bulk, outcome, count in lines.annotate(count=Count("pk")).order_by():
            found[bulk][outcome] = count
        return found


def meant_by(request: HttpRequest) -> list[int]:
    """The keys of the tickets that are meant, of those the reader sees; one more than may be, where they are too many."""
    seen = Ticket.objects.visible_to_staff(request.actor)
    if "all" in request.POST:
        query = QueryDict(request.POST.get("query", "")[:20_000])
        rows = Shown(request, Queue(), seen, query).narrowed
    else:
        picked = [int(key) for key in request.POST.getlist("pick")[: MOST_AT_ONCE + 1] if key.isdecimal() and len(key) < 19]
        rows = seen.filter(pk__in=picked)
    return list(rows.order_by("pk").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])


def _ask(request: HttpRequest, one: Many, keys: list[int], back: str, form: Form, *, status: int = 200) -> HttpResponse:
    shown = Ticket.objects.visible_to_staff(request.actor).select_related("record").filter(pk__in=keys[:SHOWN]).order_by("pk")
    context = {
        "form": form,
        "one": one,
        "tickets": shown,
        "count": len(keys),
        "more": max(0, len(keys) - SHOWN),
        "too_many": MOST_AT_ONCE if len(keys) > MOST_AT_ONCE else 0,
        "picked": [] if "all" in request.POST else keys,
        "query": request.POST.get("query", "") if "all" in request.POST else "",
        "back": back,
        "title": one.title,
    }
    return render(request, "tickets/many.html", context, status=422 if form.is_bound and status == 200 else status)


def _counted(bulk: BulkAct) -> dict[str, int]:
    return dict(bulk.lines.values_list("outcome").annotate(count=Count("pk")).order_by("outcome"))


def _tell(request: HttpRequest, bulk: BulkAct, back: str) -> str:
    """Says what came of it, and answers where to go: to its own page while a worker is at it, or when much was refused."""
    bulk.refresh_from_db()
    if bulk.phase in (Phase.DOING, Phase.UNDOING):
        return bulk.get_absolute_url()
    counted = _counted(bulk)
    if done := counted.get(Outcome.DONE, 0):
        said = ngettext("Done for %(count)d ticket.", "Done for %(count)d tickets.", done) % {"count": done}
        offer_undo(request, said, reverse("tickets:undo", args=[bulk.pk]))
    if undone := counted.get(Outcome.UNDONE, 0):
        messages.success(request, ngettext("Undone for %(count)d ticket.", "Undone for %(count)d tickets.", undone) % {"count": undone})
    wrong = bulk.lines.filter(outcome__in=[Outcome.REFUSED, Outcome.KEPT]).select_related("ticket__record")
    if len(wrong) > SAID:
        return bulk.get_absolute_url()
    for line in wrong:
        messages.warning(request, f"{line.ticket.reference}: {line.why}")
    return back
