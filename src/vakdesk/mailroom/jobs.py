"""What the mailroom does by itself."""

from datetime import timedelta

from vakdesk.kit import clock
from vakdesk.kit.standing import standing
from vakdesk.kit.timetable import every
from vakdesk.mailroom import actions, actions_mailboxes
from vakdesk.mailroom.breakers import let_pass, waiting_for_nothing
from vakdesk.mailroom.models import Arrival
from vakdesk.mailroom.sorting import sort_out
from vakdesk.mailroom.transport.attending import attend

LEFT_LYING_AFTER = timedelta(minutes=10)


@every(LEFT_LYING_AFTER, name="mailroom.take_up")
def take_up() -> None:
    """Something has come of every message whose receiver was interrupted after storing it."""
    for arrival in Arrival.objects.left_lying(clock.now() - LEFT_LYING_AFTER).order_by("pk"):
        actions.take_up(arrival)


@every(timedelta(minutes=2), name="mailroom.let_through")
def let_through() -> None:
    """What waited for a breaker that is closed now is taken in."""
    for arrival in waiting_for_nothing():
        let_pass(arrival)
        sort_out(arrival)


@every(timedelta(minutes=1), name="mailroom.note_outages")
def note_outages() -> None:
    """Whoever arranges the desk is told, once, of a mailbox that does not work."""
    actions_mailboxes.note_outages()


standing("mailroom.mailboxes")(attend)
