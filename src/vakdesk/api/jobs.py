"""What the API does by itself."""

from datetime import timedelta

from vakdesk.api.models import Answered
from vakdesk.kit import clock
from vakdesk.kit.timetable import every

#: A program that was cut off asks again within this time.
KEYS_KEPT_FOR = timedelta(days=2)


@every(timedelta(hours=6), name="api.forget_answered")
def forget_answered() -> None:
    """Old idempotency keys are forgotten."""
    Answered.objects.filter(at__lt=clock.now() - KEYS_KEPT_FOR).delete()
