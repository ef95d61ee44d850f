"""What webhooks do by themselves: try again, give up on what has long been dead, forget what is over."""

from datetime import timedelta

from vakdesk.kit import clock
from vakdesk.kit.timetable import every
from vakdesk.webhooks import actions
from vakdesk.webhooks.delivering import COURIER, hand_over
from vakdesk.webhooks.kinds import State
from vakdesk.webhooks.models import Delivery, Endpoint

PAUSED_AFTER = timedelta(days=3)
KEPT_FOR = timedelta(days=30)
#: Of one endpoint; what lies further back is forgotten sooner.
MOST_KEPT = 10_000
#: What waits for a paused endpoint does not wait for ever.
WAITS_AT_MOST = timedelta(days=14)
FORGOTTEN_TOGETHER = 1000


@every(timedelta(seconds=20), name="webhooks.send_due")
def send_what_is_due() -> None:
    """What was put off has a job once its time has come."""
    if Delivery.objects.due(clock.now()).exists():
        hand_over()


@every(timedelta(minutes=10), name="webhooks.give_up_failing")
def give_up_failing() -> None:
    """Endpoints to which nothing arrived for days are paused, and those who arrange them are told."""
    for endpoint in Endpoint.objects.telling().filter(failing_since__lt=clock.now() - PAUSED_AFTER):
        actions.give_up_failing(endpoint, by=COURIER)


@every(timedelta(hours=6), name="webhooks.forget_old")
def forget_old() -> None:
    """What was told is forgotten after a month, or when there is very much of it."""
    now = clock.now()
    Delivery.objects.waiting().filter(at__lt=now - WAITS_AT_MOST).update(state=State.GIVEN_UP)
    over = Delivery.objects.exclude(state=State.WAITING)
    _forget(over.filter(at__lt=now - KEPT_FOR))
    for endpoint in Endpoint.objects.all():
        oldest = endpoint.deliveries.order_by("-pk").values_list("pk", flat=True)[MOST_KEPT : MOST_KEPT + 1].first()
        if oldest is not None:
            _forget(over.filter(endpoint=endpoint, pk__lte=oldest))


def _forget(rows: "object") -> None:
    while batch := list(rows.values_list("pk", flat=True)[:FORGOTTEN_TOGETHER]):  # type: ignore[attr-defined]
        Delivery.objects.filter(pk__in=batch).delete()
