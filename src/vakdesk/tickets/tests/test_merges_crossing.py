"""Two merges that cross, at the same time: one is done, the other refused, and neither waits for ever."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event
from typing import Any

import pytest
from django.db import connection

from vakdesk.kit.errors import Refused
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import fresh, report
from vakdesk.tickets.tests.test_clocks_together import MOMENT_SECONDS, PATIENCE_SECONDS, StillWaiting, beside

__all__ = ["beside"]
pytestmark = pytest.mark.django_db(transaction=True)
#: How an act reads and locks the ticket it is on.
LOCKED = 'FROM "tickets_ticket" WHERE "tickets_ticket"."record_id" ='


@contextmanager
def between_two_locks(reached: Event, go_on: Event) -> Iterator[None]:
    """This thread has locked one ticket, says so, and waits before it locks the second."""
    locked = 0

    def wait(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal locked
        if LOCKED in sql:
            locked += 1
            if locked == 2:
                reached.set()
                assert go_on.wait(PATIENCE_SECONDS)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wait):
        yield


@pytest.mark.parametrize("first_is_older", [True, False])
def test_one_is_done_and_the_other_is_refused(beside: Any, bo: Person, ada: Person, first_is_older: bool) -> None:
    older, newer = report(bo), report(bo)
    reached, go_on, refusals = Event(), Event(), []

    def merge(ticket: Ticket, target: Ticket) -> None:
        try:
            actions.merge(fresh(ticket), by=actor(ada), target=fresh(target))
        except Refused as refusal:
            refusals.append(str(refusal.sentence))

    def stopped() -> None:
        with between_two_locks(reached, go_on):
            merge(*((older, newer) if first_is_older else (newer, older)))

    one = beside("2 12:00", stopped)
    assert reached.wait(PATIENCE_SECONDS)
    other = beside("2 12:00", lambda: merge(*((newer, older) if first_is_older else (older, newer))))
    with suppress(StillWaiting):
        other.result(MOMENT_SECONDS)
    go_on.set()
    one.result(PATIENCE_SECONDS)
    other.result(PATIENCE_SECONDS)
    assert len(refusals) == 1
    assert sorted(fresh(one).merged_into_id is None for one in (older, newer)) == [False, True]
