"""Where a ticket stands in the process, told by its entries; and which act the process expects next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import Sentence
from vakdesk.logbook.models import Entry
from vakdesk.tickets import permissions
from vakdesk.tickets.kinds import State, Step
from vakdesk.tickets.models import Ticket
from vakdesk.ui import timeline

HINTS: dict[Step, Sentence] = {
    Step.REGISTER: gettext_lazy("Write down who asks for what, in their words."),
    Step.INFORM: gettext_lazy("Tell them that you have it, what happens next and when they hear from you."),
    Step.ANALYSE: gettext_lazy("Find out what it is and how much it matters: category, impact, urgency. Look for similar tickets."),
    Step.SOLVE: gettext_lazy("Solve it, or hand it over with what you found. Handing back what is beyond you is part of the trade."),
    Step.VERIFY: gettext_lazy("See for yourself, test it, or have them confirm. Having asked is not yet knowing."),
    Step.FEED_BACK: gettext_lazy("Tell them what was the matter, what you did, and how to reach you if it comes back."),
    Step.CLOSE: gettext_lazy("Once it is confirmed or verified, close it."),
}
#: What a new solution makes undone: it has to be verified and told again.
AFTER_SOLVING = {Step.VERIFY, Step.FEED_BACK, Step.CLOSE}


@dataclass(frozen=True)
class Next:
    """The act that is expected: the view's name, what its button says, and whether it acts at once."""

    verb: str
    label: Sentence
    icon: str
    permission: Permission
    at_once: bool = False


TAKE = Next("take", gettext_lazy("Take it"), "hand", permissions.TAKE, at_once=True)
RESUME = Next("resume", gettext_lazy("Resume"), "play", permissions.HOLD, at_once=True)
EXPECTED: dict[Step, Callable[[str], Next]] = {
    Step.INFORM: lambda whom: Next("inform", _("Tell %(whom)s what happens next") % {"whom": whom}, "megaphone", permissions.INFORM),
    Step.ANALYSE: lambda whom: Next("classify", _("Classify"), "list-filter", permissions.CLASSIFY),
    Step.SOLVE: lambda whom: Next("resolve", _("Resolve"), "circle-check", permissions.RESOLVE),
    Step.VERIFY: lambda whom: Next("verify", _("Record how it was verified"), "badge-check", permissions.VERIFY),
    Step.FEED_BACK: lambda whom: Next(
        "feed_back", _("Tell %(whom)s what was done") % {"whom": whom}, "message-circle", permissions.FEED_BACK
    ),
    Step.CLOSE: lambda whom: Next("close", _("Close"), "archive", permissions.CLOSE),
}


def done(ticket: Ticket, entries: Iterable[Entry]) -> set[Step]:
    """The steps that hold now. Any first answer informs; while it is open nothing counts as solved."""
    found: set[Step] = {Step.INFORM} if ticket.first_replied_at else set()
    for entry in entries:
        if entry.declared.step == Step.SOLVE:
            found -= AFTER_SOLVING
        if entry.declared.step:
            found.add(Step(entry.declared.step))
    if ticket.is_open:
        found -= {Step.SOLVE, *AFTER_SOLVING}
    if ticket.state != State.CLOSED:
        found.discard(Step.CLOSE)
    if not ticket.is_verified:
        found.discard(Step.VERIFY)
    return found


def bar(ticket: Ticket, held: set[Step]) -> list[timeline.Step]:
    """All steps in order; the first that does not hold is the present one, unless the ticket is closed."""
    now = _present(ticket, held)
    return [timeline.Step(step.label, "done" if step in held else "now" if step == now else "open", HINTS[step]) for step in Step]


def expected(ticket: Ticket, held: set[Step], actor: Actor, whom: str) -> Next | None:
    """The next act, if this actor may do it: first somebody takes it, and what waits is resumed."""
    if ticket.is_open and ticket.assignee_id is None:
        found: Next | None = TAKE
    elif ticket.state == State.WAITING:
        found = RESUME
    else:
        step = _present(ticket, held)
        found = EXPECTED[step](whom) if step else None
    return found if found and actor.may(found.permission, ticket) else None


def _present(ticket: Ticket, held: set[Step]) -> Step | None:
    if ticket.state == State.CLOSED:
        return None
    return next((step for step in Step if step not in held and step != Step.REGISTER), None)
