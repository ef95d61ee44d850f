"""Deliveries leave the house here, from the worker: at least once, in order per subject, with growing pauses.

A job sends what is due. Whoever sends a delivery has it for a while; killed in between, it is sent again with the same id.
"""

from datetime import datetime, timedelta

from django_tasks import task

from vakdesk.access.actors import machine
from vakdesk.kit import clock
from vakdesk.kit.secrets import Unreadable
from vakdesk.webhooks.kinds import Fault, State
from vakdesk.webhooks.models import Delivery, Endpoint
from vakdesk.webhooks.reaching import Answer, post
from vakdesk.webhooks.signing import headers_for
from vakdesk.webhooks.telling import payload, trial_payload

COURIER = machine("courier", "Courier")
#: Waiting time before each further attempt: together a little over two days. Then the delivery is given up.
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (0.1, 1, 5, 30, 120, 300, 600, 840, 1200))
CLAIM = timedelta(minutes=2)
BATCH = 200


@task()
def send_due() -> None:
    """What is due has been tried once, subject by subject; what came after it is due then, and gets a job of its own."""
    due = list(Delivery.objects.due(clock.now()).order_by("next_at", "pk").values_list("pk", flat=True)[:BATCH])
    for pk in due:
        if (delivery := _claim(pk)) is not None:
            _settle(delivery, _attempt(delivery))
    if due and Delivery.objects.due(clock.now()).exists():
        hand_over()


def hand_over() -> None:
    """The worker sends what is due, after commit."""
    send_due.using(key="webhooks").enqueue()  # type: ignore[call-arg]  # our task class adds the key


def attempt_trial(endpoint: Endpoint, at: datetime) -> Answer:
    return _send(endpoint, f"msg_{endpoint.pk}_trial_{int(at.timestamp())}", trial_payload(endpoint, at.isoformat()))


def _claim(pk: int) -> Delivery | None:
    """The delivery, which nobody else sends for a while; None when somebody else has it."""
    now = clock.now()
    if not Delivery.objects.due(now).filter(pk=pk).update(claimed_until=now + CLAIM):
        return None
    return Delivery.objects.select_related("endpoint", "entry").get(pk=pk)


def _attempt(delivery: Delivery) -> Answer:
    return _send(delivery.endpoint, delivery.message_id, payload(delivery.entry))


def _send(endpoint: Endpoint, message_id: str, body: bytes) -> Answer:
    now = clock.now()
    try:
        keys = endpoint.secrets(now)
    except Unreadable:
        return Answer(0, Fault.SEALED, 0)
    headers = headers_for(message_id, int(now.timestamp()), body, keys)
    return post(endpoint.url, body, {"Content-Type": "application/json", **headers})


def _settle(delivery: Delivery, answer: Answer) -> None:
    """How it went is on the delivery, and whether anything arrives on its endpoint. What was removed meanwhile stays given up."""
    now = clock.now()
    values = {
        "attempts": delivery.attempts + 1,
        "claimed_until": None,
        "tried_at": now,
        "status": answer.status or None,
        "fault": answer.fault,
        "took_ms": answer.took_ms,
    }
    if not answer.fault:
        values |= {"state": State.DELIVERED}
        Endpoint.objects.filter(pk=delivery.endpoint_id).update(delivered_at=now, failing_since=None)
    else:
        Endpoint.objects.filter(pk=delivery.endpoint_id, failing_since=None).update(failing_since=now)
        if delivery.attempts >= len(DELAYS):
            values |= {"state": State.GIVEN_UP}
        else:
            values |= {"next_at": now + DELAYS[delivery.attempts]}
    Delivery.objects.waiting().filter(pk=delivery.pk).update(**values)
