"""The end of a shift: what somebody leaves behind has a next step and an owner."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed, Refused, Sentence, require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import act
from vakdesk.people.models import Person
from vakdesk.shifts import permissions
from vakdesk.tasks import actions as tasks
from vakdesk.tasks.models import Task
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import Ticket


@dataclass(frozen=True)
class NextStep:
    """What happens next on a ticket, when, and who sees to it."""

    ticket: Ticket
    step: str
    due_at: datetime
    owner: Person


@dataclass
class Ended:
    """How many tickets were given a next step, and for each that was not, why."""

    count: int = 0
    refused: list[tuple[Ticket, Sentence]] = field(default_factory=list)


def end_shift(*, by: Actor, steps: Sequence[NextStep]) -> Ended:
    """Each of these has its next step and its owner, in an act of its own: one that is refused keeps none of the others back."""
    ended = Ended()
    for one in steps:
        try:
            ended.count += give_next_step(one.ticket, by=by, step=one.step, due_at=one.due_at, owner=one.owner)
        except (Refused, NotAllowed) as refusal:
            ended.refused.append((one.ticket, refusal.sentence))
    return ended


def give_next_step(ticket: Ticket, *, by: Actor, step: str, due_at: datetime, owner: Person) -> bool:
    """The ticket is the owner's, with the step as a task of theirs that is due then. False, and nothing recorded, where that is so already.

    Refuses an empty step, a moment that has passed, what is solved, and who cannot work on it.
    """
    with act(by, may=permissions.END, on=ticket) as log:
        require(ticket.is_open, _("This is solved already. There is nothing to hand over."))
        step = one_line(step)
        require(step, _("Say what happens next."), field="step")
        require(due_at > log.at, _("That moment has passed."), field="due_at")
        moved = ticket.assignee_id != owner.pk
        if moved and owner.pk == by.person_id:
            tickets.take(ticket, by=by)
        elif moved:
            tickets.assign(ticket, by=by, assignee=owner)
        planned = Task.objects.open().filter(record=ticket.pk, owner=owner, due_at=due_at)
        if any(step in task.titles.values() for task in planned):
            return moved
        tasks.add(ticket.record, by=by, title=step, owner=owner, due_at=due_at)
    return True
