"""From a wish on a ticket, by approval and a task, to a grant in the register."""

from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.approvals import actions as approvals
from vakdesk.approvals.kinds import State as ApprovalState
from vakdesk.approvals.models import Approval
from vakdesk.approvals.steps import Approver, Step
from vakdesk.approvals.what import Matter, What
from vakdesk.grants import permissions, verbs
from vakdesk.grants.actions.common import REGISTER, house_zone, make_task, named
from vakdesk.grants.kinds import IN_USE, WishState
from vakdesk.grants.models import NEVER, Grant, Right, Wish
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import Act, act
from vakdesk.people.models import Person
from vakdesk.records.models import Record
from vakdesk.tickets.models import Ticket

MATTER = "grants.wish"
LONGEST_WHY = 500


def wish(ticket: Ticket, *, by: Actor, right: Right, person: Person, why: str, ends_on: date | None = None) -> Wish:
    """The right's owner is asked whether that person may have it, until the end of that day; approved, it becomes a task.

    Refuses a right or application that is out of use, a person who has left, has it already or is waited for, no reason, an end
    that has passed or lies further than the right allows, and a right for a limited time without an end.
    """
    with act(by, may=permissions.ASK, on=ticket) as log:
        require(ticket.is_open, _("This ticket is over. Open it again, or make a new one."))
        require(right.is_active and right.application.is_active, _("That right is no longer given."), field="right")
        require(person.is_active, _("%(person)s has left.") % {"person": person.name}, field="person")
        require(not _holds(right, person), _("%(person)s has that right already.") % {"person": person.name}, field="right")
        waiting = Wish.objects.filter(ticket=ticket, right=right, person=person, state__in=[WishState.ASKED, WishState.TO_DO])
        require(not waiting.exists(), _("That is asked on this ticket already."), field="right")
        why, ends_at = _reason(why), _end(right, ends_on, log.at)
        made = Wish.objects.create(ticket=ticket, right=right, person=person, why=why, ends_at=ends_at, at=log.at)
        log.record(verbs.WISHED, ticket.record, wish=made.pk, right=right.pk, person=person.pk)
        _ask(made, by)
    return made


def change_wish(wanted: Wish, *, by: Actor, why: str, ends_on: date | None = None) -> None:
    """The wish is as given, and what was approved of it falls: its owner is asked anew. Refuses what is given or over."""
    with act(by, may=permissions.ASK, on=wanted.ticket) as log:
        wanted.refresh_from_db(from_queryset=Wish._base_manager.select_for_update(no_key=True))
        require(wanted.state == WishState.ASKED, _("This can no longer be changed: %(state)s.") % {"state": wanted.get_state_display()})
        wanted.why, wanted.ends_at = _reason(why), _end(wanted.right, ends_on, log.at)
        wanted.save(update_fields=["why", "ends_at"])
        log.record(verbs.WISH_CHANGED, wanted.ticket.record, wish=wanted.pk, right=wanted.right_id, person=wanted.person_id)
        assert wanted.approval is not None
        if approvals.fall_if_changed(wanted.approval, log):
            _ask(wanted, by)


def record_grant(
    record: Record, *, by: Actor, right: Right, person: Person, why: str, ends_on: date | None = None, since: date | None = None
) -> Grant:
    """What somebody had before the register knew it is written down, without an approval: reviews will ask its owner.

    Refuses one's own right, one that is there, no reason, and a day that does not fit.
    """
    with act(by, may=permissions.RECORD) as log:
        require(person.pk != by.person_id, _("Nobody writes down their own rights. Ask a colleague."), field="person")
        require(not _holds(right, person), _("%(person)s has that right already.") % {"person": person.name}, field="right")
        starts_at = _midnight(since) if since else log.at
        require(starts_at <= log.at, _("That day is still to come."), field="since")
        ends_at = _midnight(ends_on + timedelta(days=1)) if ends_on else NEVER
        require(ends_at > log.at, _("That day has passed."), field="ends_on")
        grant = Grant.objects.create(
            record=record, right=right, person=person, why=_reason(why), given_by_id=by.person_id, starts_at=starts_at, ends_at=ends_at
        )
        until = grant.until and grant.until.isoformat()
        log.record(verbs.RECORDED, record, grant=grant.pk, right=right.pk, person=person.pk, until=until)
    return grant


def to_carry_out(wanted: Wish, log: Act) -> None:
    """Within the act that approved it: the team of the application has a task to give it."""
    right = wanted.right
    wanted.task = make_task(wanted.ticket.record, log, GIVE, right, wanted.person)
    wanted.state = WishState.TO_DO
    wanted.save(update_fields=["task", "state"])


