"""What happened becomes deliveries, after commit and in order; of the main book alone, so an import tells nobody."""

from django.db.models import QuerySet

from vakdesk.kit import clock
from vakdesk.kit.prepared import prepared
from vakdesk.logbook.followers import follow
from vakdesk.logbook.models import Entry
from vakdesk.webhooks.delivering import hand_over
from vakdesk.webhooks.models import Delivery, Endpoint
from vakdesk.webhooks.telling import wants


@follow("webhooks")
def tell(entry: Entry) -> None:
    """Each endpoint that wants the entry has a delivery of it, once, also when it is paused: then it waits."""
    wanting = [endpoint for endpoint in prepared("webhooks.endpoints", _there) if wants(endpoint, entry)]
    if not wanting:
        return
    now = clock.now()
    about = {"entry": entry, "subject_type": entry.subject_type, "subject_id": entry.subject_id, "next_at": now, "at": now}
    Delivery.objects.bulk_create([Delivery(endpoint=endpoint, **about) for endpoint in wanting], ignore_conflicts=True)
    hand_over()


def _there() -> QuerySet[Endpoint]:
    return Endpoint.objects.filter(removed_at=None)  # anyone: whoever hears of what happens
