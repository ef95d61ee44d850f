"""What the desk does by itself with timers: nobody works through the night because they forgot to stop one."""

from contextlib import suppress
from datetime import timedelta

from django.conf import settings

from vakdesk.access.actors import machine
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.kit.timetable import every
from vakdesk.tasks import actions
from vakdesk.tasks.models import Spent

TIMEKEEPER = machine("timekeeper", "Timekeeper")
BATCH = 500


@every(timedelta(minutes=5), name="tasks.forget")
def forget() -> None:
    """Timers that run for longer than settings.TIMER_AT_MOST are stopped, and their people told."""
    overdue = Spent.objects.running().filter(began_at__lte=clock.now() - settings.TIMER_AT_MOST)
    for spent in overdue.order_by("began_at", "pk")[:BATCH]:
        with suppress(Refused):  # stopped in the meantime
            actions.forget(spent, by=TIMEKEEPER)
