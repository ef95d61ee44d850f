"""The plan of somebody's day: their shift, their appointments and their tasks, in the order of the clock. And what their calendar holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import Sentence
from vakdesk.people.models import Person
from vakdesk.shifts.icalendar import Event
from vakdesk.shifts.kinds import ShiftKind
from vakdesk.shifts.models import Appointment, Shift
from vakdesk.shifts.rotas import ICONS, hours_on
from vakdesk.shifts.weeks import midnight
from vakdesk.tasks.models import Task

#: As much of each as one day shows.
MOST = 60
#: What a calendar holds, around today.
BEHIND, AHEAD = timedelta(days=31), timedelta(days=184)
MOST_EVENTS = 1_000


@dataclass(frozen=True)
class Item:
    """One line of a day. `at` is where it stands: when it begins, or is due."""

    at: datetime
    hours: str
    icon: str
    what: str
    about: Sentence
    url: str
    is_late: bool = False


class Day:
    def __init__(self, on: date, person: Person, actor: Actor) -> None:
        self.on, self.person, self.actor = on, person, actor
        self.earlier, self.later = on - timedelta(days=1), on + timedelta(days=1)
        self.start, self.end = midnight(on), midnight(on + timedelta(days=1))

    @property
    def items(self) -> list[Item]:
        """In the order of the clock; what is late comes first today."""
        return sorted([*self._shifts(), *self._appointments(), *self._tasks()], key=lambda item: item.at)

    def _shifts(self) -> Iterator[Item]:
        rows = Shift.objects.filter(person=self.person).during(self.start, self.end).with_people()
        for row in rows[:MOST]:
            hours = hours_on(row.starts_at, row.ends_at, self.start, self.end)
            about = f"{row.team} · {row.note}" if row.note else str(row.team)
            yield Item(row.starts_at, hours, ICONS[ShiftKind(row.kind)], row.get_kind_display(), about, row.get_absolute_url())

    def _appointments(self) -> Iterator[Item]:
        rows = Appointment.objects.visible_to(self.actor).of(self.person.pk).to_come().during(self.start, self.end).with_people()
        for row in rows[:MOST]:
            about = " · ".join(filter(None, [row.ticket.reference, row.ticket.title, row.place]))
            hours = hours_on(row.starts_at, row.ends_at, self.start, self.end)
            yield Item(row.starts_at, hours, row.icon, row.get_kind_display(), about, row.ticket.get_absolute_url())

    def _tasks(self) -> Iterator[Item]:
        now = clock.now()
        rows = Task.objects.visible_to(self.actor).open().owned_by(self.person.pk).filter(due_at__lt=self.end)
        if self.on != timezone.localdate(now):
            rows = rows.filter(due_at__gte=self.start)
        for row in rows.select_related("record").order_by("due_at", "pk")[:MOST]:
            late = row.due_at < now
            hours = _("late") if late else f"{timezone.localtime(row.due_at):%H:%M}"
            about = f"{row.record.reference} · {row.record.title}"
            yield Item(row.due_at, hours, "square-check-big", str(row), about, row.get_absolute_url(), late)


def events_of(person: Person, actor: Actor, base: str) -> list[Event]:
    """Their shifts and appointments around today. Whoever keeps the calendar for them reads it too, so it says what and when, with the
    number of a ticket, and nothing of anybody else: no subject, no requester, no place, no note, no colleague."""
    now = clock.now()
    since, until = now - BEHIND, now + AHEAD
    shifts = Shift.objects.filter(person=person).during(since, until).with_people().order_by("starts_at", "pk")
    kept = (
        Appointment.objects.visible_to(actor)
        .of(person.pk)
        .to_come()
        .during(since, until)
        .select_related("ticket__record")
        .order_by("starts_at", "pk")
    )
    found = [
        Event(f"shift-{one.pk}", one.starts_at, one.ends_at, f"{one.get_kind_display()} · {one.team}", f"{base}{one.get_absolute_url()}")
        for one in shifts[:MOST_EVENTS]
    ]
    for one in kept[:MOST_EVENTS]:
        summary = f"{one.get_kind_display()} · {one.ticket.reference}"
        found.append(Event(f"appointment-{one.pk}", one.starts_at, one.ends_at, summary, f"{base}{one.ticket.get_absolute_url()}"))
    return found
