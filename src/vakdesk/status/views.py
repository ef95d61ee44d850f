"""The status page for everybody, and the maintenance that the desk plans. Designed for a teacher who wonders whether it is only them."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from vakdesk.kit import clock
from vakdesk.people.models import Person
from vakdesk.shifts.icalendar import Event, calendar
from vakdesk.status import actions, permissions
from vakdesk.status.forms import CancelForm, MaintenanceForm
from vakdesk.status.models import Maintenance
from vakdesk.status.standing import overview
from vakdesk.ui.answers import adding, allow, ask, carry_out
from vakdesk.ui.components import pill
from vakdesk.ui.lists import Column, Context, Empty, ListPage, Sort, View, answer


@login_not_required
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """For whoever is signed in; for everybody where settings.STATUS_IS_OPEN says so."""
    if not (request.user.is_authenticated or settings.STATUS_IS_OPEN):
        return redirect_to_login(request.get_full_path())
    shell = "ui/portal.html" if request.user.is_authenticated else "ui/plain.html"
    return render(
        request, "status/status.html", {"overview": overview(_reader(request), clock.now()), "shell_of": shell, "now": clock.now()}
    )


@login_not_required
@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """What is planned, for a calendar elsewhere."""
    if not (request.user.is_authenticated or settings.STATUS_IS_OPEN):
        return redirect_to_login(request.get_full_path())
    url = request.build_absolute_uri(reverse("status:status"))
    planned = overview(_reader(request), clock.now()).maintenance
    events = [Event(f"maintenance-{one.pk}", one.starts_at, one.ends_at, str(one), url) for one in planned]
    body = calendar(_("Planned maintenance"), events, host=request.get_host(), now=clock.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="maintenance.ics"'
    return response


def _state(row: Maintenance, ctx: Context) -> Any:
    if row.cancelled_at:
        return pill(_("cancelled"))
    if row.is_going_on(ctx.now):
        return pill(_("going on"), "warn")
    return pill(_("to come"), "accent") if row.starts_at > ctx.now else pill(_("over"))


class Planned(ListPage):
    name = "maintenance"
    heading = gettext_lazy("Planned maintenance")
    intro = gettext_lazy("What everybody reads on the status page, before and while it takes place.")
    template = "ui/list/adding.html"
    columns = (
        Column("name", gettext_lazy("Name"), str, main=True, link=True),
        Column("services", gettext_lazy("Services"), lambda row: ", ".join(map(str, row.services.all())), fetches=("services",)),
        Column("starts_at", gettext_lazy("From"), lambda row: row.starts_at, sort="starts_at"),
        Column("ends_at", gettext_lazy("Until"), lambda row: row.ends_at),
        Column("state", gettext_lazy("State"), lambda row: "cancelled" if row.cancelled_at else "planned", cell=_state),
        Column("planned_by", gettext_lazy("Planned by"), lambda row: row.planned_by),
    )
    sorts = (
        Sort("first", gettext_lazy("What comes first"), ("starts_at", "pk")),
        Sort("last", gettext_lazy("Newest"), ("-starts_at", "-pk")),
    )
    views = (
        View("to_come", gettext_lazy("To come"), lambda rows, actor: rows.announced(clock.now()), counted=False),
        View("all", gettext_lazy("All"), lambda rows, actor: rows, counted=False, sort="last"),
    )
    empty = Empty(
        gettext_lazy("Nothing is planned"),
        gettext_lazy("Say in time when a service does not work for a while: whoever needs it then plans around it."),
        "calendar-clock",
        gettext_lazy("Plan maintenance"),
        lambda: reverse("status:plan"),
        permissions.PLAN,
    )

    def address(self, row: Maintenance) -> str:
        return reverse("status:change", args=[row.pk]) if row.cancelled_at is None and row.ends_at > clock.now() else ""


@require_safe
def maintenance(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.SEE)
    rows = Maintenance.objects.visible_to(request.actor).select_related("planned_by").prefetch_related("services")
    add = adding(request, permissions.PLAN, "status:plan")
    return answer(request, Planned(), rows, add=add, add_label=_("Plan maintenance"))  # type: ignore[return-value]


def plan(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.PLAN)
    back = reverse("status:maintenance")
    page = partial(ask, request, title=_("Plan maintenance"), submit=_("Plan it"), back=back)
    if request.method == "POST":
        form = MaintenanceForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.plan, then=back, page=page, said=_("It stands on the status page."))
    return page(MaintenanceForm(actor=request.actor))


def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    back = reverse("status:maintenance")
    page = partial(ask, request, title=str(found), submit=_("Save"), back=back, body="status/_change.html", maintenance=found)
    if request.method == "POST":
        form = MaintenanceForm(request.POST, actor=request.actor, maintenance=found)
        return carry_out(request, form, actions.change, found, then=back, page=page, said=_("Saved."))
    return page(MaintenanceForm(actor=request.actor, maintenance=found))


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    back = reverse("status:maintenance")
    words = {"title": _("Cancel this maintenance"), "submit": _("Cancel the maintenance"), "subject": str(found)}
    page = partial(ask, request, back=back, danger=True, **words)
    if request.method == "POST":
        form = CancelForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.cancel, found, then=back, page=page, said=_("Cancelled."))
    return page(CancelForm(actor=request.actor))


def _find(request: HttpRequest, pk: int) -> Maintenance:
    allow(request, permissions.SEE)
    found = get_object_or_404(Maintenance.objects.visible_to(request.actor), pk=pk)
    allow(request, permissions.PLAN, found)
    return found


def _reader(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None
