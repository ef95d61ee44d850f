"""What the portal says of approvals: what waits for the reader's decision, and whom their own report waits for."""

from vakdesk.access.actors import Actor
from vakdesk.approvals.asked import open_seats
from vakdesk.approvals.models import Approval
from vakdesk.approvals.panels import APPROVALS
from vakdesk.records.hanging import hangs
from vakdesk.records.models import Record

MOST_SHOWN = 3


def waiting_for(actor: Actor) -> list[Approval]:
    """What ends first, of what is theirs to decide now. One query."""
    rows = Approval.objects.waiting_for(actor).select_related("record", "requester", "asked_by")
    return list(rows.order_by("expires_at", "pk")[:MOST_SHOWN])


def approvals_on(record: Record) -> list[tuple[Approval, str]]:
    """The newest of a report that its reader was allowed to find, each with the names of those who are asked now."""
    if not hangs(record, APPROVALS):
        return []
    newest = Approval.objects.filter(record=record).order_by("-pk")[:MOST_SHOWN]
    return [(approval, ", ".join(str(seat) for seat in open_seats(approval))) for approval in newest.select_related("record")]
