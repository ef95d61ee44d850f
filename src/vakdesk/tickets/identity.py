"""Is it really them? Where a secret may be given out, somebody makes sure first, and what was given out is changed afterwards."""

from datetime import datetime

from django.conf import settings

from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.tickets.models import IdentityCheck, Ticket
from vakdesk.tickets.verbs import REOPENED


def demands_identity(ticket: Ticket) -> bool:
    """Whether what goes to the requester here may hold a secret."""
    return ticket.reveals_secret or (ticket.category is not None and ticket.category.reveals_secret)


def identity_of(ticket: Ticket) -> IdentityCheck | None:
    """The check by which the requester is known now.

    The newest one counts: of this requester, not doubted, not older than settings.IDENTITY_CHECK_HOLDS, and not from before
    the ticket was opened again.
    """
    newest = ticket.identity_checks.select_related("way", "checked_by", "person").first()
    if newest is None or not newest.holds or newest.person_id != ticket.requester_id or holds_until(newest) <= clock.now():
        return None
    reopened = Entry.objects.filter(subject_type="tickets.ticket", subject_id=ticket.pk, verb=REOPENED.name, at__gt=newest.at)
    return None if reopened.exists() else newest


def holds_until(check: IdentityCheck) -> datetime:
    return check.at + settings.IDENTITY_CHECK_HOLDS
