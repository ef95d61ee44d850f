"""What the post does by itself: digests when they are due, mails that were put off or waited for quiet hours to end."""

from datetime import timedelta

from django.conf import settings

from vakdesk.kit import clock
from vakdesk.kit.timetable import every
from vakdesk.notices.actions.posting import ONE_RECEIPT_PER
from vakdesk.notices.digests import bundle_due
from vakdesk.notices.models import Acknowledged, Notice
from vakdesk.notices.sending import hand_in

FORGOTTEN_TOGETHER = 500


@every(timedelta(minutes=1), name="notices.hand_in_waiting")
def hand_in_waiting() -> None:
    """Digests whose time has come are in the outbox, and what is due there has a job."""
    bundle_due()
    if Notice.objects.due(clock.now()).exists():
        hand_in()


@every(timedelta(days=1), name="notices.forget_old")
def forget_old() -> None:
    """What was sent or read is kept for as long as VAKDESK_NOTICES_KEPT_DAYS says. Answers still find their ticket by the reply token."""
    if not settings.NOTICES_KEPT_FOR:
        return
    old = Notice.objects.done_with(clock.now() - settings.NOTICES_KEPT_FOR).order_by("pk").values_list("pk", flat=True)
    while batch := list(old[:FORGOTTEN_TOGETHER]):
        Notice.objects.filter(pk__in=batch).delete()


@every(timedelta(hours=6), name="notices.forget_acknowledged")
def forget_acknowledged() -> None:
    """Which addresses were sent an acknowledgement is known for as long as it matters."""
    Acknowledged.objects.filter(at__lt=clock.now() - ONE_RECEIPT_PER).delete()
