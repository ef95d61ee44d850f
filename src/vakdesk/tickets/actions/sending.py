"""What goes to the requester waits some seconds, in which its writer can still take it back (decision 0041).

Until it leaves nothing has happened: it is as a draft is, and no act. Leaving is the act, whole or not at all, and once.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused, require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.people.actors import actor_for
from vakdesk.records.actions import save_draft
from vakdesk.records.kinds import Side
from vakdesk.records.models import Draft
from vakdesk.records.permissions import WRITE
from vakdesk.records.store import Staged, blob_of
from vakdesk.tickets.actions.asking import ask, inform, reply
from vakdesk.tickets.actions.solving import feed_back, resolve
from vakdesk.tickets.drafts import files_with, staged
from vakdesk.tickets.kinds import Speech
from vakdesk.tickets.models import Outgoing, OutgoingFile, Ticket

#: What happens when it leaves.
ACTS: dict[str, Callable[..., Any]] = {
    Speech.REPLY: reply,
    Speech.ASK: ask,
    Speech.INFORM: inform,
    Speech.RESOLVE: resolve,
    Speech.FEED_BACK: feed_back,
}


class _Rehearsed(Exception):
    """It would have been done."""


def send_soon(ticket: Ticket, *, by: Actor, speech: Speech, text: str, files: Iterable[Staged] = (), **particulars: Any) -> Outgoing:
    """The message leaves in UNDO_SEND_SECONDS with everything it is part of, and until then can be taken back.

    Refuses now what the act would refuse now.
    """
    assert by.person_id is not None
    files = list(files)
    _rehearse(ticket, by, speech, text=text, **_given(files, particulars))
    now = clock.now()
    with transaction.atomic():
        going = Outgoing.objects.create(
            ticket=ticket,
            person_id=by.person_id,
            speech=speech,
            text=storable(text),
            particulars=particulars,
            at=now,
            leaves_at=now + timedelta(seconds=settings.UNDO_SEND_SECONDS),
        )
        OutgoingFile.objects.bulk_create(OutgoingFile(outgoing=going, blob=blob_of(one), name=one.name) for one in files)
        Draft.objects.filter(record=ticket.record, person=by.person_id, side=Side.PUBLIC).delete()
        leave.using(run_after=going.leaves_at).enqueue(going.pk)
    return going


def undo_send(going: Outgoing, *, by: Actor) -> None:
    """It does not leave, and is its writer's draft again, before what they have begun since. Refuses once it has left."""
    with transaction.atomic():
        waiting = Outgoing.objects.select_for_update().filter(pk=going.pk, person=by.person_id).first()
        require(waiting, _("It has left already. You can correct it."))
        assert waiting is not None
        begun = Draft.objects.filter(record=going.ticket_id, person=by.person_id, side=Side.PUBLIC).first()
        text = "\n\n".join(part for part in (waiting.text, begun.text if begun else "") if part)
        files = [*staged(waiting.files.select_related("blob")), *files_with(begun)]
        save_draft(going.ticket.record, by=by, side=Side.PUBLIC, text=text, files=files)
        waiting.delete()


@task()
def leave(pk: int) -> None:
    """What nobody took back has happened; what is refused by now waits for its writer, with the reason."""
    going = Outgoing.objects.select_related("ticket__record", "person__organisation").filter(pk=pk, fault="").first()
    if going is None:
        return
    by = actor_for(going.person)
    try:
        send(going, by=by)
    except (Refused, NotAllowed) as refusal:
        with override(by.language or settings.LANGUAGE_CODE):
            Outgoing.objects.filter(pk=pk).update(fault=one_line(str(refusal), at_most=300))


def send(going: Outgoing, *, by: Actor) -> None:
    """It has left, and is gone from here in the same transaction: who comes second finds nothing to send."""
    with act(by, may=WRITE, on=going.ticket):
        waiting = Outgoing.objects.select_for_update().filter(pk=going.pk).first()
        if waiting is None:
            return
        files = staged(waiting.files.select_related("blob"))
        ACTS[waiting.speech](going.ticket, by=by, text=waiting.text, **_given(files, waiting.particulars))
        waiting.delete()


def _given(files: list[Staged], particulars: dict[str, Any]) -> dict[str, Any]:
    return particulars | ({"files": files} if files else {})


def _rehearse(ticket: Ticket, by: Actor, speech: Speech, **given: Any) -> None:
    try:
        with act(by, may=WRITE, on=ticket):
            ACTS[speech](ticket, by=by, **given)
            raise _Rehearsed
    except _Rehearsed:
        ticket.refresh_from_db()
