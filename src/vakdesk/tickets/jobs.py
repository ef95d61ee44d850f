"""What the desk does by itself with tickets: remind, close what nobody answers, resume what was held until now, pass on what waits too long for a coach."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from vakdesk.access.actors import machine
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.kit.timetable import every
from vakdesk.kit.workdays import working_days_before
from vakdesk.tickets import actions
from vakdesk.tickets.care import lapse_moments
from vakdesk.tickets.kinds import Closure
from vakdesk.tickets.models import BulkAct, Release, Ticket

TIMEKEEPER = machine("timekeeper", "Timekeeper")
BATCH = 500
BULK_ACTS_KEPT = timedelta(days=30)


@every(timedelta(minutes=5), name="tickets.remind")
def remind() -> None:
    """Requesters who have not said for REMIND_AFTER_WORKING_DAYS whether it works are reminded, once."""
    due = Ticket.objects.unconfirmed_since(_working_days_ago(settings.REMIND_AFTER_WORKING_DAYS)).filter(reminded_at=None)
    _for_each(due, lambda ticket: actions.remind(ticket, by=TIMEKEEPER))


@every(timedelta(minutes=5), name="tickets.close")
def close() -> None:
    """What nobody confirmed for CLOSE_AFTER_WORKING_DAYS is closed as not confirmed, also what only the desk verified."""
    due = Ticket.objects.unconfirmed_since(_working_days_ago(settings.CLOSE_AFTER_WORKING_DAYS))
    _for_each(due, lambda ticket: actions.close(ticket, by=TIMEKEEPER, closure=Closure.NOT_CONFIRMED))


@every(timedelta(minutes=1), name="tickets.resume")
def resume() -> None:
    """What was held until a moment that has come is in progress again."""
    _for_each(Ticket.objects.due_to_resume(clock.now()), lambda ticket: actions.resume(ticket, by=TIMEKEEPER))


@every(timedelta(minutes=1), name="tickets.lapse")
def lapse() -> None:
    """What waits too long for a coach is the lead's too, before the ticket's clock runs out."""
    waiting = list(Release.objects.waiting().filter(lapsed_at=None).order_by("at", "pk")[:BATCH])
    moments, now = lapse_moments(waiting), clock.now()
    for one in waiting:
        if moments[one.pk] <= now:
            with suppress(Refused):  # decided in the meantime
                actions.lapse(one, by=TIMEKEEPER)


@every(timedelta(days=1), name="tickets.forget_bulk_acts")
def forget_bulk_acts() -> None:
    """How far acts on many came is kept for 30 days; what was done is in the logbook."""
    BulkAct.objects.filter(at__lt=clock.now() - BULK_ACTS_KEPT).delete()


def _working_days_ago(days: int) -> datetime:
    return working_days_before(clock.now(), days, country=settings.HOLIDAYS_OF, zone=settings.TIME_ZONE)


def _for_each(tickets: "QuerySet[Ticket]", act: Callable[[Ticket], None]) -> None:
    """One act per ticket; what a person changed in the meantime refuses, which is no fault."""
    for ticket in tickets.order_by("pk")[:BATCH]:
        try:
            act(ticket)
        except Refused:
            continue
