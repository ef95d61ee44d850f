"""What a map may say: which of our states a foreign word means, which priority, which kind."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vakdesk.tickets.kinds import State, WaitingFor

#: What the words of another desk come down to. "waiting" says whom we waited for, "kept" leaves the state as it was.
MEANINGS: dict[str, tuple[str, str]] = {
    "new": (State.NEW, ""),
    "in progress": (State.IN_PROGRESS, ""),
    "waiting for requester": (State.WAITING, WaitingFor.REQUESTER),
    "waiting for supplier": (State.WAITING, WaitingFor.SUPPLIER),
    "waiting for approval": (State.WAITING, WaitingFor.APPROVAL),
    "waiting for colleague": (State.WAITING, WaitingFor.COLLEAGUE),
    "waiting for moment": (State.WAITING, WaitingFor.MOMENT),
    "resolved": (State.RESOLVED, ""),
    "closed": (State.CLOSED, ""),
    "withdrawn": (State.CLOSED, ""),
}
KEPT = "kept"


class Rows(models.TextChoices):
    """What one row of a table stands for."""

    EVENTS = "events", _("one thing that happened to a ticket")
    TICKETS = "tickets", _("one ticket")
