"""What the portal does by itself."""

from datetime import timedelta

from vakdesk.kit import clock
from vakdesk.kit.timetable import every
from vakdesk.portal.models import Unsent

KEPT = timedelta(days=14)


@every(timedelta(days=1), name="portal.forget_unsent")
def forget_unsent() -> None:
    """What nobody went on with for two weeks is gone, with its files."""
    Unsent.objects.filter(saved_at__lt=clock.now() - KEPT).delete()
