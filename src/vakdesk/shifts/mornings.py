"""What a lead looks at first in the morning: work that goes wrong unless somebody steps in. No figures about anybody."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.errors import Sentence
from vakdesk.majors.models import Major
from vakdesk.people.models import RoleGrant, Team
from vakdesk.shifts.kinds import ShiftKind
from vakdesk.shifts.models import Shift
from vakdesk.shifts.weeks import midnight
from vakdesk.tickets.care import care_by_kind
from vakdesk.tickets.kinds import Care, State, TicketKind
from vakdesk.tickets.models import Release, Ticket
from vakdesk.tickets.queries import TicketQuerySet
from vakdesk.ui.components import exact, in_words, span

#: As many lines as a section shows; the queue shows the rest.
MOST = 15
#: A trainee's ticket on which nothing has happened for so long is looked at.
QUIET = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """A ticket and why it is here."""

    ticket: Ticket
    why: Sentence


@dataclass(frozen=True)
class Section:
    name: str
    icon: str
    heading: Sentence
    fine: Sentence
    lines: list[Line]


class Morning:
    def __init__(self, team: Team, actor: Actor) -> None:
        self.team, self.actor, self.now = team, actor, clock.now()

    @property
    def sections(self) -> list[Section]:
        return [
            Section("unowned", "user-x", _("Nobody's yet"), _("Every open ticket has an owner."), self._unowned()),
            Section("late", "alarm-clock", _("Late"), _("Nothing is late."), self._late()),
            Section("absent", "moon", _("Its owner is absent today"), _("Nobody who is absent today has open tickets."), self._absent()),
            Section("stuck", "life-buoy", _("A trainee is stuck"), _("No trainee waits for anybody."), self._stuck()),
        ]

    @property
    def majors(self) -> list[Major]:
        """Those going on that the lead reads, of every team: an outage is everybody's."""
        return list(Major.objects.visible_to(self.actor).going_on().with_people().order_by("-declared_at")[:MOST])

    @property
    def _open(self) -> TicketQuerySet:
        seen: TicketQuerySet = Ticket.objects.visible_to_staff(self.actor)
        return seen.open().filter(record__team=self.team).with_people().what_hurts_next()

    def _unowned(self) -> list[Line]:
        rows = self._open.unassigned().worked_on_alone()
        return self._lines(rows, lambda ticket: _("came in %(when)s") % {"when": in_words(ticket.opened_at)})

    def _late(self) -> list[Line]:
        rows = self._open.filter(hurts_at__lt=self.now)
        return self._lines(rows, lambda ticket: _("late by %(time)s") % {"time": span(self.now - ticket.hurts_at)})

    def _absent(self) -> list[Line]:
        tonight = midnight(timezone.localdate(self.now) + timedelta(days=1))
        absences = Shift.objects.filter(kind=ShiftKind.ABSENCE, person__memberships__team=self.team).during(self.now, tonight)
        until = {shift.person_id: shift.ends_at for shift in absences.order_by("ends_at")}
        told = _("%(person)s is absent until %(when)s")
        rows = self._open.filter(assignee__in=until)
        return self._lines(rows, lambda ticket: told % {"person": ticket.assignee, "when": exact(until[ticket.assignee_id or 0])})

    def _stuck(self) -> list[Line]:
        """Who asked for the lead, whose words wait for a release, and whose watched work stands still; each ticket once."""
        trainees = list(RoleGrant.objects.in_force(self.now).filter(role=Role.TRAINEE).values_list("person", flat=True))
        found: dict[int, Line] = {}
        for line in (*self._asking(), *self._unreleased(), *self._quiet(trainees)):
            found.setdefault(line.ticket.pk, line)
        return list(found.values())[:MOST]

    def _asking(self) -> list[Line]:
        rows = self._open.filter(escalated_at__isnull=False)
        return self._lines(rows, lambda ticket: _("asked for the lead %(when)s") % {"when": in_words(ticket.escalated_at or self.now)})

    def _unreleased(self) -> Iterator[Line]:
        waiting = Release.objects.waiting().visible_to(self.actor).filter(ticket__record__team=self.team).with_people().order_by("at")
        for release in waiting[:MOST]:
            told = {"person": release.message.author, "when": in_words(release.at)}
            yield Line(release.ticket, _("%(person)s waits for a release since %(when)s") % told)

    def _quiet(self, trainees: list[int]) -> list[Line]:
        """Open work of trainees who are not let alone, with nothing recorded on it for a day. What is on hold waits for others."""
        rows = self._open.filter(assignee__in=trainees, record__changed_at__lt=self.now - QUIET).exclude(state=State.WAITING)
        cared_for = care_by_kind(trainees)
        watched = (one for one in rows[: MOST * 2] if cared_for[one.assignee_id or 0][TicketKind(one.kind)] != Care.ALONE)
        told = _("nothing happened for %(time)s")
        return [Line(ticket, told % {"time": span(self.now - ticket.record.changed_at)}) for ticket in watched]

    @staticmethod
    def _lines(rows: Iterable[Any], why: Callable[[Ticket], Sentence]) -> list[Line]:
        return [Line(ticket, why(ticket)) for ticket in rows[:MOST]]  # type: ignore[index]
