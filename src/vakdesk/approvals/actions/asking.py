"""Asking for approval, taking that back, asking somebody else where nobody can decide, and carrying out what was approved."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.approvals import permissions, verbs
from vakdesk.approvals.actions.common import digest_today, end, fell, mark_stuck, on_approval
from vakdesk.approvals.kinds import State
from vakdesk.approvals.models import Approval, Seat, Stage
from vakdesk.approvals.steps import Step, chairs_of, check
from vakdesk.approvals.what import What, digest_of
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.people.models import Person
from vakdesk.records.models import Record

WITHIN = timedelta(days=14)
REMIND_BEFORE = timedelta(days=3)


def ask(
    record: Record,
    *,
    by: Actor,
    steps: Sequence[Step],
    what: What,
    matter: str = "",
    key: int = 0,
    requester: Person | None = None,
    within: timedelta = WITHIN,
    remind_before: timedelta = REMIND_BEFORE,
) -> Approval:
    """The approvers of the first step are asked; what they decide holds for exactly `what`, on this record.

    `requester` is whose wish it is, by default the record's requester: neither they nor whoever asks can decide, not even as
    somebody's deputy. It expires after `within`; who has not answered is reminded `remind_before` that. With a `matter` the
    same may be asked once at a time. A seat for which nobody can answer is stuck, in sight of whoever asked.
    Refuses no steps, unknown kinds of approver, more needed than are asked, and nothing to show.
    """
    with act(by, may=permissions.ASK, on=record) as log:
        check(steps)
        require(within > timedelta(0), _("Leave some time to decide."), field="within")
        stored = what.as_stored()
        require(stored["titles"], _("Say in a few words what is to be approved."), field="title")
        asked = Approval.objects.asked().of(matter, key).filter(record=record)
        require(not (matter and asked.exists()), _("This waits for approval already."))
        approval = Approval(record=record, matter=matter, key=key, **stored)
        approval.digest = digest_of(stored, record_id=record.pk, matter=matter, key=key)
        approval.requester, approval.asked_by_id = requester or record.requester, by.person_id
        approval.asked_at, approval.expires_at = log.at, log.at + within
        approval.remind_at = max(log.at, approval.expires_at - remind_before)
        approval.save()
        require(digest_today(approval) == approval.digest, _("This has changed meanwhile. Look at it again before you ask."))
        for position, step in enumerate(steps, start=1):
            _seat(approval, position, step)
        log.record(verbs.ASKED, record, approval=approval.pk, digest=approval.digest)
        mark_stuck(approval, log)
    return approval


def withdraw(approval: Approval, *, by: Actor, why: str = "") -> None:
    """Nobody needs to decide any more. Refuses what is decided or over."""
    with on_approval(approval, by, permissions.WITHDRAW, asked_of=True) as log:
        require(approval.is_asked, _("This is over already: %(state)s.") % {"state": approval.get_state_display()})
        end(approval, log, State.WITHDRAWN)
        why = one_line(storable(why), at_most=500)
        log.record(verbs.WITHDRAWN, approval.record, sealed={"why": why}, approval=approval.pk)


def appoint(seat: Seat, *, by: Actor, person: Person, why: str) -> None:
    """That person is asked in place of whoever cannot answer for the seat.

    Refuses a seat that somebody can answer for, no reason, oneself, and whoever may not decide here: who has left, whose
    wish it is, who asked.
    """
    approval = seat.stage.approval
    with on_approval(approval, by, permissions.APPOINT, asked_of=True) as log:
        seat.refresh_from_db()
        mark_stuck(approval, log)
        seat.refresh_from_db(fields=["is_stuck"])
        require(approval.is_asked and seat.is_open and seat.is_stuck, _("Somebody can decide this. Wait for their answer."))
        require(person.is_active, _("%(person)s has left.") % {"person": person.name}, field="person")
        require(person.pk not in approval.outsiders, _("Nobody approves their own wish. Choose somebody else."), field="person")
        require(person.pk != by.person_id, _("Choose somebody else than yourself."), field="person")
        why = one_line(storable(why), at_most=500)
        require(why, _("Say why they are asked."), field="why")
        seat.person, seat.team, seat.role, seat.is_stuck = person, None, "", False
        seat.save()
        log.record(verbs.APPOINTED, approval.record, sealed={"why": why}, approval=approval.pk, seat=seat.pk, person=person.pk)


def use(approval: Approval, *, by: Actor) -> bool:
    """Within the act that carries it out: whether it may be. True once, for exactly what was approved; then the approval is used up.

    False where it fell just now, because something else would be carried out. Refuses what is not approved, and what was used.
    """
    with on_approval(approval, by, permissions.USE, asked_of=True) as log:
        require(approval.state == State.APPROVED, _("This is not approved: %(state)s.") % {"state": approval.get_state_display()})
        require(approval.used_at is None, _("This was carried out already."))
        if fell(approval, log):
            return False
        approval.used_at = log.at
        approval.save(update_fields=["used_at"])
        log.record(verbs.USED, approval.record, approval=approval.pk, digest=approval.digest)
    return True


def _seat(approval: Approval, position: int, step: Step) -> None:
    chairs = chairs_of(step, approval.record, approval.requester)
    stage = Stage.objects.create(approval=approval, position=position, needed=step.needed or len(chairs))
    Seat.objects.bulk_create(Seat(stage=stage, person=chair.person, team=chair.team, role=chair.role) for chair in chairs)
