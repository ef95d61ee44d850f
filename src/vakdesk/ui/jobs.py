"""What the shell does by itself."""

from datetime import timedelta

from vakdesk.kit import clock
from vakdesk.kit.timetable import every
from vakdesk.ui.models import Submission

KEPT = timedelta(days=2)


@every(timedelta(days=1), name="ui.forget_submissions")
def forget_submissions() -> None:
    """Submissions are remembered for two days; a form left open longer acts anew."""
    Submission.objects.filter(at__lt=clock.now() - KEPT).delete()
