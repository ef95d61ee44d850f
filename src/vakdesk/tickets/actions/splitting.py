"""Two matters in one conversation: a message becomes a ticket of its own."""

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.records import actions as records
from vakdesk.records.actions import touch
from vakdesk.records.kinds import LinkKind, Side, Via
from vakdesk.records.models import Message
from vakdesk.records.store import Staged
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.actions.registering import register
from vakdesk.tickets.models import Ticket


def split(ticket: Ticket, *, by: Actor, message: Message, title: str, kind: str) -> Ticket:
    """A new ticket for who wrote the message, which begins with it and counts from when it was written. Answers the new one.

    The message stays where it was said; both say so. Refuses what the desk wrote, the report itself, and a second time.
    """
    with act(by, may=permissions.SPLIT, on=ticket) as log:
        require(message.record_id == ticket.pk and message.side == Side.PUBLIC, _("There is no such message."))
        theirs = message.is_from_outside or message.author_id == ticket.requester_id
        require(theirs, _("This was written by the desk. Make a new ticket instead."))
        require(message.at > ticket.opened_at, _("This is the report itself. There is nothing to split it from."))
        again = Ticket.objects.filter(split_from=message).select_related("record").first()
        require(again is None, _("This is handled on its own already: %(reference)s.") % {"reference": again.reference if again else ""})
        require(title.strip(), _("Say in a few words what it is about."), field="title")
        requester = message.author or ticket.record.requester
        assert requester is not None
        own = register(
            requester,
            by=by,
            kind=kind,
            title=title,
            text=message.text,
            via=Via(message.via),
            team=ticket.record.team,
            organisation=ticket.record.organisation,
            files=_files_of(message),
        )
        _count_from(own, message)
        log.entries[-1].happened_at = message.at
        records.link(own.record, by=by, kind=LinkKind.SPLIT_FROM, target=ticket.record)
        touch(ticket.record, log)
        log.record(verbs.SPLIT, ticket, said=message.pk, into=own.reference)
        log.record(verbs.SPLIT_OFF, own, said=message.pk, source=ticket.reference)
    return own


def _count_from(own: Ticket, message: Message) -> None:
    """It was asked when it was written, and stands there as it came in."""
    own.record.opened_at = own.opened_at = message.at
    own.record.save(update_fields=["opened_at"])
    own.split_from = message
    own.save(update_fields=["opened_at", "split_from"])
    received = {"at": message.at, "html": message.html, "history": message.history, "verified": message.verified}
    Message.objects.filter(record=own.record).update(**received, author_label=message.author_label)


def _files_of(message: Message) -> list[Staged]:
    found = message.attachments.filter(side=Side.PUBLIC).select_related("blob").order_by("pk")
    return [Staged(one.name, one.blob_id, one.blob.size_bytes, one.blob.content_type, one.content_id) for one in found]
