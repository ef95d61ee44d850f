"""What happens to articles by itself: their owners hear when it is time to look again."""

from contextlib import suppress
from datetime import timedelta

from vakdesk.access.actors import machine
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.kit.timetable import every
from vakdesk.knowledge import actions
from vakdesk.knowledge.models import Article

TIMEKEEPER = machine("timekeeper", "Timekeeper")
BATCH = 200


@every(timedelta(hours=1), name="knowledge.remind_owners")
def remind_owners() -> None:
    """Owners of published articles whose day has come are told, once for that day."""
    due = Article.objects.stale(clock.now().date()).filter(told_at=None)
    for article in due.order_by("review_by", "pk")[:BATCH]:
        with suppress(Refused):  # looked at in the meantime
            actions.remind(article, by=TIMEKEEPER)
