"""The timekeeper: looks every minute which clocks have crossed a fraction of their target, and says so."""

from datetime import timedelta

from django.conf import settings

from vakdesk.access.actors import machine
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.kit.timetable import every
from vakdesk.levels import counting
from vakdesk.levels.actions import alarm
from vakdesk.levels.models import Clock

TIMEKEEPER = machine("timekeeper", "Timekeeper")
BATCH = 500
#: The demo goes on making its past while it is looked at; what lies further back is told as that past is made.
NEWS_IN_DEMO_FOR = timedelta(days=4)
recount_calendar = counting.recount_calendar


@every(timedelta(minutes=1), name="levels.alarms")
def alarms() -> None:
    """Whatever is due is announced, the longest due first; after an outage too, with how late it is said."""
    due = Clock.objects.due_to_alarm(clock.now())
    if settings.DEMO:
        due = due.filter(alarm_at__gt=clock.now() - NEWS_IN_DEMO_FOR)
    for row in due.order_by("alarm_at", "pk")[:BATCH]:
        try:
            alarm(row, by=TIMEKEEPER)
        except Refused:  # somebody acted on the ticket in the meantime
            continue
