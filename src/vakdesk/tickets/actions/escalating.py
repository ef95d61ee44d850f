"""Asking somebody who may decide: a lead looks at a ticket, and answers what was asked."""

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.records import actions as records
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.actions.common import save_and_touch
from vakdesk.tickets.models import Ticket


def escalate(ticket: Ticket, *, by: Actor, reason: str, asked: str) -> None:
    """The leads are asked, with why and for what; the work stays whose it is. Refuses either missing, what is solved, and a second time."""
    with act(by, may=permissions.ESCALATE, on=ticket) as log:
        require(ticket.is_open, _("This is solved already. Reopen it to work on it."))
        require(ticket.escalated_at is None, _("The lead is asked already."))
        require(reason.strip(), _("Say why you cannot go on by yourself."), field="reason")
        require(asked.strip(), _("Say what you ask of the lead."), field="asked")
        text = _("Why: %(reason)s\n\nAsked of the lead: %(asked)s") % {"reason": reason.strip(), "asked": asked.strip()}
        message = records.note(ticket.record, by=by, text=text)
        save_and_touch(ticket, log, escalated_at=log.at)
        log.record(verbs.ESCALATED, ticket, message=message.pk)


def settle(ticket: Ticket, *, by: Actor, text: str) -> None:
    """The lead has answered what was asked, in a note. Refuses when nothing is asked."""
    with act(by, may=permissions.SETTLE, on=ticket) as log:
        require(ticket.escalated_at is not None, _("Nothing is asked of the lead here."))
        message = records.note(ticket.record, by=by, text=text)
        save_and_touch(ticket, log, escalated_at=None)
        log.record(verbs.SETTLED, ticket, message=message.pk)
