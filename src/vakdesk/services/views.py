"""For leads and administrators: what the desk offers, and who answers for it."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.kit.errors import Sentence
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.services import actions
from vakdesk.services.forms import ServiceForm
from vakdesk.services.models import Service, Stage
from vakdesk.services.permissions import ARRANGE, SEE
from vakdesk.ui.answers import adding, allow, ask, carry_out
from vakdesk.ui.components import pill
from vakdesk.ui.lists import Choice, Column, Context, Empty, ListPage, Sort, answer


def _stage(row: Service, ctx: Context) -> Any:
    return pill(row.get_stage_display(), {Stage.PIPELINE: "accent", Stage.LIVE: "good"}.get(Stage(row.stage), "plain"))


class Services(ListPage):
    name = "services"
    heading = gettext_lazy("Services")
    intro = gettext_lazy("The portfolio: what is in preparation, live and retired, who answers for it and who supports it.")
    template = "ui/list/adding.html"
    columns = (
        Column("name", gettext_lazy("Name"), str, main=True, link=True),
        Column("code", gettext_lazy("Code"), lambda row: row.code, sort="code", kind="reference"),
        Column("criticality", gettext_lazy("Criticality"), lambda row: row.get_criticality_display()),
        Column("owner", gettext_lazy("Owner"), lambda row: row.owner),
        Column("team", gettext_lazy("Supporting team"), lambda row: row.team),
        Column("supplier", gettext_lazy("Supplier"), lambda row: row.supplier),
        Column("stage", gettext_lazy("Stage"), lambda row: row.get_stage_display(), cell=_stage),
    )
    filters = (Choice("stage", gettext_lazy("Stage"), options=lambda actor: Stage.choices),)
    sorts = (Sort("code", gettext_lazy("Code"), ("code",)),)
    empty = Empty(
        gettext_lazy("No services yet"),
        gettext_lazy("Add what people ask for: agreements and clocks can then differ per service."),
        "layers",
        gettext_lazy("Add a service"),
        lambda: reverse("services:add_service"),
        permission=ARRANGE,
    )


def services(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    rows = Service.objects.visible_to(request.actor).select_related("owner", "team", "supplier")
    return answer(request, Services(), rows, add=adding(request, ARRANGE, "services:add_service", Service()), add_label=_("Add a service"))


def service(request: HttpRequest, pk: int) -> HttpResponse:
    """What whoever works for it needs: who answers for it, who supports it, what hangs on it, and what was agreed (drawn by `levels`)."""
    shown = _find(request, pk)
    told = lines(Entry.objects.about(shown))  # anyone: who sees the service sees what was changed about it
    names = [(language, shown.names[code]) for code, language in settings.LANGUAGES if shown.names.get(code)]
    return render(request, "services/service.html", {"service": shown, "names": names, "lines": told, "title": str(shown)})


def add_service(request: HttpRequest) -> HttpResponse:
    back = reverse("services:services")
    return _arrange(request, ServiceForm, actions.add_service, on=Service(), title=_("Add a service"), back=back)


def edit_service(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _find(request, pk)
    form = partial(ServiceForm, thing=shown)
    return _arrange(request, form, actions.edit_service, shown, on=shown, title=str(shown), back=shown.get_absolute_url())


def _find(request: HttpRequest, pk: int) -> Service:
    allow(request, SEE)
    return get_object_or_404(Service.objects.visible_to(request.actor).select_related("owner", "team", "supplier"), pk=pk)


def _arrange(request: HttpRequest, form_class: Any, action: Any, *subject: Any, on: Service, title: Sentence, back: str) -> HttpResponse:
    allow(request, ARRANGE, on)
    page = partial(ask, request, title=title, submit=_("Save"), back=back)
    if request.method == "POST":
        return carry_out(request, form_class(request.POST, actor=request.actor), action, *subject, then=back, page=page, said=_("Saved."))
    return page(form_class(actor=request.actor))
