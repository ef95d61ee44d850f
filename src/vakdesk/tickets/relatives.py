"""The family of a ticket as its page shows it."""

from dataclasses import dataclass

from django.db.models import Case, Q, Value, When

from vakdesk.access.actors import Actor
from vakdesk.records.hanging import Hanging, hangs
from vakdesk.tickets.kinds import OPEN
from vakdesk.tickets.models import Ticket
from vakdesk.ui.lists.counting import COUNTED_TO, counts, in_words

MOST_SHOWN = 8
CHILDREN = Hanging("children", lambda record: Ticket.objects.filter(parent=record))


@dataclass(frozen=True)
class Relatives:
    """`parent` if it is a child; else its `children`, the open first, with how many there are of each sort, at most COUNTED_TO + 1."""

    parent: Ticket | None = None
    children: tuple[Ticket, ...] = ()
    count: int = 0
    solved: int = 0
    disputed: int = 0

    @property
    def is_counted(self) -> bool:
        """Whether the numbers are those of all children, and add up."""
        return self.count <= COUNTED_TO

    @property
    def more(self) -> int:
        return self.count - len(self.children) if self.is_counted else 0

    @property
    def words(self) -> dict[str, str]:
        return {name: in_words(getattr(self, name)) for name in ("count", "solved", "disputed")}


def relatives_of(ticket: Ticket, actor: Actor) -> Relatives | None:
    seen = Ticket.objects.visible_to_staff(actor).select_related("record__requester")
    if ticket.parent_id is not None:
        parent = seen.filter(pk=ticket.parent_id).first()
        return Relatives(parent) if parent else None
    if not hangs(ticket.record, CHILDREN):
        return None
    children = seen.children_of(ticket)
    is_open = Q(state__in=OPEN)
    count, solved, disputed = counts([children, children.exclude(is_open), children.filter(is_open, times_reopened__gt=0)])
    if not count:
        return None
    shown = children.order_by(Case(When(is_open, then=Value(0)), default=Value(1)), "pk")[:MOST_SHOWN]
    return Relatives(None, tuple(shown), count, solved, disputed)
