"""What clocks cost: open tickets recounted after a change of calendar, a hold with and without agreed times, the queue's clocks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from statistics import median
from time import process_time
from typing import Any

from django.db import connection

from vakdesk.access.actors import Door, machine
from vakdesk.jobs.embedded import work_off
from vakdesk.kit import clock
from vakdesk.kit.benches import Figures, bench
from vakdesk.kit.progress import Bar
from vakdesk.levels import actions as levels
from vakdesk.levels.actions.agreements import Wanted
from vakdesk.levels.kinds import AgreementKind, Measure
from vakdesk.levels.models import Calendar, Clock
from vakdesk.logbook.act import act
from vakdesk.people import actions as people
from vakdesk.people.models import Person
from vakdesk.tickets import actions, permissions
from vakdesk.tickets.care import today
from vakdesk.tickets.due import nearest_of
from vakdesk.tickets.kinds import TicketKind, WaitingFor
from vakdesk.tickets.models import Ticket

FOUNDER = machine("installer", "Bench", door=Door.COMMAND)
INTAKE = machine("mailroom", "Bench", door=Door.COMMAND)
TIMEKEEPER = machine("timekeeper", "Bench", door=Door.COMMAND)
OPEN_TICKETS = 100_000
REGISTERED_AT_ONCE = 200
HOLDS, HELD_AT_ONCE = 200, 20
PAGE = 50
HOUR = 3600
OFFICE = {"zone": "Europe/Amsterdam", "country": "NL"}


@bench("clocks", help="processor time: open tickets recounted after a calendar changes, a hold with agreed times against one without")
def clocks(tickets: int) -> Figures:
    """Tickets are made by the real actions, days apart; the figures are processor time, which a busy machine alters least."""
    now = clock.now()
    holds = min(HOLDS, tickets)
    with clock.travel(now - timedelta(days=21)):
        requester = people.register("Person", by=INTAKE, email="person@bench.example")
        people.add_team("Service desk", by=FOUNDER)
        without = _register(requester, holds)
        calendar = levels.add_calendar(
            by=FOUNDER, name="Office hours", starts_on=date(2020, 1, 1), days=["9:00-17:00"] * 5 + [""] * 2, **OFFICE
        )
        _agree(calendar)
    with clock.travel(now - timedelta(days=20)):
        measured = _register(requester, tickets)
    with clock.travel(now - timedelta(days=19)):
        plain_ms, agreed_ms = _hold(without, measured[:holds])
    with clock.travel(now - timedelta(days=18)):
        for ticket in measured[:holds]:
            actions.resume(ticket, by=TIMEKEEPER)
    levels.change_calendar(calendar, by=FOUNDER, starts_on=today() + timedelta(days=1), days=["8:30-17:30"] * 5 + [""] * 2, **OFFICE)
    seconds = _seconds(work_off)
    page = list(Ticket.objects.with_people().order_by("pk")[:PAGE])
    with _counted() as queries:
        queue = _seconds(lambda: nearest_of(page))
    return {
        "database": connection.vendor,
        "open_tickets": tickets,
        "clocks": Clock.objects.open().count(),
        "recount_seconds": round(seconds, 2),
        "recount_ms_per_ticket": round(seconds / tickets * 1000, 3),
        "recount_seconds_for_100000": round(seconds / tickets * OPEN_TICKETS, 1),
        "recount_of_a_ticket_as_share_of_a_hold": round(seconds / tickets * 1000 / plain_ms, 3),
        "hold_ms_without_agreement": round(plain_ms, 2),
        "hold_ms_with_agreement": round(agreed_ms, 2),
        "hold_ms_more": round(agreed_ms - plain_ms, 2),
        "hold_ratio": round(agreed_ms / plain_ms, 2),
        "queue_queries_for_clocks": len(queries),
        "queue_ms_for_clocks": round(queue * 1000, 2),
    }


def _agree(calendar: Calendar) -> None:
    levels.add_agreement(
        by=FOUNDER,
        kind=AgreementKind.SLA,
        name="House",
        calendar=calendar,
        holds_for=[WaitingFor.REQUESTER],
        targets=[Wanted(Measure.FIRST_RESPONSE, 4 * HOUR), Wanted(Measure.RESOLUTION, 40 * HOUR)],
    )


def _register(requester: Person, count: int) -> list[Ticket]:
    """So many tickets, many in one act, as an import does it."""
    made: list[Ticket] = []
    bar = Bar("Registering tickets", count)
    while len(made) < count:
        some = range(len(made), min(count, len(made) + REGISTERED_AT_ONCE))
        with act(INTAKE, may=permissions.REGISTER):
            made += [_one(requester, number) for number in some]
        bar.step(len(some))
    bar.end()
    return made


def _one(requester: Person, number: int) -> Ticket:
    return actions.register(requester, by=INTAKE, kind=TicketKind.INCIDENT, title=f"Printer {number}", text="It does nothing")


def _hold(without: list[Ticket], measured: list[Ticket]) -> tuple[float, float]:
    """Milliseconds of the median batch of either, which take turns."""
    plain: list[float] = []
    agreed: list[float] = []
    for start in range(0, len(without), HELD_AT_ONCE):
        for tickets, spent in ((without, plain), (measured, agreed)):
            some = tickets[start : start + HELD_AT_ONCE]
            spent.append(_seconds(partial(_wait, some)) / len(some) * 1000)
    return median(plain), median(agreed)


def _wait(tickets: list[Ticket]) -> None:
    for ticket in tickets:
        actions.hold(ticket, by=TIMEKEEPER, waiting_for=WaitingFor.REQUESTER, reason="Which room is it?")


def _seconds(do: Callable[[], object]) -> float:
    """Processor time of this process."""
    begun = process_time()
    do()
    return process_time() - begun


@contextmanager
def _counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield statements