def let_go(wanted: Wish, log: Act, state: WishState) -> None:
    """Within the act by which it will not be given."""
    wanted.state = state
    wanted.save(update_fields=["state"])
    log.record(verbs.WISH_REFUSED, wanted.ticket.record, wish=wanted.pk, right=wanted.right_id, person=wanted.person_id)


def give(wanted: Wish, log: Act) -> Grant:
    """Within the act that finished its task: the person has it, and the approval is used up. Refuses where that fell meanwhile."""
    assert wanted.approval is not None
    require(wanted.approval.state == ApprovalState.APPROVED, _("This is not approved any more. Ask for it again."))
    require(wanted.person.is_active, _("%(person)s has left.") % {"person": wanted.person.name})
    require(wanted.ends_at > log.at, _("Its time is over already. Ask for it again."))
    require(not _holds(wanted.right, wanted.person), _("%(person)s has that right already.") % {"person": wanted.person.name})
    require(approvals.use(wanted.approval, by=REGISTER), _("What was approved has changed. Ask for it again."))
    grant = Grant.objects.create(
        record=wanted.ticket.record,
        right=wanted.right,
        person=wanted.person,
        why=wanted.why,
        approval=wanted.approval,
        given_by_id=log.actor.person_id,
        starts_at=log.at,
        ends_at=wanted.ends_at,
    )
    wanted.state = WishState.DONE
    wanted.save(update_fields=["state"])
    until = grant.until and grant.until.isoformat()
    log.record(verbs.GRANTED, grant.record, grant=grant.pk, right=grant.right_id, person=grant.person_id, until=until)
    return grant


def what_of(wanted: Wish) -> What:
    """What its owner is asked, in every language the house speaks."""
    until = (wanted.until - timedelta(seconds=1)).astimezone(house_zone()).date().isoformat() if wanted.until else "–"
    right = wanted.right
    title = {code: text % {"right": named(right, code), "person": wanted.person.name} for code, text in ASK.items()}
    lines = [
        (LABELS["person"], f"{wanted.person.name}" + (f", {wanted.person.job_title}" if wanted.person.job_title else "")),
        (LABELS["right"], named(right, "en")),
        *([(LABELS["allows"], right.allows)] if right.allows else []),
        (LABELS["until"], until),
        (LABELS["why"], wanted.why),
    ]
    return What(title, lines)


def _ask(wanted: Wish, by: Actor) -> None:
    wanted.approval = approvals.ask(
        wanted.ticket.record,
        by=by,
        steps=[Step((Approver("person", str(wanted.right.owner_id)),))],
        what=what_of(wanted),
        matter=MATTER,
        key=wanted.pk,
        requester=wanted.person,
    )
    wanted.save(update_fields=["approval"])


def _now(approval: Approval) -> What | None:
    wanted = Wish._base_manager.select_related("right__application", "person").filter(pk=approval.key).first()
    return what_of(wanted) if wanted is not None and wanted.state != WishState.STOPPED else None


def _holds(right: Right, person: Person) -> bool:
    return Grant.objects.filter(right=right, person=person, state__in=IN_USE).exists()


def _reason(why: str) -> str:
    why = one_line(storable(why), at_most=LONGEST_WHY)
    require(why, _("Say what they need it for."), field="why")
    return why


def _end(right: Right, ends_on: date | None, at: datetime) -> datetime:
    if ends_on is None:
        require(
            right.longest_days is None,
            _("This right is given for at most %(days)s days: say until when.") % {"days": right.longest_days},
            field="ends_on",
        )
        return NEVER
    ends_at = _midnight(ends_on + timedelta(days=1))
    require(ends_at > at, _("That day has passed."), field="ends_on")
    latest = at + timedelta(days=right.longest_days + 1) if right.longest_days else NEVER
    require(ends_at <= latest, _("This right is given for at most %(days)s days.") % {"days": right.longest_days}, field="ends_on")
    return ends_at


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, house_zone())


#: The words of what is asked and of what is done stand in every language, because they are kept with the row.
ASK = {"en": "%(right)s for %(person)s", "nl": "%(right)s voor %(person)s", "et": "%(right)s: %(person)s"}
GIVE = {"en": "Give %(right)s to %(person)s", "nl": "Geef %(right)s aan %(person)s", "et": "Anna %(right)s: %(person)s"}
LABELS = {
    "person": {"en": "Who", "nl": "Wie", "et": "Kes"},
    "right": {"en": "Right", "nl": "Recht", "et": "Õigus"},
    "allows": {"en": "What it allows", "nl": "Wat het toestaat", "et": "Mida see lubab"},
    "until": {"en": "Until", "nl": "Tot en met", "et": "Kuni"},
    "why": {"en": "Why", "nl": "Waarom", "et": "Miks"},
}
Matter(MATTER, _now)
