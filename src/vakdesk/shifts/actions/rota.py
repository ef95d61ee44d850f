"""Writing the rota of a team. Whoever writes a person's lines waits for whoever writes them too, so that no two overlap unseen."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Refused, require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import act
from vakdesk.people.actions.turns import one_at_a_time
from vakdesk.people.models import Person, Team
from vakdesk.shifts import permissions, verbs
from vakdesk.shifts.kinds import AWAY, LONGEST, ShiftKind
from vakdesk.shifts.models import Shift
from vakdesk.shifts.weeks import Week, a_week_later


@dataclass
class Copied:
    """How many lines were copied, and for each that was not, why."""

    count: int = 0
    left: list[str] = field(default_factory=list)


def plan(*, by: Actor, team: Team, person: Person, kind: str, starts_at: datetime, ends_at: datetime, note: str = "") -> Shift:
    """The person stands on the rota of the team. Refuses who is not in it, an end that is not after the beginning, what lasts too
    long, what the person has then already, and anything while they are away: that outranks the rest."""
    with act(by, may=permissions.PLAN, on=team) as log:
        require(person.is_active and team.members.filter(pk=person.pk).exists(), _not_in_team(person, team), field="person")
        one_at_a_time(_lines_of(person.pk))
        shift = Shift(team=team, person=person, kind=ShiftKind(kind), starts_at=starts_at, ends_at=ends_at, note=_kept(kind, note))
        _check(shift)
        shift.save()
        log.record(verbs.PLANNED, team, shift=shift.pk, person=person.pk)
    return shift


def change(shift: Shift, *, by: Actor, kind: str, starts_at: datetime, ends_at: datetime, note: str = "", seen: str = "") -> None:
    """It says this instead; nothing is recorded when nothing differs. `seen` is what `as_seen()` answered when the form was shown.

    Refuses what `plan` refuses, and what somebody changed or took off since.
    """
    with act(by, may=permissions.PLAN, on=shift.team) as log:
        shift = _still_there(shift)
        require(
            not seen or seen == shift.as_seen(),
            _("Somebody changed this while you had it open. Look at it again, then send yours once more."),
        )
        before = shift.as_seen()
        shift.kind, shift.starts_at, shift.ends_at, shift.note = ShiftKind(kind), starts_at, ends_at, _kept(kind, note)
        _check(shift)
        if shift.as_seen() == before:
            return
        shift.save(update_fields=["kind", "starts_at", "ends_at", "note"])
        log.record(verbs.CHANGED, shift.team, shift=shift.pk, person=shift.person_id)


def remove(shift: Shift, *, by: Actor) -> None:
    """It no longer stands on the rota. Refuses what somebody took off already."""
    with act(by, may=permissions.PLAN, on=shift.team) as log:
        shift = _still_there(shift)
        log.record(verbs.REMOVED, shift.team, shift=shift.pk, person=shift.person_id)
        shift.delete()


def copy_week(team: Team, *, by: Actor, into: date) -> Copied:
    """The lines of the week before stand in the week of `into` as well, at the same time by the clock on the wall of the house.

    Absence is not copied. What is there already is left as it is, so a second press adds nothing. Refuses a week before without lines.
    """
    week = Week.of(into)
    with act(by, may=permissions.PLAN, on=team) as log:
        before = week.plus(-1)
        lines = Shift.objects.filter(team=team, starts_at__gte=before.start, starts_at__lt=before.end).exclude(kind=ShiftKind.ABSENCE)
        found = list(lines.with_people().order_by("starts_at", "pk"))
        require(found, _("There is nothing on the rota of the week before."))
        for person in sorted({line.person_id for line in found}):
            one_at_a_time(_lines_of(person))
        members = set(team.members.active().values_list("pk", flat=True))
        copied, made = Copied(), []
        for line in found:
            new = Shift(team=team, person=line.person, kind=line.kind, note=line.note)
            new.starts_at, new.ends_at = a_week_later(line.starts_at), a_week_later(line.ends_at)
            if _is_there(new):
                continue
            why = _refusal(new) if line.person_id in members else _not_in_team(line.person, team)
            if why:
                copied.left.append(why)
                continue
            new.save()
            made.append(new.pk)
        if made:
            log.record(verbs.COPIED, team, week=str(week), count=len(made), shifts=made)
        copied.count = len(made)
    return copied


def _lines_of(person: int) -> str:
    return f"lines of {person}"


def _still_there(shift: Shift) -> Shift:
    one_at_a_time(_lines_of(shift.person_id))
    found = Shift.objects.with_people().filter(pk=shift.pk).first()
    require(found, _("Somebody took this off the rota in the meantime."))
    assert found is not None
    return found


def _kept(kind: str, note: str) -> str:
    """Nobody is asked why they are absent, and what is written all the same is not kept."""
    return "" if kind == ShiftKind.ABSENCE else one_line(note, at_most=120)


def _check(shift: Shift) -> None:
    require(shift.ends_at > shift.starts_at, _("It ends before it begins."), field="ends_at")
    longest = LONGEST[ShiftKind(shift.kind)]
    require(
        shift.ends_at - shift.starts_at <= longest,
        _("This lasts more than %(hours)d hours. Make several of it.") % {"hours": longest.total_seconds() // 3600},
        field="ends_at",
    )
    if why := _refusal(shift):
        raise Refused(why, field="starts_at")


def _refusal(shift: Shift) -> str:
    """Why it cannot stand there, or ""."""
    others = Shift.objects.filter(person=shift.person_id).during(shift.starts_at, shift.ends_at).exclude(pk=shift.pk).order_by("starts_at")
    if same := others.filter(kind=shift.kind).first():
        return _("%(person)s has this then: %(line)s.") % {"person": shift.person, "line": same}
    if shift.kind not in AWAY and (away := others.away().first()):
        return _("%(person)s is not there then: %(line)s.") % {"person": shift.person, "line": away}
    return ""


def _is_there(shift: Shift) -> bool:
    return Shift.objects.filter(
        team=shift.team_id, person=shift.person_id, kind=shift.kind, starts_at=shift.starts_at, ends_at=shift.ends_at
    ).exists()


def _not_in_team(person: Person, team: Team) -> str:
    return _("%(person)s is not in %(team)s.") % {"person": person, "team": team}
