"""A real log of two years, replayed as work of this desk under a default agreement: the reports account for every case, once."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from vakdesk.access.actors import Actor
from vakdesk.access.roles import Role
from vakdesk.history.actions import bring_in
from vakdesk.history.casing import Case, cases
from vakdesk.history.commands import IMPORTER
from vakdesk.history.mapping import read_map
from vakdesk.history.models import Case as Known
from vakdesk.history.permissions import IMPORT
from vakdesk.history.reading import xes
from vakdesk.history.reading.opening import unpacked
from vakdesk.kit import clock
from vakdesk.levels import actions as levels
from vakdesk.levels.actions.agreements import Wanted
from vakdesk.levels.kinds import AgreementKind, Measure, Verdict
from vakdesk.levels.models import Agreement, Clock
from vakdesk.levels.reading import recompute
from vakdesk.levels.reporting import Month, report_of
from vakdesk.logbook.act import act, record_many
from vakdesk.logbook.models import Book
from vakdesk.logbook.verbs import Verb
from vakdesk.people.tests.cast import INSTALLER, actor, make_person
from vakdesk.tickets import verbs
from vakdesk.tickets.clocks import PLAN
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.shared]
H = 3600
BEFORE, END = datetime(2009, 12, 1, tzinfo=UTC), datetime(2012, 5, 23, 12, tzinfo=UTC)
ENDED = (State.RESOLVED, State.CLOSED)
Happened = tuple[Verb, datetime, dict[str, Any]]


def default_agreement() -> Agreement:
    """Eight hours on workdays, held while the requester has to answer. Low priority has no target for the solution."""
    with clock.travel(BEFORE):
        calendar = levels.add_calendar(
            by=INSTALLER,
            name="Office hours",
            starts_on=date(2009, 1, 1),
            zone="Europe/Brussels",
            days=["9:00-17:00"] * 5 + [""] * 2,
            country="BE",
        )
        return levels.add_agreement(
            by=INSTALLER,
            kind=AgreementKind.SLA,
            name="Default",
            calendar=calendar,
            holds_for=["requester"],
            targets=[
                Wanted(Measure.FIRST_RESPONSE, 4 * H),
                *(Wanted(Measure.RESOLUTION, hours * H, priority=priority) for priority, hours in ((1, 4), (2, 8), (3, 40))),
            ],
        )


def as_work(case: Case) -> Iterator[Happened]:
    """The case in this desk's verbs. Whoever first works on it lets the requester know."""
    yield verbs.REGISTERED, case.steps[0].at, {"kind": "incident", "via": "import", "requester": None}
    state, waits, informed = "", "", False
    for step in case.steps:
        if step.state in ENDED and state not in ENDED:
            yield verbs.RESOLVED, step.at, {"verification": "elsewhere"}
        if step.state not in ENDED and state in ENDED:
            yield verbs.REOPENED, step.at, {"days_closed": 0}
        if step.state == State.IN_PROGRESS and not informed:
            informed = True
            yield verbs.INFORMED, step.at, {"message": None}
        if step.waiting_for and step.waiting_for != waits:
            yield verbs.HELD, step.at, {"waiting_for": step.waiting_for, "until": None}
        if waits and not step.waiting_for and step.state not in ENDED:
            yield verbs.RESUMED, step.at, {"waited_for": waits}
        state, waits = step.state, step.waiting_for


def replay(file: Path, every: int) -> int:
    """Every so many-th case is a ticket with its work in the imported book; answers how many cases that were."""
    by_map = read_map("xes")
    with unpacked(file) as stream:
        chosen = [one for one in islice(cases(xes.read(stream), by_map, together=True), 0, None, every) if isinstance(one, Case)]
    for _run in bring_in(chosen, by=IMPORTER, by_map=by_map, file=file.name):
        pass
    tickets = Ticket.objects.select_related("record").in_bulk()
    here = dict(Known.objects.values_list("number", "record"))
    for case in chosen:
        ticket = tickets[here[case.number]]
        with act(IMPORTER, may=IMPORT, book=Book.IMPORTED, happened_at=case.steps[0].at) as log:
            for verb, at, facts in as_work(case):
                record_many(log, verb, [(ticket, at, "", facts)])
    return len(chosen)


def rows() -> list[dict[str, Any]]:
    return list(Clock.objects.order_by("record", "slot", "measure").values().iterator())


def account_for(count: int, agreement: Agreement, dee: Actor) -> None:
    assert Clock.objects.count() == count * 2
    reported: Counter[tuple[str, str]] = Counter()
    for number in range(30):
        for figure in report_of(agreement, Month(2010, 1).plus(number), dee).figures:
            reported[figure.measure, Verdict.KEPT] += figure.kept
            reported[figure.measure, Verdict.BREACHED] += figure.breached
    for measure in (Measure.FIRST_RESPONSE, Measure.RESOLUTION):
        own = Clock.objects.filter(measure=measure)
        verdicts = Counter(own.values_list("verdict", flat=True))
        assert own.values("record").distinct().count() == sum(verdicts.values()) == count
        assert {verdict: verdicts[verdict] for verdict in (Verdict.KEPT, Verdict.BREACHED)} == {
            verdict: reported[measure, verdict] for verdict in (Verdict.KEPT, Verdict.BREACHED)
        }
        assert verdicts.keys() <= set(Verdict.values)
        print(measure, dict(verdicts))


def accounts_for_every_case(file: Path, every: int) -> None:
    agreement, dee = default_agreement(), actor(make_person("Dee de Wit", role=Role.LEAD))
    with clock.travel(END):
        count = replay(file, every)
        account_for(count, agreement, dee)
        first = rows()
        records = [ticket.record for ticket in Ticket.objects.select_related("record").order_by("-pk")]
        recompute(PLAN, records, clock.now())
        assert rows() == first
        Clock.objects.all().delete()
        recompute(PLAN, records, clock.now(), anew=True)
    assert [row | {"id": 0} for row in rows()] == [row | {"id": 0} for row in first]
    assert {row["alarm_at"] for row in first} == {None}


def test_every_twelfth_case_of_the_volvo_log_has_one_verdict_per_target_and_the_reports_add_up(shared: Path) -> None:
    accounts_for_every_case(shared / "bpic2013-volvo-it" / "bpi_challenge_2013_incidents.xes.gz", every=12)


@pytest.mark.slow
@pytest.mark.once
def test_every_case_of_the_volvo_log_has_one_verdict_per_target_and_the_reports_add_up(shared: Path) -> None:
    accounts_for_every_case(shared / "bpic2013-volvo-it" / "bpi_challenge_2013_incidents.xes.gz", every=1)
