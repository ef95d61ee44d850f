"""What tickets tell the room of tasks, and what happens to tasks because of what happens to a ticket."""

from vakdesk.access.actors import Actor
from vakdesk.people.models import Person
from vakdesk.records.models import Record
from vakdesk.tasks.bearers import Bearer, bearers
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import TicketKind
from vakdesk.tickets.models import Category, Ticket


def _worker(record: Record) -> Person | None:
    """Who has it, else who solved it."""
    ticket = Ticket.objects.select_related("assignee", "resolver").get(pk=record.pk)
    return ticket.assignee or ticket.resolver


def _reopen(record: Record, by: Actor, text: str) -> None:
    """What somebody said on the phone; where it is open again already, it is noted."""
    ticket = Ticket.objects.select_related("record").get(pk=record.pk)
    if ticket.is_open:
        actions.note(ticket, by=by, text=text)
    else:
        actions.reopen(ticket, by=by, text=text)


bearers.add(
    Bearer(
        "ticket",
        kinds=lambda: TicketKind.choices,
        categories=lambda: [(one.code, str(one)) for one in Category.objects.active()],
        kind_path="ticket__kind",
        category_path="ticket__category__code",
        worker=_worker,
        reopen=_reopen,
    )
)
