"""What the page of a rota says: each member's week, the holidays, and where it does not fit. Four queries, however many people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.levels.calendars import as_version
from vakdesk.levels.models import Calendar
from vakdesk.levels.working_time import Version
from vakdesk.people.models import Person, Team
from vakdesk.shifts.kinds import ShiftKind
from vakdesk.shifts.models import Shift
from vakdesk.shifts.weeks import Week, midnight

ICONS = {ShiftKind.SHIFT: "briefcase", ShiftKind.PHONE: "phone", ShiftKind.LESSONS: "graduation-cap", ShiftKind.ABSENCE: "moon"}
TONES = {ShiftKind.SHIFT: "accent", ShiftKind.PHONE: "good", ShiftKind.LESSONS: "special", ShiftKind.ABSENCE: "plain"}


@dataclass(frozen=True)
class Day:
    on: date
    holiday: str
    is_today: bool


@dataclass(frozen=True)
class Line:
    """A line as it stands in one day."""

    shift: Shift
    hours: str
    is_outranked: bool

    @property
    def icon(self) -> str:
        return ICONS[ShiftKind(self.shift.kind)]

    @property
    def tone(self) -> str:
        return TONES[ShiftKind(self.shift.kind)]


@dataclass(frozen=True)
class Row:
    person: Person
    days: list[tuple[Day, list[Line]]]


class Rota:
    def __init__(self, team: Team, week: Week, actor: Actor) -> None:
        self.team, self.week, self.actor = team, week, actor

    @cached_property
    def lines(self) -> list[Shift]:
        lines = Shift.objects.on_rota(self.team).during(self.week.start, self.week.end)
        return list(lines.with_people().order_by("starts_at", "pk"))

    @cached_property
    def days(self) -> list[Day]:
        free, today = holidays(self.week.days, self.actor), timezone.localdate(clock.now())
        return [Day(day, free.get(day, ""), day == today) for day in self.week.days]

    @cached_property
    def rows(self) -> list[Row]:
        """The members, and who has left the team and still stands on it."""
        people = {person.pk: person for person in self.team.members.active()}
        people |= {line.person_id: line.person for line in self.lines}
        return [
            Row(person, [(day, list(self._lines_on(day.on, person))) for day in self.days])
            for person in sorted(people.values(), key=lambda one: (one.folded, one.pk))
        ]

    @cached_property
    def conflicts(self) -> list[str]:
        """Where the rota does not fit, in sentences."""
        names = {day.on: day.holiday for day in self.days if day.holiday}
        said = []
        for line in self.lines:
            if (away := self.outranked.get(line.pk)) is not None:
                said.append(
                    _("%(person)s is not there: %(away)s. Planned then: %(line)s.") % {"person": line.person, "away": away, "line": line}
                )
            elif not line.is_away and (holiday := names.get(timezone.localdate(line.starts_at))):
                told = {"person": line.person, "holiday": holiday, "line": line}
                said.append(_("%(holiday)s is a holiday. Planned then: %(person)s, %(line)s.") % told)
        return said

    @cached_property
    def outranked(self) -> dict[int, Shift]:
        """Of each line that is outranked, by what."""
        away = [line for line in self.lines if line.is_away]
        return {
            line.pk: other
            for line in self.lines
            if not line.is_away
            for other in away
            if other.person_id == line.person_id and other.starts_at < line.ends_at and other.ends_at > line.starts_at
        }

    def _lines_on(self, day: date, person: Person) -> Iterable[Line]:
        start, end = midnight(day), midnight(day + timedelta(days=1))
        for line in self.lines:
            if line.person_id == person.pk and line.starts_at < end and line.ends_at > start:
                yield Line(line, hours_on(line.starts_at, line.ends_at, start, end), line.pk in self.outranked)


def hours_on(starts_at: datetime, ends_at: datetime, start: datetime, end: datetime) -> str:
    """ "09:00–17:00" within the day that lasts from `start` until `end`; what goes on before or after it is said so."""
    since, until = (formats.time_format(timezone.localtime(one), "H:i") for one in (starts_at, ends_at))
    if starts_at < start or (starts_at == start and ends_at >= end):
        return _("all day") if ends_at >= end else _("until %(time)s") % {"time": until}
    return _("from %(time)s") % {"time": since} if ends_at > end else f"{since}–{until}"


def holidays(days: list[date], actor: Actor) -> dict[date, str]:
    """The days that are free by the calendars in use, and what they are called."""
    found: dict[date, dict[str, None]] = {}
    for calendar in Calendar.objects.visible_to(actor).filter(is_active=True).prefetch_related("versions"):
        rows = list(calendar.versions.all())
        names = {day: name for row in rows for day, name in row.closing_days}
        versions = [as_version(row) for row in rows]
        for day in days:
            hours = _in_force(versions, day).hours
            if day in hours.closed or hours.holiday(day):
                called = hours.holiday(day) or names.get(day.isoformat()) or _("closed")
                found.setdefault(day, {})[called] = None
    return {day: ", ".join(names) for day, names in found.items()}


def _in_force(versions: list[Version], day: date) -> Version:
    begun = [version for version in versions if version.starts_on <= day] or versions
    return max(begun, key=lambda version: (version.starts_on, version.number))
