"""Acts on many tickets at once: that one was begun, that it is undone, and putting back what it changed. Each ticket is an act of its own."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.people.models import Person
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.actions.common import save_and_touch
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import BulkAct, BulkLine, Outcome, Phase, Ticket

#: More than a desk does in a day; whoever has more to change narrows the list first.
MOST_AT_ONCE = 5_000
UNDO_FOR = timedelta(minutes=15)
WORDS = {
    "assignee_id": "assignee",
    "state": "state",
    "closure": "state",
    "category_id": "category",
    **dict.fromkeys(("impact", "urgency", "priority", "override_reason", "affected", "systems", "criticality", "workaround"), "priority"),
}


def begin(*, by: Actor, verb: str, tickets: Sequence[int], particulars: Mapping[str, Sequence[str]]) -> BulkAct:
    """It is known what the actor does to which tickets; nothing is done to them yet. Refuses none, and more than MOST_AT_ONCE."""
    with act(by, may=permissions.ACT_ON_MANY) as log:
        assert by.person_id is not None
        require(tickets, _("Select tickets first."))
        require(
            len(tickets) <= MOST_AT_ONCE,
            _("These are more than %(count)d tickets. Narrow the list first: by state, by category, by date.") % {"count": MOST_AT_ONCE},
        )
        if sent_before := BulkAct.objects.filter(number=by.correlation).first():
            return sent_before
        bulk = BulkAct.objects.create(
            person_id=by.person_id,
            verb=verb,
            number=by.correlation,
            particulars={name: list(given) for name, given in particulars.items()},
            at=log.at,
        )
        BulkLine.objects.bulk_create([BulkLine(bulk=bulk, ticket_id=key) for key in tickets], batch_size=500)
        log.record(verbs.BEGUN, bulk, act=verb, count=len(tickets))
    return bulk


def undo(bulk: BulkAct, *, by: Actor) -> None:
    """What was done to many is being undone, ticket by ticket. Refuses somebody else's, one at work or undone, and after UNDO_FOR."""
    with act(by, may=permissions.ACT_ON_MANY) as log:
        bulk = BulkAct.objects.select_for_update().get(pk=bulk.pk)
        require(bulk.person_id == by.person_id, _("Only the one who did it can undo it."))
        require(bulk.phase not in (Phase.UNDOING, Phase.UNDONE), _("This is undone already."))
        require(bulk.phase == Phase.DONE and bulk.done_at, _("This is still at work. Undo it once it is done."))
        assert bulk.done_at is not None
        minutes = int(UNDO_FOR.total_seconds() // 60)
        require(
            log.at - bulk.done_at <= UNDO_FOR, _("This can be undone for %(count)d minutes. That time has passed.") % {"count": minutes}
        )
        count = bulk.lines.filter(outcome=Outcome.DONE).count()
        require(count, _("Nothing of this was done, so there is nothing to undo."))
        bulk.phase = Phase.UNDOING
        bulk.save(update_fields=["phase"])
        log.record(verbs.UNDONE, bulk, act=bulk.verb, count=count)


def may_undo(bulk: BulkAct) -> bool:
    """Whether it can still be undone."""
    return bulk.phase == Phase.DONE and bulk.done_at is not None and clock.now() - bulk.done_at <= UNDO_FOR


def put_back(ticket: Ticket, *, by: Actor, before: Mapping[str, Any]) -> None:
    """These fields stand as they did; nothing is recorded when they do already. Refuses an assignee who has left."""
    with act(by, may=permissions.ACT_ON_MANY, on=ticket) as log:
        assert set(before) <= set(WORDS)
        changed = {name: value for name, value in before.items() if getattr(ticket, name) != value}
        if not changed:
            return
        assignee = changed.get("assignee_id")
        require(
            assignee is None or Person.objects.active().filter(pk=assignee).exists(),
            _("Whoever had it before has left. Assign it to somebody else."),
        )
        ended = {"closed_at": None} if before.get("state", ticket.state) != State.CLOSED and ticket.closed_at else {}
        save_and_touch(ticket, log, **changed, **ended)
        fields = ", ".join(sorted({WORDS[name] for name in changed}))
        log.record(verbs.PUT_BACK, ticket, fields=fields, assignee=ticket.assignee_id, state=ticket.state, priority=ticket.priority)
