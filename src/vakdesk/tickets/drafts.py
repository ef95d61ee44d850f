"""What people are writing on a ticket, and the files that wait with it."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.prepared import prepared
from vakdesk.records.models import Draft, DraftFile
from vakdesk.records.store import Staged
from vakdesk.tickets.models import OutgoingFile, Ticket

#: What somebody began longer ago than this warns nobody any more.
BEGUN_WITHIN = timedelta(days=1)


def drafts_on(ticket: Ticket) -> list[Draft]:
    """Of everybody, the newest first; whoever they are. One query."""
    return prepared("tickets.drafts", _drafts_on, record=ticket.pk)


def _drafts_on(record: int) -> QuerySet[Draft]:
    return Draft.objects.filter(record=record).select_related("person").order_by("-saved_at")


def begun_lately(drafts: Iterable[Draft], actor: Actor) -> list[Draft]:
    """What others are writing."""
    since = clock.now() - BEGUN_WITHIN
    return [one for one in drafts if one.person_id != actor.person_id and one.saved_at >= since]


def draft_of(ticket: Ticket, actor: Actor, *, side: str = "") -> Draft | None:
    """Their own draft, the latest unless a side is named."""
    own = Draft.objects.filter(record=ticket.pk, person=actor.person_id)
    return (own.filter(side=side) if side else own).order_by("-saved_at").first()


def staged(files: Iterable[DraftFile | OutgoingFile]) -> list[Staged]:
    """As actions take them; their bytes are in the store."""
    return [Staged(one.name, one.blob.sha256, one.blob.size_bytes, one.blob.content_type) for one in files]


def files_with(draft: Draft | None) -> list[Staged]:
    return staged(draft.files.select_related("blob")) if draft else []
