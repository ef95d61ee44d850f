"""How actions write a ticket: only the named fields, and the record's version moves with them."""

from typing import Any

from vakdesk.logbook.act import Act
from vakdesk.records.actions import touch
from vakdesk.tickets.models import Ticket


def save(ticket: Ticket, **values: Any) -> None:
    for field, value in values.items():
        setattr(ticket, field, value)
    ticket.save(update_fields=list(values))


def save_and_touch(ticket: Ticket, log: Act, **values: Any) -> None:
    save(ticket, **values)
    touch(ticket.record, log)


NOT_WAITING = {"waiting_for": "", "hold_reason": "", "hold_until": None}
