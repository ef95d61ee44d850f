"""The priority matrix: read by everybody who works with it, edited by administrators, with every edition it had."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vakdesk.kit.errors import Sentence
from vakdesk.tickets import actions
from vakdesk.tickets.actions.matrix import PAIRS
from vakdesk.tickets.forms.matrix import MatrixForm
from vakdesk.tickets.kinds import Level
from vakdesk.tickets.models import PriorityMatrix, argued_by
from vakdesk.tickets.permissions import EDIT_MATRIX, SEE_QUEUE
from vakdesk.ui.answers import allow, carry_out
from vakdesk.ui.forms import Form


def edit_matrix(request: HttpRequest) -> HttpResponse:
    """GET shows it; POST makes a new edition of it."""
    allow(request, SEE_QUEUE if request.method != "POST" else EDIT_MATRIX)
    editions = list(PriorityMatrix.objects.visible_to(request.actor).select_related("made_by"))
    now = editions[0] if editions else None
    make = partial(MatrixForm, actor=request.actor, matrix=now)

    def page(form: Form) -> HttpResponse:
        told = [(one, _differs(one, before)) for one, before in zip(editions, [*editions[1:], None], strict=False)]
        context = {
            "form": form,
            "levels": Level,
            "rows": _table(now),
            "now": now,
            "editions": told,
            "may_edit": request.actor.may(EDIT_MATRIX),
            "title": _("Priority matrix"),
        }
        return render(request, "tickets/matrix.html", context)

    if request.method != "POST":
        return page(make())
    then = reverse("tickets:edit_matrix")
    said = _("Saved. From now on priorities are argued by it; what is prioritised already stays as it is.")
    return carry_out(request, make(request.POST), actions.edit_matrix, then=then, page=page, said=said)


def _table(edition: PriorityMatrix | None) -> list[tuple[Sentence, list[Any]]]:
    return [(impact.label, [argued_by(edition, impact, urgency) for urgency in Level]) for impact in Level]


def _differs(edition: PriorityMatrix, before: PriorityMatrix | None) -> list[str]:
    """Each cell that the edition changed, in words."""
    words = _("Impact %(impact)s × urgency %(urgency)s: %(before)s → %(after)s")
    found = []
    for impact, urgency in PAIRS:
        was, is_now = argued_by(before, impact, urgency), edition.says(impact, urgency)
        if was != is_now:
            found.append(words % {"impact": impact.label, "urgency": urgency.label, "before": was.label, "after": is_now.label})
    return found
