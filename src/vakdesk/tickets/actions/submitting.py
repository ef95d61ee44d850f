"""What a trainee writes to a requester waits for its release, by whichever door it came; nothing else may send it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.access.roles import Role
from vakdesk.kit.errors import require
from vakdesk.logbook.act import Act
from vakdesk.records.actions import attach_all, before_requesters_read, keep_unsent
from vakdesk.records.models import Message, Record
from vakdesk.records.store import Staged
from vakdesk.tickets import care, verbs
from vakdesk.tickets.actions.common import save_and_touch
from vakdesk.tickets.kinds import Speech
from vakdesk.tickets.models import Release, Ticket


def submit(
    ticket: Ticket, log: Act, by: Actor, speech: Speech, *, text: str, files: Iterable[Staged] = (), via: Any = None, **particulars: Any
) -> Message:
    """The text stands on the ticket for the desk alone and waits; nothing of the act it is part of has happened.

    Where no coach could release it, it is the lead's at once.
    """
    message = keep_unsent(ticket.record, log, by, text=text, via=via, ends_draft=speech != Speech.CORRECT)
    attach_all(ticket.record, log, files, side=message.side, message=message)
    waiting = Release.objects.create(message=message, ticket=ticket, speech=speech, particulars=particulars, at=log.at)
    log.record(verbs.SUBMITTED, ticket, message=message.pk, speech=speech)
    assert by.person_id is not None
    if not care.coaches_of(ticket, by.person_id).exists():
        pass_to_lead(waiting, log)
    save_and_touch(ticket, log)
    return message


def pass_to_lead(waiting: Release, log: Act) -> None:
    waiting.lapsed_at = log.at
    waiting.save(update_fields=["lapsed_at"])
    log.record(verbs.LAPSED, waiting.ticket, waiting=waiting.pk, speech=waiting.speech, trainee=waiting.message.author_id)


@before_requesters_read("ticket")
def _spend_a_release(record: Record, by: Actor, message: Message | None) -> None:
    """One release is good for one message. Refuses whatever else a trainee under care would put on the requester's side."""
    if Role.TRAINEE not in by.roles() or not care.is_trainee_on(ticket := Ticket.objects.select_related("record").get(pk=record.pk), by):
        return
    given = care.unsent_release(record, by)
    if given is not None and message is not None:
        given.sent = message
        given.save(update_fields=["sent"])
        return
    require(not care.is_held_back(ticket, by), _("Your coach releases what goes to requesters. Send files together with a message."))
