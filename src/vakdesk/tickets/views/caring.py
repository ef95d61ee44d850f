"""For coaches and leads: which trainees are in their care, and how what each of them writes is looked after."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from vakdesk.access.actors import Actor
from vakdesk.people.models import Person
from vakdesk.tickets import actions
from vakdesk.tickets.care import care_by_kind, trainees_of
from vakdesk.tickets.forms.caring import CareForm
from vakdesk.tickets.kinds import Care, TicketKind
from vakdesk.tickets.models import CareSetting
from vakdesk.tickets.permissions import CARE
from vakdesk.tickets.releases import CARE_TONES
from vakdesk.tickets.views.finding import allow
from vakdesk.ui.answers import carry_out
from vakdesk.ui.components import person, pill
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import Column, Empty, ListPage, Sort, answer


def _care_on(kind: TicketKind) -> Column:
    return Column(
        kind.value,
        kind.label,
        lambda row: "",
        cell=lambda row, ctx: pill(ctx.extra[row.pk][kind].label, CARE_TONES[ctx.extra[row.pk][kind]]),
        exported=False,
    )


class Trainees(ListPage):
    name = "trainees"
    heading = gettext_lazy("Trainees under care")
    intro = gettext_lazy("How what each trainee writes to requesters is looked after today, by kind of ticket.")
    columns = (
        Column("name", gettext_lazy("Trainee"), str, lambda row, ctx: person(row.name, row.job_title), "folded", main=True, link=True),
        *(_care_on(kind) for kind in TicketKind),
    )
    sorts = (Sort("name", gettext_lazy("Name"), ("folded", "pk")),)
    exports = False
    empty = Empty(
        gettext_lazy("No trainee yet"),
        gettext_lazy("Whoever holds the role of trainee where you coach or lead stands here."),
        "graduation-cap",
    )

    def address(self, row: Person) -> str:
        return reverse("tickets:set_care", args=[row.pk])

    def prepare(self, rows: list[Person], actor: Actor) -> Any:
        return care_by_kind([row.pk for row in rows])


@require_safe
def trainees(request: HttpRequest) -> HttpResponse:
    allow(request, CARE)
    return answer(request, Trainees(), trainees_of(request.actor))  # type: ignore[return-value]


def set_care(request: HttpRequest, pk: int) -> HttpResponse:
    """What holds today for each kind, what was set before and why, and the form that sets something else."""
    allow(request, CARE)
    trainee = get_object_or_404(trainees_of(request.actor), pk=pk)
    page = partial(_page, request, trainee)
    if request.method != "POST":
        return page(CareForm(actor=request.actor))
    form = CareForm(request.POST, actor=request.actor)
    then = reverse("tickets:set_care", args=[trainee.pk])
    return carry_out(request, form, actions.set_care, trainee, then=then, page=page, said=_("Set."))


def _page(request: HttpRequest, trainee: Person, form: Form) -> HttpResponse:
    now = care_by_kind([trainee.pk])[trainee.pk]
    context = {
        "trainee": trainee,
        "form": form,
        "now": [(TicketKind(kind).label, Care(care).label, CARE_TONES[care]) for kind, care in now.items()],
        "settings": CareSetting.objects.filter(trainee=trainee).select_related("set_by"),
    }
    return render(request, "tickets/care.html", context)
