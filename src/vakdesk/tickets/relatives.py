"""The family of a ticket as its page shows it."""

from dataclasses import dataclass

from django.db.models import Case, Count, Q, Value, When

from vakdesk.access.actors import Actor
from vakdesk.tickets.kinds import OPEN
from vakdesk.tickets.models import Ticket

MOST_SHOWN = 8


@dataclass(frozen=True)
class Relatives:
    """`parent` if it is a child; else its `children`, the open first, with how many there are of each sort."""

    parent: Ticket | None = None
    children: tuple[Ticket, ...] = ()
    count: int = 0
    open: int = 0
    disputed: int = 0

    @property
    def more(self) -> int:
        return self.count - len(self.children)

    @property
    def solved(self) -> int:
        return self.count - self.open


def relatives_of(ticket: Ticket, actor: Actor) -> Relatives | None:
    seen = Ticket.objects.visible_to_staff(actor).select_related("record__requester")
    if ticket.parent_id is not None:
        parent = seen.filter(pk=ticket.parent_id).first()
        return Relatives(parent) if parent else None
    children = seen.children_of(ticket)
    is_open = Q(state__in=OPEN)
    counted = children.aggregate(count=Count("pk"), open=Count("pk", is_open), disputed=Count("pk", is_open & Q(times_reopened__gt=0)))
    if not counted["count"]:
        return None
    shown = children.order_by(Case(When(is_open, then=Value(0)), default=Value(1)), "pk")[:MOST_SHOWN]
    return Relatives(None, tuple(shown), **counted)
