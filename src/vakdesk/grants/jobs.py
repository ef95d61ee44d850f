"""What time does to grants: who has one and who owns it are warned, and at its end it is to be taken away."""

from contextlib import suppress
from datetime import timedelta

from vakdesk.grants import actions
from vakdesk.grants.actions.common import REGISTER
from vakdesk.grants.models import Grant
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.kit.timetable import every

WARN_BEFORE = timedelta(days=14)
BATCH = 200


@every(timedelta(minutes=15), name="grants.time")
def keep_time() -> None:
    now, held = clock.now(), Grant.objects.held().select_related("right__application__team", "person", "record")
    for grant in held.filter(ends_at__lte=now).order_by("ends_at", "pk")[:BATCH]:
        with suppress(Refused):
            actions.expire(grant, by=REGISTER)
    for grant in held.filter(ends_at__gt=now, ends_at__lte=now + WARN_BEFORE, warned_at=None).order_by("ends_at", "pk")[:BATCH]:
        with suppress(Refused):
            actions.warn(grant, by=REGISTER)
