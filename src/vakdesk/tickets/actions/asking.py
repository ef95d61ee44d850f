"""Writing with the requester, and among ourselves."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import Act, act
from vakdesk.records import actions as records
from vakdesk.records.models import Message
from vakdesk.records.store import Staged
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.actions.common import NOT_WAITING, save
from vakdesk.tickets.actions.submitting import submit
from vakdesk.tickets.actions.working import hold
from vakdesk.tickets.care import is_held_back
from vakdesk.tickets.kinds import Closure, Speech, State, WaitingFor
from vakdesk.tickets.models import Ticket


def reply(ticket: Ticket, *, by: Actor, text: str, files: Iterable[Staged] = (), **received: Any) -> Message:
    """A public message stands on the ticket. From the requester it ends a wait for them; from the desk it answers them.

    `received` is what came with it by mail (html, history, verified, via). Refuses on a closed ticket: reopen it first. On a
    merged one its own requester is written with, who may not be the other's; of one person there is one conversation.
    What a trainee under care writes waits instead, here and wherever else the desk speaks; then the internal message is answered.
    """
    with act(by, may=permissions.REPLY, on=ticket) as log:
        merged = ticket.closure == Closure.MERGED
        require(ticket.is_spoken_on or not merged, _("This is handled together with another report. Write there."))
        require(ticket.is_spoken_on, _("This is closed. Reopen it to write about it."))
        if is_held_back(ticket, by):
            return submit(ticket, log, by, Speech.REPLY, text=text, files=files, via=received.get("via"))
        from_requester = by.person_id == ticket.requester_id
        message = records.reply(ticket.record, by=by, text=text, files=files, **received)
        if from_requester or by.machine:
            hear_requester(ticket, log)
        else:
            answered(ticket, log)
    return message


def correct(ticket: Ticket, *, by: Actor, message: Message, text: str, files: Iterable[Staged] = ()) -> Message:
    """A new public message stands in the place of one's own earlier one, which stays as it was sent. Whose turn it is stays.

    Refuses somebody else's message, a text that is the same, a message that is corrected already, and a closed ticket.
    """
    with act(by, may=permissions.REPLY, on=ticket) as log:
        require(ticket.state != State.CLOSED, _("This is closed. Reopen it to write about it."))
        require(message.author_id is not None and message.author_id == by.person_id, _("Only its writer can correct a message."))
        require(text.strip() != message.text, _("Nothing is different yet."), field="text")
        if is_held_back(ticket, by):
            return submit(ticket, log, by, Speech.CORRECT, text=text, files=files, corrects=message.pk)
        return records.reply(ticket.record, by=by, text=text, files=files, corrects=message)


def ask(ticket: Ticket, *, by: Actor, text: str, files: Iterable[Staged] = ()) -> Message:
    """The requester has been asked something, and the ticket waits for them. Refuses a ticket that is solved."""
    with act(by, may=permissions.REPLY, on=ticket) as log:
        if is_held_back(ticket, by):
            require(ticket.is_open, _("This is solved already. There is nothing to wait for."))
            return submit(ticket, log, by, Speech.ASK, text=text, files=files)
        message = reply(ticket, by=by, text=text, files=files)
        hold(ticket, by=by, waiting_for=WaitingFor.REQUESTER, reason=one_line(message.text, at_most=120))
    return message


def note(ticket: Ticket, *, by: Actor, text: str, files: Iterable[Staged] = (), **received: Any) -> Message:
    """An internal note stands on the ticket; the requester never sees it. Refuses an empty text."""
    with act(by, may=permissions.NOTE, on=ticket):
        return records.note(ticket.record, by=by, text=text, files=files, **received)


def inform(ticket: Ticket, *, by: Actor, text: str) -> Message:
    """The requester has been told that we have it and what happens next. Refuses when it is solved already."""
    with act(by, may=permissions.INFORM, on=ticket) as log:
        require(ticket.is_open, _("This is solved already. Write a reply instead."))
        if is_held_back(ticket, by):
            return submit(ticket, log, by, Speech.INFORM, text=text)
        message = records.reply(ticket.record, by=by, text=text)
        answered(ticket, log)
        log.record(verbs.INFORMED, ticket, message=message.pk)
    return message


def hear_requester(ticket: Ticket, log: Act) -> None:
    """The desk's turn: the ticket needs an answer, and if it was waiting for the requester it is in progress again."""
    changed: dict[str, Any] = {"needs_answer": True}
    if ticket.state == State.WAITING and ticket.waiting_for == WaitingFor.REQUESTER:
        log.record(verbs.RESUMED, ticket, waited_for=ticket.waiting_for)
        changed |= {"state": State.IN_PROGRESS if ticket.assignee_id else State.NEW, **NOT_WAITING}
    save(ticket, **changed)
    if ticket.merged_into is not None:
        save(ticket.root, needs_answer=True)


def answered(ticket: Ticket, log: Act) -> None:
    """The requester's turn: nothing of theirs lies unanswered; the first answer is the first reply."""
    save(ticket, needs_answer=False, first_replied_at=ticket.first_replied_at or log.happened_at)
    if ticket.merged_into is not None and not (root := ticket.root).asks_last:
        save(root, needs_answer=False)
