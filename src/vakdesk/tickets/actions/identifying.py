"""Before a secret is given out somebody makes sure who asks, by whichever door the answer goes."""

from django.db.models import Q
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.records.actions import before_requesters_read
from vakdesk.records.models import Message, Record
from vakdesk.tasks import actions as tasks
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.identity import demands_identity, identity_of
from vakdesk.tickets.models import IdentityCheck, IdentityWay, Ticket


def check_identity(ticket: Ticket, *, by: Actor, way: IdentityWay, holds: bool = True) -> IdentityCheck:
    """It is on record who made sure, in which way, that the requester is who they say, or (`holds` is false) could not.

    The newest check counts. Refuses one's own identity, a way that is out of use, and a call to somebody whose number is not registered, or only since this ticket.
    """
    with act(by, may=permissions.CHECK_IDENTITY, on=ticket) as log:
        requester = ticket.record.requester
        require(requester, _("Nobody is named who asks."))
        assert requester is not None
        require(by.person_id is not None and by.person_id != requester.pk, _("Somebody else checks who you are."))
        assert by.person_id is not None
        require(way.is_active, _("That way is out of use."), field="way")
        require(
            not way.by_phone or requester.phone,
            _("No phone number of %(person)s is registered. Make sure in another way.") % {"person": requester.name},
            field="way",
        )
        require(
            not way.by_phone or requester.joined_at < ticket.opened_at,
            _("Their number was written down with this ticket, so it proves nothing. Make sure in another way."),
            field="way",
        )
        check = IdentityCheck.objects.create(
            ticket=ticket, person=requester, way=way, holds=holds, checked_by_id=by.person_id, at=log.happened_at
        )
        verb = verbs.IDENTITY_CHECKED if holds else verbs.IDENTITY_DOUBTED
        log.record(verb, ticket, person=requester.pk, way=way.pk)
    return check


def require_identity(ticket: Ticket, by: Actor) -> None:
    """Within the act by which an answer goes: refuses it while nobody knows who gets it; of the first one tasks follow."""
    if by.person_id is None or by.person_id == ticket.requester_id or not demands_identity(ticket):
        return
    check = identity_of(ticket)
    require(check, _("What goes out here may hold a secret. First make sure who asks, and record how: Check identity."))
    assert check is not None
    if not check.followed_up:
        check.followed_up = True
        check.save(update_fields=["followed_up"])
        tasks.follow_secret(ticket.record)


@before_requesters_read("ticket")
def _know_who_reads_it(record: Record, by: Actor, message: Message | None) -> None:
    if by.person_id is None or by.person_id == record.requester_id:
        return
    secret = Q(reveals_secret=True) | Q(category__reveals_secret=True)
    if (ticket := Ticket.objects.filter(secret, pk=record.pk).select_related("record", "category").first()) is not None:
        require_identity(ticket, by)
