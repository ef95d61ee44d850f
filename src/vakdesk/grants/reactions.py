"""What approvals and tasks mean to the register: approved becomes a task, done becomes a grant or its end."""

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.approvals import verbs as approval_verbs
from vakdesk.approvals.actions import fall_if_changed
from vakdesk.approvals.kinds import MAY_FALL
from vakdesk.approvals.models import Approval
from vakdesk.grants import verbs
from vakdesk.grants.actions import granting, removing
from vakdesk.grants.kinds import GrantState, WishState
from vakdesk.grants.models import AccountTask, Grant, Wish
from vakdesk.kit.errors import require
from vakdesk.logbook.act import Act, react
from vakdesk.logbook.models import Entry
from vakdesk.tasks import actions as tasks
from vakdesk.tasks import verbs as task_verbs
from vakdesk.tasks.actions.listing import CHECKLISTS, before_finishing
from vakdesk.tasks.models import Task
from vakdesk.tickets.identity import identity_of
from vakdesk.tickets.models import IdentityWay, Ticket


def _wish_of(entry: Entry) -> Wish | None:
    found = Wish.objects.filter(approval=entry.facts["approval"]).select_related(
        "right__application__team", "person", "ticket__record", "approval"
    )
    return found.first()  # anyone: the register goes on with what was decided


@react(approval_verbs.GIVEN)
def _carry_it_out(act: Act, entry: Entry) -> None:
    if (wanted := _wish_of(entry)) is not None and wanted.state == WishState.ASKED:
        granting.to_carry_out(wanted, act)


@react(approval_verbs.REFUSED, approval_verbs.EXPIRED, approval_verbs.WITHDRAWN)
def _it_is_not_given(act: Act, entry: Entry) -> None:
    if (wanted := _wish_of(entry)) is not None and wanted.state == WishState.ASKED:
        granting.let_go(wanted, act, WishState.REFUSED)


@react(verbs.RIGHT_EDITED)
def _look_again(act: Act, entry: Entry) -> None:
    """What its owner approved was the right as it read then."""
    waiting = Approval.objects.filter(matter=granting.MATTER, state__in=MAY_FALL, used_at=None, access_wish__right=entry.facts["right"])
    for approval in waiting.select_related("record"):
        fall_if_changed(approval, act)


@before_finishing
def _is_it_known_who_asks(task: Task, by: Actor) -> None:
    """Account work, and rights that need it, wait until somebody made sure; and nobody carries out their own."""
    account = AccountTask.objects.filter(task=task).first()
    if account is not None:
        require(account.person_id != by.person_id, _("Nobody works on their own account here. Let a colleague do it."))
        _require_identity(task, None)
    wanted = Wish.objects.filter(task=task).select_related("right").first()  # anyone: asked about a task that they may finish
    if wanted is not None:
        require(wanted.person_id != by.person_id, _("Nobody gives a right to themselves. Let a colleague do it."))
        if wanted.right.identity_needed:
            _require_identity(task, wanted.right.way)


def _require_identity(task: Task, way: IdentityWay | None) -> None:
    ticket = Ticket.objects.select_related("record").get(pk=task.record_id)  # anyone: as above
    check = identity_of(ticket)
    require(check is not None, _("First make sure who asks, and record how: Check identity."))
    assert check is not None
    require(way is None or check.way_id == way.pk, _("This right needs another check: %(way)s.") % {"way": way})


@react(task_verbs.FINISHED)
def _done(act: Act, entry: Entry) -> None:
    task = entry.facts["task"]
    if (
        wanted := Wish.objects.filter(task=task, state=WishState.TO_DO)
        .select_related("right__application", "person", "ticket__record", "approval__record")
        .first()
    ) is not None:
        granting.give(wanted, act)
    if (grant := Grant.objects.filter(removal=task, state=GrantState.REMOVING).with_all().first()) is not None:
        removing.take_away(grant, act)
    if (account := AccountTask.objects.filter(task=task).first()) is not None:
        check = identity_of(Ticket.objects.select_related("record").get(pk=entry.subject_id))  # anyone: it was found by its task
        assert check is not None
        facts = {"work": account.work, "person": account.person_id, "application": account.application_id, "check": check.pk}
        act.record(verbs.ACCOUNT_WORK_DONE, check.ticket.record, **facts)


@react(task_verbs.SKIPPED)
def _not_done(act: Act, entry: Entry) -> None:
    task = entry.facts["task"]
    if (wanted := Wish.objects.filter(task=task, state=WishState.TO_DO).select_related("ticket__record").first()) is not None:
        granting.let_go(wanted, act, WishState.STOPPED)
    if (grant := Grant.objects.filter(removal=task, state=GrantState.REMOVING).with_all().first()) is not None:
        removing.keep(grant, act)


@react(approval_verbs.FALLEN)
def _fell(act: Act, entry: Entry) -> None:
    """What its owner read is something else now, so it is not given; whoever changed the wish itself has asked anew already."""
    wanted = _wish_of(entry)
    if wanted is None or wanted.state not in (WishState.ASKED, WishState.TO_DO):
        return
    granting.let_go(wanted, act, WishState.STOPPED)
    if wanted.task is not None and wanted.task.is_open:
        tasks.skip(wanted.task, by=CHECKLISTS, why=_("What was approved has changed."))
