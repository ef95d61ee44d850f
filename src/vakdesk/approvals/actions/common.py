"""What acts on an approval share: the order of locks, whether what was asked still stands, and who can sit where."""

from collections.abc import Iterator
from contextlib import contextmanager

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.approvals import verbs
from vakdesk.approvals.kinds import Answer, State
from vakdesk.approvals.models import Approval, Deputy, Seat, stored_of
from vakdesk.approvals.what import Matter, What, digest_of
from vakdesk.logbook.act import Act, act
from vakdesk.people.models import Membership, Person, RoleGrant
from vakdesk.records.models import Record


@contextmanager
def on_approval(approval: Approval, by: Actor, may: Permission, *, asked_of: bool) -> Iterator[Act]:
    """An act on the approval, locked and fresh. `asked_of`: whether the permission is asked about where it lies.

    The record's own row is locked first, then the record, then the approval, as all acts on records do: a reaction to the
    decision may act on them.
    """
    with act(by, may=may) as log:
        own = Record._meta.get_field(approval.record.type).related_model
        assert isinstance(own, type)
        list(own._base_manager.filter(pk=approval.record_id).select_for_update(no_key=True).values_list("pk"))  # type: ignore[attr-defined]
        list(Record._base_manager.filter(pk=approval.record_id).select_for_update(no_key=True).values_list("pk"))
        with act(by, may=may, on=approval if asked_of else None):
            if not asked_of:
                approval.refresh_from_db(from_queryset=Approval._base_manager.select_for_update(no_key=True))
            yield log


def digest_for(approval: Approval, what: What) -> str:
    return digest_of(what.as_stored(), record_id=approval.record_id, matter=approval.matter, key=approval.key)


def digest_today(approval: Approval) -> str:
    """Of what would be asked now; "" where there is nothing to approve any more.

    A matter that no room looks after is what is stored here, so that a row changed behind our backs does not pass either.
    """
    matter = Matter.registry.get(approval.matter)
    if matter is None:
        return digest_of(stored_of(approval), record_id=approval.record_id, matter=approval.matter, key=approval.key)
    what = matter.now(approval)
    return digest_for(approval, what) if what is not None else ""


def fell(approval: Approval, log: Act) -> bool:
    """Whether what was asked is something else now. Then the approval has fallen."""
    today = digest_today(approval)
    if today == approval.digest:
        return False
    end(approval, log, State.FALLEN)
    log.record(verbs.FALLEN, approval.record, approval=approval.pk, before=approval.digest, after=today)
    return True


def fall_if_changed(approval: Approval, log: Act) -> bool:
    """Within the act that may have changed what was asked: whether it fell. What was carried out, or is over, stays as it is."""
    return approval.may_fall and fell(approval, log)


def end(approval: Approval, log: Act, state: State) -> None:
    approval.state, approval.ended_at = state, log.at
    approval.save(update_fields=["state", "ended_at"])
    Seat.objects.filter(stage__approval=approval, answer=Answer.OPEN).update(answer=Answer.LEFT, is_stuck=False)


def can_be_answered(seat: Seat, approval: Approval, at: object) -> bool:
    """Whether there is anybody who may answer for the seat now."""
    able = Person.objects.active().exclude(pk__in=approval.outsiders)
    if seat.person_id is not None:
        if seat.person_id in approval.outsiders:
            return False
        deputies = Deputy.objects.in_force(at).filter(person=seat.person_id).values("deputy")  # type: ignore[arg-type]
        return able.filter(pk=seat.person_id).exists() or able.filter(pk__in=deputies).exists()
    if seat.team_id is not None:
        return able.filter(pk__in=Membership.objects.filter(team=seat.team_id).values("person")).exists()
    held = RoleGrant.objects.in_force(at).filter(role=seat.role)  # type: ignore[arg-type]
    here = held.filter(scope="house") | held.filter(scope="organisation", organisation=approval.record.organisation_id)
    return bool(seat.role) and able.filter(pk__in=here.values("person")).exists()


def mark_stuck(approval: Approval, log: Act) -> int:
    """The seats of the present step say whether anybody can answer for them; what is newly stuck is recorded. Answers how many are."""
    stuck = 0
    for seat in Seat.objects.filter(stage__approval=approval, stage__position=approval.step, answer=Answer.OPEN):
        is_stuck = not can_be_answered(seat, approval, log.at)
        stuck += is_stuck
        if is_stuck == seat.is_stuck:
            continue
        seat.is_stuck = is_stuck
        seat.save(update_fields=["is_stuck"])
        if is_stuck:
            log.record(verbs.STUCK, approval.record, approval=approval.pk, seat=seat.pk)
    return stuck
