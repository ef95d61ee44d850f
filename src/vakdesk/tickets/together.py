"""Who else is on a ticket: who looks, who writes, and what they have begun."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max

from vakdesk.access.actors import Actor
from vakdesk.live.presence import Present, others, present_on
from vakdesk.logbook.models import Entry
from vakdesk.records.kinds import Side
from vakdesk.records.models import Draft
from vakdesk.tickets.drafts import begun_lately, drafts_on
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.telling import about


@dataclass(frozen=True)
class Together:
    """`present` are other people with the ticket open; `begun` what others have written and not sent, the newest first."""

    present: Sequence[Present]
    begun: Sequence[Draft]

    @property
    def writing(self) -> list[Present]:
        return [one for one in self.present if one.doing]

    @property
    def unsent(self) -> list[Draft]:
        """Of those who do not write on it right now."""
        busy = {one.person_id for one in self.writing}
        return [draft for draft in self.begun if draft.person_id not in busy and draft.side == Side.PUBLIC]


def with_me(ticket: Ticket, actor: Actor, drafts: Iterable[Draft] | None = None) -> Together:
    """Two queries at most; one where all drafts on the ticket are there already."""
    begun = drafts_on(ticket) if drafts is None else drafts
    return Together(others(present_on(ticket.pk), actor), begun_lately(begun, actor))


def newest_entry(ticket: Ticket) -> int:
    """Grows with everything that is recorded about it."""
    return Entry.objects.filter(about(ticket)).aggregate(newest=Max("pk"))["newest"] or 0
