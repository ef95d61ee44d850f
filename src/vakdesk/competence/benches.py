"""Does suggesting keep up with a busy desk, and is the passport of somebody with thousands of acts a page like any other?"""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice
from statistics import median
from time import perf_counter, process_time

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vakdesk.access.actors import Door, machine
from vakdesk.access.roles import Role
from vakdesk.competence import actions
from vakdesk.competence.models import Evidence, Passport, Suggestion
from vakdesk.competence.suggesting import suggest_from
from vakdesk.kit import clock
from vakdesk.kit.benches import Figures, bench
from vakdesk.kit.progress import progress
from vakdesk.logbook.models import Entry
from vakdesk.people import actions as people
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Organisation, Person
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.kinds import TicketKind

FOUNDER = machine("installer", "Bench", door=Door.COMMAND)
#: As many acts a second as the logbook is promised to take.
ACTS = 200
PIECES = 60
TIMES = 15
TOLD = dict.fromkeys(("situation", "task", "action", "result", "reflection"), "As it was.")


@bench(
    "evidence", help="entries a second that are looked at for suggestions, against 200 acts a second, and the passport of who did them all"
)
def evidence(tickets: int) -> Figures:
    """One agent registers, informs, solves and closes that many tickets a month ago; 60 of them become evidence."""
    now = clock.now()
    with clock.travel(now - timedelta(days=40)):
        client = people.add_organisation("Client", by=FOUNDER)
        requester, agent = _person(client, "Requester"), _person(client, "Agent", Role.AGENT)
        officer = _person(client, "Officer", Role.PRIVACY)
        actions.switch_on(client, by=actor_for(officer), basis="contract", contract="Bench", starts_on=clock.now().date())
        passport = actions.open_passport(agent, by=actor_for(agent), starts_on=clock.now().date())
    _work(requester, agent, tickets, now - timedelta(days=30))
    entries = list(Entry.objects.order_by("pk"))
    begun, used = perf_counter(), process_time()
    for entry in entries:
        suggest_from([entry])
    seconds, processor = perf_counter() - begun, process_time() - used
    submitted = _submit(passport)
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(agent, backend=settings.AUTHENTICATION_BACKENDS[0])
    pages = {name: _measured(browser, reverse(f"competence:{name}")) for name in ("passport", "suggestions", "mine")}
    return {
        "database": connection.vendor,
        "acts": len(entries),
        "suggestions": Suggestion.objects.count(),
        "submitted": submitted,
        "entries_per_second": round(len(entries) / seconds),
        "processor_ms_per_entry": round(processor / len(entries) * 1000, 2),
        "keeps_up_with_200_acts_a_second": len(entries) / seconds > ACTS,
        **{f"{name}_ms": ms for name, (ms, _queries) in pages.items()},
        **{f"{name}_queries": queries for name, (_ms, queries) in pages.items()},
    }


def _person(client: Organisation, name: str, role: Role | None = None) -> Person:
    person = people.register(name, by=FOUNDER, email=f"{name.lower()}@bench.example", organisation=client, verified=True)
    if role is not None:
        people.grant_role(person, by=FOUNDER, role=role)
    return person


def _work(requester: Person, agent: Person, count: int, at: datetime) -> None:
    by, answering = actor_for(agent), actor_for(requester, door=Door.PORTAL)
    with clock.travel(at):
        for number in progress(range(count), label="Tickets", total=count):
            ticket = tickets.register(requester, by=by, kind=TicketKind.INCIDENT, title=f"Printer {number}", text="It does nothing.")
            tickets.inform(ticket, by=by, text="I look at it today.")
            tickets.resolve(ticket, by=by, cause="Cable", done="Replaced", verification="asked", text="Does it work?")
            tickets.confirm(ticket, by=answering)


def _submit(passport: Passport) -> int:
    by = actor_for(passport.person)
    for suggestion in islice(Suggestion.objects.to_submit(clock.now()).select_related("record").order_by("pk"), PIECES):
        codes = list(suggestion.traces.values_list("activity", flat=True))
        actions.submit(passport, by=by, record=suggestion.record, activities=codes, share=100, others="Alone.", **TOLD)
    return Evidence.objects.count()


def _measured(browser: Client, url: str) -> tuple[float, int]:
    """Median of milliseconds, and queries, of the page once it has been asked for."""
    browser.get(url)
    times = [_milliseconds(lambda: browser.get(url)) for _time in range(TIMES)]
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return round(median(times), 1), len(queries)


def _milliseconds(do: Callable[[], object]) -> float:
    begun = perf_counter()
    do()
    return (perf_counter() - begun) * 1000
