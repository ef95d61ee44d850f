"""What time does to approvals: approvers are reminded, what nobody decided expires, and what is stuck is found."""

from contextlib import suppress
from datetime import timedelta

from vakdesk.access.actors import machine
from vakdesk.approvals import actions
from vakdesk.approvals.models import Approval
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.kit.timetable import every

TIMEKEEPER = machine("timekeeper", "Timekeeper")
BATCH = 200


@every(timedelta(minutes=5), name="approvals.time")
def keep_time() -> None:
    """Both are asked of the oldest first; a killed run goes on with the rest."""
    now, asked = clock.now(), Approval.objects.asked().select_related("record")
    for approval in asked.filter(expires_at__lte=now).order_by("expires_at", "pk")[:BATCH]:
        with suppress(Refused):  # decided in the meantime
            actions.expire(approval, by=TIMEKEEPER)
    for approval in asked.filter(remind_at__lte=now, reminded_at=None).order_by("remind_at", "pk")[:BATCH]:
        with suppress(Refused):
            actions.remind(approval, by=TIMEKEEPER)


@every(timedelta(hours=1), name="approvals.stuck")
def find_stuck() -> None:
    """Of what is asked, the least lately asked first: who was to decide may have left a team or a role since."""
    for approval in Approval.objects.asked().select_related("record").order_by("asked_at", "pk")[:BATCH]:
        with suppress(Refused):
            actions.look_for_stuck(approval, by=TIMEKEEPER)
