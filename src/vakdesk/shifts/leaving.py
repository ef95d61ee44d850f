"""What somebody leaves behind at the end of a shift: their open tickets, what is next on each, and who could have it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.people.models import Person
from vakdesk.shifts.kinds import ShiftKind
from vakdesk.shifts.models import Shift
from vakdesk.shifts.rotas import holidays
from vakdesk.shifts.weeks import midnight
from vakdesk.tasks.models import NEVER, Task
from vakdesk.tickets.care import leads_of
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.queries import TicketQuerySet

#: As many tickets as one page asks about.
MOST = 60
MOST_OF_TEAM = 20
#: How far ahead somebody's next shift is looked for.
AHEAD_DAYS = 14
BEGINS = time(9)
FRIDAY = 4


@dataclass(frozen=True)
class Left:
    """A ticket, the next step it has already, who may have it, and who is proposed. `of_team`: it is nobody's, in a team of theirs."""

    ticket: Ticket
    planned: Task | None
    owners: list[Person]
    proposed: Person
    of_team: bool = False


def left_by(person: Person, actor: Actor) -> list[Left]:
    """Their open tickets and what they registered that nobody has, then what nobody has in their teams; what hurts next first."""
    theirs = Q(assignee=person) | Q(assignee=None, registrar=person)
    seen: TicketQuerySet = Ticket.objects.visible_to_staff(actor)
    own = list(seen.open().filter(theirs).with_people().what_hurts_next()[:MOST])
    nobodys = seen.unassigned().worked_on_alone().for_teams(person.teams.all()).exclude(theirs)
    tickets = [*own, *nobodys.with_people().what_hurts_next()[:MOST_OF_TEAM]]
    planned, leads = _planned(tickets), _leads(tickets)
    away = is_away(person, next_morning(person, actor))
    found = []
    for ticket in tickets:
        others = [lead for lead in leads[_place(ticket)] if lead.pk != person.pk]
        hand_over = bool(others) and (away or ticket.assignee_id is None)
        found.append(Left(ticket, planned.get(ticket.pk), [person, *others], others[0] if hand_over else person, len(found) >= len(own)))
    return found


def next_morning(person: Person, actor: Actor) -> datetime:
    """When their next shift begins, else nine o'clock on the next working day."""
    today = timezone.localdate(clock.now())
    tomorrow = midnight(today + timedelta(days=1))
    shifts = Shift.objects.filter(person=person, kind=ShiftKind.SHIFT, starts_at__gte=tomorrow)
    shift = shifts.filter(starts_at__lt=tomorrow + timedelta(days=AHEAD_DAYS)).order_by("starts_at").first()
    if shift is not None:
        return shift.starts_at
    days = [today + timedelta(days=number) for number in range(1, AHEAD_DAYS + 1)]
    free = holidays(days, actor)
    day = next((day for day in days if day.weekday() <= FRIDAY and day not in free), days[0])
    return datetime.combine(day, BEGINS, tzinfo=timezone.get_current_timezone())


def is_away(person: Person, at: datetime) -> bool:
    return Shift.objects.filter(person=person).away().during(at, at + timedelta(minutes=1)).exists()


def _planned(tickets: list[Ticket]) -> Mapping[int, Task]:
    """By ticket the open task of its owner that is due first from now on."""
    rows = Task.objects.open().filter(record__in=[ticket.pk for ticket in tickets], due_at__gt=clock.now(), due_at__lt=NEVER)
    owners = {ticket.pk: ticket.assignee_id for ticket in tickets}
    found: dict[int, Task] = {}
    for task in rows.filter(owner__isnull=False).select_related("owner").order_by("due_at", "pk"):
        if task.owner_id == owners[task.record_id]:
            found.setdefault(task.record_id, task)
    return found


def _leads(tickets: list[Ticket]) -> dict[tuple[int | None, int | None], list[Person]]:
    """By where a ticket lies. Tickets lie in few places."""
    return {place: list(leads_of(one)) for place, one in {_place(ticket): ticket for ticket in tickets}.items()}


def _place(ticket: Ticket) -> tuple[int | None, int | None]:
    return ticket.team_id, ticket.organisation_id
