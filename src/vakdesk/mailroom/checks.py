"""What the logbook vouches for in this room: the original bytes of every message."""

from vakdesk.logbook.models import Entry
from vakdesk.logbook.verify import witness
from vakdesk.mailroom import verbs
from vakdesk.mailroom.models import Arrival
from vakdesk.records import store


@witness(verbs.ARRIVED.name)
def original_is_what_arrived(entry: Entry) -> str:
    """The arrival still names the recorded digest, and its file has it; an erased original is gone from both."""
    arrival = Arrival.objects.filter(pk=entry.subject_id).first()
    if arrival is None or arrival.original_id is None:
        return ""
    if arrival.original_id != entry.facts["sha256"]:
        return "another original was put in the place of the message"
    return store.holds(arrival.original_id)
