"""Calendars: made, changed by a new version, taken out of use. A version that was recorded does not change."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.levels import calendars, permissions, verbs
from vakdesk.levels.counting import recount_calendar
from vakdesk.levels.models import AgreementVersion, Calendar, CalendarVersion
from vakdesk.logbook.act import Act, act

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def add_calendar(*, by: Actor, name: str, **hours: Any) -> Calendar:
    """There is a calendar with its first version. `hours` as `change_calendar` takes them; refuses a name in use."""
    with act(by, may=permissions.ARRANGE, on=Calendar()) as log:
        name = one_line(storable(name), at_most=80)
        require(name, _("Give the calendar a name."), field="name")
        require(not Calendar.objects.filter(name=name).exists(), _("There is a calendar by that name already."), field="name")
        calendar = Calendar.objects.create(name=name)
        _next_version(calendar, log, **hours).save()
        log.record(verbs.CALENDAR_ADDED, calendar)
    return calendar


def change_calendar(calendar: Calendar, *, by: Actor, **hours: Any) -> CalendarVersion:
    """The calendar has a further version from `starts_on`; open clocks are read anew.

    Days before now are counted by it only in clocks that are rebased. Refuses spans that overlap, an unknown zone,
    country or region, a closing day before `starts_on`, and a week without any hours.
    """
    with act(by, may=permissions.ARRANGE, on=calendar) as log:
        version = _next_version(calendar, log, **hours)
        version.save()
        log.record(verbs.CALENDAR_CHANGED, calendar, number=version.number, starts_on=version.starts_on.isoformat())
        recount_calendar.enqueue(calendar.pk)
    return version


def end_calendar(calendar: Calendar, *, by: Actor) -> None:
    """The calendar cannot be chosen any more. Refuses one by which an agreement that has not ended is measured."""
    with act(by, may=permissions.ARRANGE, on=calendar) as log:
        used = AgreementVersion.objects.filter(calendar=calendar, agreement__ended_on=None).select_related("agreement").first()
        require(
            used is None,
            _("“%(agreement)s” is measured by it. End that first, or give it another calendar.") % {"agreement": used and used.agreement},
        )
        calendar.is_active = False
        calendar.save(update_fields=["is_active"])
        log.record(verbs.CALENDAR_ENDED, calendar)


def preview(*, at: datetime, **hours: Any) -> CalendarVersion:
    """The version that these hours would make, unsaved, with the refusals it would meet."""
    return _version(Calendar(name=""), at, number=1, **hours)


def _next_version(calendar: Calendar, log: Act, **hours: Any) -> CalendarVersion:
    last = calendar.versions.aggregate(last=Max("number"))["last"] or 0
    return _version(calendar, log.at, number=last + 1, **hours)


def _version(
    calendar: Calendar,
    at: datetime,
    *,
    number: int,
    starts_on: date,
    zone: str,
    days: Sequence[str],
    country: str = "",
    subdivision: str = "",
    closing_days: str = "",
    note: str = "",
) -> CalendarVersion:
    """An unsaved version out of what people write: `days` are seven texts such as "8:30-12:30, 13:00-17:00", Monday first."""
    week = [calendars.spans_from(text, field=name) for name, text in zip(WEEKDAYS, days, strict=True)]
    calendars.check_week(week)
    calendars.check_country(country, subdivision)
    return CalendarVersion(
        calendar=calendar,
        number=number,
        starts_on=starts_on,
        recorded_at=at,
        zone=calendars.check_zone(zone),
        week=week,
        country=country,
        subdivision=subdivision,
        closing_days=calendars.closing_days_from(storable(closing_days), first=starts_on, field="closing_days"),
        note=one_line(storable(note)),
    )
