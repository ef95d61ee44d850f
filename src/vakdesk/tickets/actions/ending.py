"""How a ticket ends: confirmed, closed without an answer, withdrawn; and how it comes back."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.logbook.act import Act, act
from vakdesk.records import actions as records
from vakdesk.records.models import Message
from vakdesk.records.store import Staged
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.actions.common import NOT_WAITING, save_and_touch
from vakdesk.tickets.actions.submitting import submit
from vakdesk.tickets.care import is_held_back
from vakdesk.tickets.kinds import CLOSURES_OF_RESOLVED, Closure, Speech, State, Verification
from vakdesk.tickets.models import Ticket


def confirm(ticket: Ticket, *, by: Actor) -> None:
    """The requester says that it works now: verified by them, and closed. Refuses before it is resolved, and its resolver."""
    with act(by, may=permissions.CONFIRM, on=ticket) as log:
        require(ticket.state == State.RESOLVED, _("There is nothing to confirm yet."))
        require(by.person_id != ticket.resolver_id, _("Who solved it cannot be the one who confirms it."))
        ticket.verification = Verification.REQUESTER
        log.record(verbs.CONFIRMED, ticket, resolver=ticket.resolver_id)
        _end(ticket, log, Closure.CONFIRMED)


def dispute(ticket: Ticket, *, by: Actor, text: str = "") -> None:
    """The requester says that it does not work yet: the ticket is in progress again and needs an answer."""
    with act(by, may=permissions.CONFIRM, on=ticket) as log:
        require(ticket.state == State.RESOLVED, _("There is nothing to confirm yet."))
        if text.strip():
            records.reply(ticket.record, by=by, text=text)
        log.record(verbs.DISPUTED, ticket, resolver=ticket.resolver_id)
        _back_to_work(ticket, log)


def remind(ticket: Ticket, *, by: Actor) -> None:
    """The requester has been reminded once to say whether it works. Refuses a second time."""
    with act(by, may=permissions.REMIND, on=ticket) as log:
        require(ticket.state == State.RESOLVED and ticket.reminded_at is None, _("There is nothing to remind of."))
        save_and_touch(ticket, log, reminded_at=log.at)
        log.record(verbs.REMINDED, ticket)


def close(ticket: Ticket, *, by: Actor, closure: str) -> None:
    """The resolved ticket is closed, and how is on record.

    Refuses an unresolved ticket, "confirmed" without the requester's confirmation, and "verified" without verification.
    """
    with act(by, may=permissions.CLOSE, on=ticket) as log:
        require(ticket.state == State.RESOLVED, _("Resolve it first; then it can be closed."))
        require(closure in CLOSURES_OF_RESOLVED, _("Say how it ends."), field="closure")
        confirmed = ticket.verification == Verification.REQUESTER
        require(closure != Closure.CONFIRMED or confirmed, _("The requester has not confirmed it."), field="closure")
        require(closure != Closure.VERIFIED or ticket.is_verified, _("Nobody has seen it work yet. Verify it first."), field="closure")
        _end(ticket, log, closure)


def withdraw(ticket: Ticket, *, by: Actor, text: str = "") -> Message | None:
    """It is no longer needed: closed as withdrawn, whatever was under way. Answers the message. Refuses when it is solved."""
    message = None
    with act(by, may=permissions.WITHDRAW, on=ticket) as log:
        require(ticket.is_open, _("This is solved already."))
        if text.strip():
            if is_held_back(ticket, by):
                return submit(ticket, log, by, Speech.WITHDRAW, text=text)
            message = records.reply(ticket.record, by=by, text=text)
        log.record(verbs.WITHDRAWN, ticket)
        _end(ticket, log, Closure.WITHDRAWN)
    return message


def decline(ticket: Ticket, *, by: Actor, text: str) -> None:
    """It was not approved, so it is not done: whoever asked reads why, and it is closed so. Refuses no reason, and what is solved."""
    with act(by, may=permissions.DECLINE, on=ticket) as log:
        require(ticket.is_open, _("This is solved already."))
        records.reply(ticket.record, by=by, text=text)
        _end(ticket, log, Closure.NOT_APPROVED)


def reopen(ticket: Ticket, *, by: Actor, text: str, files: Iterable[Staged] = (), **received: Any) -> Message:
    """A resolved or closed ticket is worked on again. Refuses an empty reason, what is merged, and a requester after REOPEN_WITHIN_DAYS.

    `received` is what came with the text by mail (html, history).
    """
    with act(by, may=permissions.REOPEN, on=ticket) as log:
        require(not ticket.is_open, _("This is open already."))
        require(ticket.closure != Closure.MERGED, _("This is handled together with another report."))
        require(text.strip(), _("Say what is the matter now."), field="text")
        closed_for = log.at - (ticket.closed_at or log.at)
        in_time = closed_for <= timedelta(days=settings.REOPEN_WITHIN_DAYS)
        by_requester = by.machine or by.person_id == ticket.requester_id
        require(
            in_time or not by_requester,
            _("This was closed too long ago to reopen. Make a new report and name %(reference)s.") % {"reference": ticket.reference},
        )
        if is_held_back(ticket, by):
            return submit(ticket, log, by, Speech.REOPEN, text=text, files=files)
        log.record(verbs.REOPENED, ticket, days_closed=closed_for.days)
        _back_to_work(ticket, log)
        return records.reply(ticket.record, by=by, text=text, files=files, **received)


def _end(ticket: Ticket, log: Act, closure: str) -> None:
    save_and_touch(
        ticket,
        log,
        state=State.CLOSED,
        closure=closure,
        closed_at=log.happened_at,
        verification=ticket.verification,
        needs_answer=False,
        **NOT_WAITING,
    )
    log.record(verbs.CLOSED, ticket, closure=closure)


def _back_to_work(ticket: Ticket, log: Act) -> None:
    save_and_touch(
        ticket,
        log,
        state=State.IN_PROGRESS if ticket.assignee_id else State.NEW,
        verification="",
        closure="",
        closed_at=None,
        resolved_at=None,
        needs_answer=True,
        times_reopened=ticket.times_reopened + 1,
    )
