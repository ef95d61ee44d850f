"""Two reports of one matter: one is merged into the other, and may be parted from it again."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.records import actions as records
from vakdesk.records.actions import touch
from vakdesk.records.kinds import LinkKind
from vakdesk.records.models import Link
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.actions.common import NOT_WAITING, save, save_and_touch
from vakdesk.tickets.kinds import Closure, State, WaitingFor
from vakdesk.tickets.models import Ticket


def merge(ticket: Ticket, *, by: Actor, target: Ticket, of_two_people: bool = False) -> Ticket:
    """The ticket is closed as merged into the target, which is worked on for both, and is a duplicate of it. Answers the target.

    Nothing of either conversation moves: who asked for one never reads the other's. Refuses itself, what is closed or merged
    already, another client's, one on which a message waits for its release, and, without `of_two_people`, another
    person's. Both are locked in the order of their keys, so two merges that cross end in one merge and one refusal.
    """
    require(target.pk != ticket.pk, _("A ticket cannot be merged into itself."), field="target")
    seen = Ticket.objects.visible_to_staff(by).filter(pk=target.pk)
    require(seen.exists(), _("There is no ticket with that number."), field="target")
    _refuse_crossing(ticket, target)  # before the locks: what is merged is locked before what it is merged into, whatever its key
    first, second = sorted((ticket, target), key=lambda one: one.pk)
    with act(by, may=permissions.MERGE, on=first) as log, act(by, may=permissions.MERGE, on=second):
        _refuse_crossing(ticket, target)
        _refuse_to_merge(ticket, target, of_two_people=of_two_people)
        pair: dict[str, Any] = {"kind": LinkKind.DUPLICATES, "target": target.record}
        is_new = not Link.objects.filter(source=ticket.record, **pair).exists()
        if is_new:
            records.link(ticket.record, by=by, **pair)
        before = {
            "state": ticket.state,
            "waiting_for": ticket.waiting_for,
            "hold_reason": ticket.hold_reason,
            "hold_until": ticket.hold_until and ticket.hold_until.isoformat(),
            "needs_answer": ticket.needs_answer,
            "linked": is_new,
        }
        save(target, needs_answer=target.needs_answer or ticket.needs_answer)
        save_and_touch(
            ticket,
            log,
            state=State.CLOSED,
            closure=Closure.MERGED,
            closed_at=log.happened_at,
            merged_into=target,
            before_merge=before,
            needs_answer=False,
            **NOT_WAITING,
        )
        touch(target.record, log)
        log.record(verbs.MERGED, ticket, into=target.reference)
        log.record(verbs.ABSORBED, target, merged=ticket.reference)
    return target


def unmerge(ticket: Ticket, *, by: Actor) -> None:
    """The ticket stands as before it was merged, and its clocks go on; it waits no more for a requester who has written since.

    The link stays if it was there before. Refuses what is not merged.
    """
    with act(by, may=permissions.MERGE, on=ticket) as log:
        require(ticket.merged_into is not None, _("This is not merged into another ticket."))
        target, before = ticket.merged_into, ticket.before_merge
        assert target is not None
        waiting = {name: before[name] for name in ("state", "waiting_for", "hold_reason")}
        waiting["hold_until"] = before["hold_until"] and datetime.fromisoformat(before["hold_until"])
        if ticket.needs_answer and before["waiting_for"] == WaitingFor.REQUESTER:
            waiting = {"state": State.IN_PROGRESS if ticket.assignee_id else State.NEW, **NOT_WAITING}
        if before["linked"]:
            for link in Link.objects.filter(source=ticket.record, target=target.record, kind=LinkKind.DUPLICATES):
                records.unlink(ticket.record, by=by, link=link)
        save_and_touch(
            ticket,
            log,
            closure="",
            closed_at=None,
            merged_into=None,
            before_merge={},
            needs_answer=ticket.needs_answer or before["needs_answer"],
            **waiting,
        )
        log.record(verbs.UNMERGED, ticket, state=ticket.state, waiting_for=ticket.waiting_for, team=ticket.team_id)
        log.record(verbs.PARTED, target, parted=ticket.reference)


def _refuse_crossing(ticket: Ticket, target: Ticket) -> None:
    said = _("%(reference)s is merged into this one. Undo that first.") % {"reference": target.reference}
    require(target.merged_into != ticket, said, field="target")


def _refuse_to_merge(ticket: Ticket, target: Ticket, *, of_two_people: bool) -> None:
    named = {"reference": target.reference}
    require(ticket.merged_into is None, _("This is merged into another ticket already."))
    require(ticket.state != State.CLOSED, _("This is closed. There is nothing to merge any more: link the two."))
    require(
        target.merged_into is None,
        _("%(reference)s is merged into another ticket. Merge into that one.") % named,
        field="target",
    )
    require(not ticket.children.open().exists(), _("This has children. Make them children of the other one first."))
    require(target.state != State.CLOSED, _("%(reference)s is closed. Reopen it first, or link the two.") % named, field="target")
    same_client = ticket.organisation_id == target.organisation_id
    require(same_client, _("%(reference)s is of another client. Link the two instead.") % named, field="target")
    require(not ticket.releases.waiting().exists(), _("A message waits here for its release. Decide about that first."))
    require(
        of_two_people or ticket.requester_id == target.requester_id,
        _("Two people asked for these: %(one)s and %(other)s. Say that you know it.")
        % {"one": ticket.record.requester, "other": target.record.requester},
        field="of_two_people",
    )
