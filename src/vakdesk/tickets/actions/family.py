"""Parents and children: many reports of one matter, each with its own requester, which are solved together."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor, Door
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.people.actors import actor_for
from vakdesk.tickets import following, permissions, verbs
from vakdesk.tickets.actions.common import save_and_touch
from vakdesk.tickets.actions.solving import resolve
from vakdesk.tickets.kinds import Closure, State, Verification
from vakdesk.tickets.models import Ticket


def join(ticket: Ticket, *, by: Actor, parent: Ticket) -> Ticket:
    """The ticket is a child of the parent: it stays its requester's own and is solved with the parent. Answers the parent.

    Refuses itself, what is solved, one that has a parent or children, and a parent that is solved or a child itself: families
    have two generations, so no circle can come to be (decision 0032). Both are locked in the order of their keys.
    """
    require(parent.pk != ticket.pk, _("A ticket cannot be its own parent."), field="parent")
    seen = by.machine or Ticket.objects.visible_to_staff(by).filter(pk=parent.pk).exists()
    require(seen, _("There is no ticket with that number."), field="parent")
    first, second = sorted((ticket, parent), key=lambda one: one.pk)
    with act(by, may=permissions.JOIN, on=first) as log, act(by, may=permissions.JOIN, on=second):
        _refuse_to_join(ticket, parent)
        save_and_touch(ticket, log, parent=parent)
        log.record(verbs.JOINED, ticket, parent=parent.reference)
    return parent


def leave(ticket: Ticket, *, by: Actor) -> None:
    """The ticket is worked on by itself again. Refuses what has no parent."""
    with act(by, may=permissions.JOIN, on=ticket) as log:
        require(ticket.parent is not None, _("This is no child of another ticket."))
        assert ticket.parent is not None
        reference = ticket.parent.reference
        save_and_touch(ticket, log, parent=None)
        log.record(verbs.LEFT, ticket, parent=reference)


def follow(ticket: Ticket, *, by: Actor) -> None:
    """The child is solved as its parent was, by who solved that, and its requester is asked in their own words whether it works.

    Refuses a child that is solved already, and where the parent is not solved or its resolver may not solve the child.
    """
    with act(by, may=permissions.FOLLOW, on=ticket) as log:
        parent = ticket.parent
        require(parent is not None and parent.state == State.RESOLVED and parent.resolver, _("Its parent is not solved."))
        assert parent is not None and parent.resolver is not None
        resolver = replace(actor_for(parent.resolver, door=Door.JOB), correlation=by.correlation)
        log.record(verbs.FOLLOWED, ticket, parent=parent.reference)
        told: dict[str, Any] = {"text": following.words_for(ticket, parent)}
        resolve(ticket, by=resolver, cause=parent.cause, done=parent.done, verification=Verification.ASKED, **told)


def _refuse_to_join(ticket: Ticket, parent: Ticket) -> None:
    named = {"reference": parent.reference}
    require(ticket.is_open, _("This is solved already. Link the two instead."))
    require(ticket.parent_id != parent.pk, _("It is a child of %(reference)s already.") % named, field="parent")
    require(ticket.parent_id is None, _("This is a child of another ticket already. Take it away from that one first."))
    require(not ticket.children.exists(), _("This has children itself. Make those children of the other one."))
    require(parent.closure != Closure.MERGED, _("%(reference)s is merged into another ticket.") % named, field="parent")
    require(parent.is_open, _("%(reference)s is solved already. Link the two instead.") % named, field="parent")
    above = parent.parent
    said = _("%(reference)s is a child of %(above)s itself. Choose that one.") % (named | {"above": above.reference if above else ""})
    require(above is None, said, field="parent")
