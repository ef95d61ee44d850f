"""What rules did is forgotten here after a while; the logbook goes on telling it."""

from datetime import timedelta

from vakdesk.kit import clock
from vakdesk.kit.timetable import every
from vakdesk.rules.models import Run

KEPT_FOR = timedelta(days=90)
TOGETHER = 1_000


@every(timedelta(hours=24), name="rules.forget_old")
def forget_old() -> None:
    old = Run.objects.filter(at__lt=clock.now() - KEPT_FOR)
    while keys := list(old.values_list("pk", flat=True)[:TOGETHER]):
        Run.objects.filter(pk__in=keys).delete()
