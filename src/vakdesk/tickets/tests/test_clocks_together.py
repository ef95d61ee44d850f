"""Clocks while several write: acts, the timekeeper and a recount each wait for the other, and none undoes what another said."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from contextlib import contextmanager
from datetime import date
from threading import Event
from typing import Any

import pytest
from django.db import connection, connections

from vakdesk.kit import clock
from vakdesk.levels import actions as levels
from vakdesk.levels.counting import recount_open
from vakdesk.levels.jobs import alarms
from vakdesk.levels.kinds import State
from vakdesk.levels.models import Agreement, Calendar, Clock
from vakdesk.levels.reading import recompute
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.clocks import PLAN
from vakdesk.tickets.kinds import WaitingFor
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.test_clocks import HOURS, H, at, category, clock_of, head, office, registered, sla

__all__ = ["category", "head", "office", "sla"]
pytestmark = pytest.mark.django_db(transaction=True)
#: Whoever must wait is given this long to show that it does not.
MOMENT_SECONDS = 1.0
PATIENCE_SECONDS = 180


@pytest.fixture
def beside() -> Iterator[Callable[..., "Future[Any]"]]:
    """Runs a function at a moment in a thread, and so with a connection, of its own."""

    def run(when: str, function: Callable[[], Any]) -> Any:
        try:
            with clock.travel(at(when)):
                return function()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        yield lambda when, function: threads.submit(run, when, function)


@contextmanager
def stopping_before(words: str, reached: Event, go_on: Event) -> Iterator[None]:
    """The first statement of this thread that has these words says that it is reached, and waits."""

    def wait(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if words in sql and not reached.is_set():
            reached.set()
            assert go_on.wait(PATIENCE_SECONDS)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wait):
        yield


def told(ticket: Ticket) -> list[dict[str, Any]]:
    """What the rows of the ticket's clocks say, and when lists think it is due."""
    ticket.refresh_from_db()
    rows = Clock.objects.filter(record=ticket.pk).order_by("measure").values()
    return [row | {"read_at": None, "consumed_seconds": None} for row in rows] + [{"hurts_at": ticket.hurts_at}]


def read_anew(ticket: Ticket, when: str) -> list[dict[str, Any]]:
    with clock.travel(at(when)):
        recompute(PLAN, [ticket.record], clock.now())
    return told(ticket)


def one_waits_for_the_other(beside: Any, when: str, *, first: Callable[[], Any], stops_before: str, second: Callable[[], Any]) -> bool:
    """Runs both; the second begins while the first stops. Answers whether the second waited until the first went on."""
    reached, go_on = Event(), Event()

    def stopped() -> None:
        with stopping_before(stops_before, reached, go_on):
            first()

    one = beside(when, stopped)
    assert reached.wait(PATIENCE_SECONDS)
    other = beside(when, second)
    try:
        other.result(MOMENT_SECONDS)
        waited = False
    except StillWaiting:
        waited = True
    go_on.set()
    one.result(PATIENCE_SECONDS)
    other.result(PATIENCE_SECONDS)
    return waited


@pytest.fixture
def ticket(bo: Person, ada: Person, sla: Agreement) -> Ticket:
    return registered(bo, ada, "2 16:00")


@pytest.fixture
def later(ticket: Ticket, office: Calendar, head: Person) -> Calendar:
    """From 3 November the office opens at ten; nobody has read a clock since."""
    with clock.travel(at("2 16:10")):
        levels.change_calendar(office, by=actor(head), starts_on=date(2026, 11, 3), **HOURS | {"days": ["10:00-17:00"] * 5 + ["", ""]})
    return office


def test_a_hold_that_comes_while_clocks_are_recounted_is_not_undone(ticket: Ticket, later: Calendar, ada: Person, beside: Any) -> None:
    waited = one_waits_for_the_other(
        beside,
        "2 16:20",
        first=lambda: recount_open.func(later.pk, at("2 16:20").isoformat()),
        stops_before='FROM "logbook_entry"',
        second=lambda: actions.hold(ticket, by=actor(ada), waiting_for=WaitingFor.REQUESTER, reason="which room"),
    )
    assert waited
    assert clock_of(ticket).state == State.HELD
    assert told(ticket) == read_anew(ticket, "2 16:30")


def test_a_recount_waits_for_the_hold_that_is_being_written(ticket: Ticket, later: Calendar, ada: Person, beside: Any) -> None:
    waited = one_waits_for_the_other(
        beside,
        "2 16:20",
        first=lambda: actions.hold(ticket, by=actor(ada), waiting_for=WaitingFor.COLLEAGUE, reason="parts"),
        stops_before='UPDATE "levels_clock"',
        second=lambda: recount_open.func(later.pk, at("2 16:20").isoformat()),
    )
    assert waited
    assert clock_of(ticket).due_at == at("3 17:00")
    assert told(ticket) == read_anew(ticket, "2 16:30")


def test_an_agreement_that_changes_while_a_hold_is_written_leaves_its_clock_alone(
    ticket: Ticket, sla: Agreement, office: Calendar, head: Person, ada: Person, beside: Any
) -> None:
    one_waits_for_the_other(
        beside,
        "2 16:20",
        first=lambda: actions.hold(ticket, by=actor(ada), waiting_for=WaitingFor.COLLEAGUE, reason="parts"),
        stops_before='UPDATE "levels_clock"',
        second=lambda: levels.change_agreement(
            sla, by=actor(head), calendar=office, targets=[levels.agreements.Wanted("resolution", 2 * H)]
        ),
    )
    assert clock_of(ticket).target_seconds == 8 * H
    assert told(ticket) == read_anew(ticket, "2 16:30")


def test_two_recounts_at_once_say_what_one_says(ticket: Ticket, later: Calendar, bo: Person, ada: Person, beside: Any) -> None:
    others = [registered(bo, ada, "2 16:05") for _number in range(5)]
    one_waits_for_the_other(
        beside,
        "2 16:20",
        first=lambda: recount_open.func(later.pk, at("2 16:20").isoformat()),
        stops_before='UPDATE "levels_clock"',
        second=lambda: recount_open.func(later.pk, at("2 16:20").isoformat()),
    )
    assert clock_of(ticket).due_at == at("3 17:00")
    for one in [ticket, *others]:
        assert told(one) == read_anew(one, "2 16:30")


def test_an_act_beside_an_alarm_does_not_make_it_ring_again(ticket: Ticket, ada: Person, beside: Any) -> None:
    with clock.travel(at("2 16:10")):
        actions.reply(ticket, by=actor(ada), text="We look at it")
    waited = one_waits_for_the_other(
        beside,
        "3 12:30",
        first=alarms,
        stops_before='FROM "logbook_entry"',
        second=lambda: actions.hold(ticket, by=actor(ada), waiting_for=WaitingFor.COLLEAGUE, reason="parts"),
    )
    assert waited
    with clock.travel(at("3 12:31")):
        alarms()
    assert Entry.objects.filter(verb="clock.warned").count() == 1
    assert told(ticket) == read_anew(ticket, "3 12:40")
