"""An answer of somebody who was asked, and what comes of it; what happens by itself when time passes or something changes."""

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.approvals import permissions, verbs
from vakdesk.approvals.actions.common import end, fall_if_changed, fell, mark_stuck, on_approval
from vakdesk.approvals.kinds import MAY_FALL, Answer, State
from vakdesk.approvals.models import Approval, Seat, Stage
from vakdesk.approvals.what import lookers
from vakdesk.kit.errors import require
from vakdesk.kit.text import storable
from vakdesk.logbook.act import Act

LONGEST_COMMENT = 2_000


def decide(approval: Approval, *, by: Actor, answer: str, comment: str = "", step: int = 0) -> Approval:
    """One seat of the present step has this person's answer; the next step is asked, or it is approved or not.

    What has changed since it was asked falls instead, and what came too late expires: the state says so, and nothing was
    decided. `step` is the one the person was shown (0: whichever is asked).
    Refuses whoever was not asked, one's own wish, also as a deputy or in place of whose wish it is, a second voice in a step,
    what is over, and a refusal without a comment.
    """
    with on_approval(approval, by, permissions.DECIDE, asked_of=False) as log:
        require(approval.is_asked, _("This is over already: %(state)s.") % {"state": approval.get_state_display()})
        require(by.person_id not in approval.outsiders, _("You cannot decide about what you asked for yourself."))
        if fell(approval, log) or _came_too_late(approval, log):
            return approval
        seat = Seat.objects.for_decision_by(by).filter(stage__approval=approval).select_related("stage").order_by("pk").first()
        require(seat is not None and step in (0, approval.step), _("You have answered this, or it is not asked of you."))
        assert seat is not None
        require(answer in (Answer.YES, Answer.NO), _("Say whether you approve it."), field="answer")
        comment = storable(comment).strip()[:LONGEST_COMMENT]
        require(comment or answer == Answer.YES, _("Say why you do not approve it, so that whoever asked can go on."), field="comment")
        _answer(seat, approval, log, Answer(answer), comment)
        _count(seat.stage, approval, log)
    return approval


def recheck(approval: Approval, *, by: Actor) -> bool:
    """Whether it fell, because what was asked is something else now. For rooms whose matter changes without a verb of their own."""
    with on_approval(approval, by, permissions.USE, asked_of=True) as log:
        return fall_if_changed(approval, log)


def expire(approval: Approval, *, by: Actor) -> None:
    """Nobody decides any more. Refuses what is over, or has time left."""
    with on_approval(approval, by, permissions.KEEP_TIME, asked_of=True) as log:
        require(approval.is_asked and _came_too_late(approval, log), _("This has time left, or is over."))


def remind(approval: Approval, *, by: Actor) -> None:
    """Those who have not answered are reminded, once; and a seat for which nobody can answer is found. Refuses what is over."""
    with on_approval(approval, by, permissions.KEEP_TIME, asked_of=True) as log:
        require(approval.is_asked and approval.reminded_at is None, _("They were reminded already, or it is over."))
        approval.reminded_at = log.at
        approval.save(update_fields=["reminded_at"])
        log.record(verbs.REMINDED, approval.record, approval=approval.pk)
        mark_stuck(approval, log)


def look_for_stuck(approval: Approval, *, by: Actor) -> None:
    """Seats for which nobody can answer any more, because somebody left or a deputy's time is over, are found; nothing else changes."""
    with on_approval(approval, by, permissions.KEEP_TIME, asked_of=True) as log:
        if approval.is_asked:
            mark_stuck(approval, log)


def _answer(seat: Seat, approval: Approval, log: Act, answer: Answer, comment: str) -> None:
    seat.answer, seat.comment, seat.is_stuck = answer, comment, False
    seat.decided_by_id, seat.decided_at, seat.door = log.actor.person_id, log.at, log.actor.door
    seat.save()
    verb = verbs.AGREED if answer == Answer.YES else verbs.DECLINED
    facts = {"approval": approval.pk, "seat": seat.pk, "instead_of": seat.person_id or log.actor.person_id, "digest": approval.digest}
    log.record(verb, approval.record, sealed={"comment": comment}, **facts)


def _count(stage: Stage, approval: Approval, log: Act) -> None:
    """What the answers of the step come to."""
    answers = list(Seat.objects.filter(stage=stage).values_list("answer", flat=True))
    given, open_ones = answers.count(Answer.YES), answers.count(Answer.OPEN)
    if given + open_ones < stage.needed:
        end(approval, log, State.REFUSED)
        log.record(verbs.REFUSED, approval.record, approval=approval.pk, digest=approval.digest)
    elif given >= stage.needed:
        _go_on(stage, approval, log)


def _go_on(stage: Stage, approval: Approval, log: Act) -> None:
    Seat.objects.filter(stage=stage, answer=Answer.OPEN).update(answer=Answer.LEFT, is_stuck=False)
    if Stage.objects.filter(approval=approval, position=stage.position + 1).exists():
        approval.step = stage.position + 1
        approval.save(update_fields=["step"])
        log.record(verbs.MOVED_ON, approval.record, approval=approval.pk, step=approval.step)
        mark_stuck(approval, log)
        return
    end(approval, log, State.APPROVED)
    log.record(verbs.GIVEN, approval.record, approval=approval.pk, digest=approval.digest)


def _came_too_late(approval: Approval, log: Act) -> bool:
    if log.at < approval.expires_at:
        return False
    end(approval, log, State.EXPIRED)
    log.record(verbs.EXPIRED, approval.record, approval=approval.pk)
    return True


def _look_again(act: Act, record_id: int, matter: str) -> None:
    """Within the act that may have changed what was asked."""
    standing = Approval.objects.filter(record=record_id, matter=matter, state__in=MAY_FALL, used_at=None)
    for approval in standing.select_related("record").select_for_update(of=("self",), no_key=True):
        fell(approval, act)


lookers.append(_look_again)
