"""When work is done. Designed for an administrator who has to be sure that a year is right before anybody counts by it."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.levels import actions
from vakdesk.levels.actions.calendars import preview
from vakdesk.levels.calendars import spans_in_words, year_of
from vakdesk.levels.forms import DAYS, CalendarForm, WhyForm
from vakdesk.levels.models import Calendar, CalendarVersion
from vakdesk.levels.permissions import ARRANGE, MIGRATE, SEE
from vakdesk.levels.trying import Tried, try_calendar
from vakdesk.levels.views.trying import is_trial, months_of, trial_words
from vakdesk.ui.answers import adding, allow, ask, carry_out
from vakdesk.ui.components import pill
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import Column, Context, Empty, ListPage, Sort, answer

#: Monday first, as the year is drawn.
INITIALS = [WEEKDAYS_ABBR[number] for number in range(7)]


def _use(row: Calendar, ctx: Context) -> Any:
    return "" if row.is_active else pill(_("out of use"))


class Calendars(ListPage):
    name = "calendars"
    heading = gettext_lazy("Calendars")
    intro = gettext_lazy("When work is done: what agreements count by.")
    template = "ui/list/adding.html"
    columns = (
        Column("name", gettext_lazy("Name"), str, sort="name", main=True, link=True),
        Column("use", gettext_lazy("Use"), lambda row: row.is_active, cell=_use),
    )
    sorts = (Sort("name", gettext_lazy("Name"), ("name",)),)
    empty = Empty(
        gettext_lazy("No calendars yet"),
        gettext_lazy("An agreement needs one: office hours with your holidays, or 24 × 7."),
        "calendar-days",
        gettext_lazy("Add a calendar"),
        lambda: reverse("levels:add_calendar"),
        permission=ARRANGE,
    )


def calendars(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    rows = Calendar.objects.visible_to(request.actor)
    return answer(
        request, Calendars(), rows, add=adding(request, ARRANGE, "levels:add_calendar", Calendar()), add_label=_("Add a calendar")
    )


def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The year as it will be counted, by the version that holds in it, and every version."""
    found = _find(request, pk)
    versions = list(found.versions.order_by("-number"))
    year = _year(request)
    shown = _holding(versions, year)
    context = {
        "calendar": found,
        "versions": versions,
        "shown": shown,
        "hours": _hours(shown),
        "months": year_of(shown, year),
        "initials": INITIALS,
        "year": year,
        "before": year - 1,
        "after": year + 1,
        "title": str(found),
    }
    return render(request, "levels/calendar.html", context)


def add_calendar(request: HttpRequest) -> HttpResponse:
    allow(request, ARRANGE, Calendar())
    return _shape(request, CalendarForm, actions.add_calendar, title=_("Add a calendar"), back=reverse("levels:calendars"))


def change_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    allow(request, ARRANGE, found)
    latest = found.versions.order_by("-number")[0]
    title = _("New version of “%(calendar)s”") % {"calendar": found}
    form = partial(CalendarForm, thing=latest)
    return _shape(request, form, actions.change_calendar, found, title=title, back=found.get_absolute_url())


def end_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    allow(request, ARRANGE, found)
    return _simple(request, Form, actions.end_calendar, found, title=_("Take this calendar out of use"), submit=_("Take it out of use"))


def recount_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    allow(request, MIGRATE, found)
    intro = _("Every open ticket that is measured by it is counted anew with all versions known now, also for days that are past.")
    return _simple(request, WhyForm, actions.rebase_open, found, title=_("Recount what is open"), submit=_("Recount"), intro=intro)


def _find(request: HttpRequest, pk: int) -> Calendar:
    allow(request, SEE)
    return get_object_or_404(Calendar.objects.visible_to(request.actor), pk=pk)


def _simple(request: HttpRequest, form: Any, action: Any, found: Calendar, **words: Any) -> HttpResponse:
    back = found.get_absolute_url()
    page = partial(ask, request, back=back, subject=str(found), **words)
    if request.method == "POST":
        return carry_out(request, form(request.POST, actor=request.actor), action, found, then=back, page=page, said=_("Done."))
    return page(form(actor=request.actor))


def _shape(request: HttpRequest, form_class: Any, action: Any, *subject: Calendar, title: str, back: str) -> HttpResponse:
    """The form of a calendar. With the button that previews, nothing is saved and the year is drawn; one that is there can be tried."""

    def page(form: Form, drawn: CalendarVersion | None = None, tried: Tried | None = None) -> HttpResponse:
        year = drawn.starts_on.year if drawn else 0
        months = year_of(drawn, year) if drawn else ()
        context = {"form": form, "title": title, "back": back, "months": months, "year": year, "initials": INITIALS}
        return render(request, "levels/calendar_form.html", context | (trial_words(request, tried) if subject else {}))

    if request.method != "POST":
        return page(form_class(actor=request.actor))
    form = form_class(request.POST, actor=request.actor)
    tries = bool(subject) and is_trial(request)
    if (tries or "preview" in request.POST) and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "name"}
        try:
            drawn = preview(at=clock.now(), **given)
        except Refused as refusal:
            form.refuse(refusal)
            return page(form)
        if not tries:
            return page(form, drawn)
        return page(form, tried=try_calendar(*subject, drawn, months=months_of(request), actor=request.actor))
    return carry_out(
        request,
        form,
        action,
        *subject,
        then=lambda made: made.get_absolute_url() if isinstance(made, Calendar) else back,
        page=page,
        said=_("Saved."),
    )


def _year(request: HttpRequest) -> int:
    given = request.GET.get("year", "")
    return int(given) if given.isdecimal() and 1990 <= int(given) <= 2100 else timezone.localdate().year


def _holding(versions: list[CalendarVersion], year: int) -> CalendarVersion:
    """The version with the latest first day that has begun by the end of the year, else the first."""
    begun = [version for version in versions if version.starts_on.year <= year]
    return max(begun, key=lambda version: (version.starts_on, version.number)) if begun else min(versions, key=lambda one: one.starts_on)


def _hours(version: CalendarVersion) -> list[tuple[Any, str]]:
    return [(day, spans_in_words(spans) or _("free")) for day, spans in zip(DAYS, version.week, strict=True)]
