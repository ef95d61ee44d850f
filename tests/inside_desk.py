"""Run in a process of its own, in the folder of a desk: founds it, writes in it, examines it. Prints one JSON object."""

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import connection, connections
from django.db.models import Count
from django.urls import URLResolver, get_resolver, reverse

from vakdesk.access.actors import machine
from vakdesk.access.roles import Role
from vakdesk.administration.models import Verification
from vakdesk.config.prepare import prepare
from vakdesk.jobs.embedded import work_off
from vakdesk.jobs.models import Job
from vakdesk.jobs.queries import State
from vakdesk.kit import clock
from vakdesk.levels.actions import add_agreement, add_calendar, change_calendar
from vakdesk.levels.actions.agreements import Wanted
from vakdesk.levels.kinds import AgreementKind, Measure
from vakdesk.levels.models import Clock
from vakdesk.levels.reading import recompute
from vakdesk.logbook.act import act
from vakdesk.logbook.followers import followers, run_followers
from vakdesk.logbook.models import Book, Cursor, Entry, Head
from vakdesk.logbook.verify import verify
from vakdesk.people.fields import label_of
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.records.models import Attachment, Record
from vakdesk.search.find import find
from vakdesk.search.models import Document
from vakdesk.tickets import actions, verbs
from vakdesk.tickets.care import today
from vakdesk.tickets.clocks import PLAN
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.permissions import REGISTER


def found() -> dict[str, Any]:
    """A desk with Ada who registers, Bo who asks and Eli who audits; answers how they are signed in and named."""
    prepare()
    team = cast.make_team("Service desk")
    ada, eli = cast.make_person("Ada Kask", role=Role.AGENT, teams=(team,)), cast.make_person("Eli Vos", role=Role.AUDITOR)
    bo = cast.make_person("Bo Jansen")
    sessions = {name: cast.client_of(person).cookies["sessionid"].value for name, person in (("ada", ada), ("eli", eli))}
    return {"sessions": sessions, "bo": label_of(bo)}


def write(threads: str, each: str) -> dict[str, Any]:
    """So many threads register so many tickets each; answers what went wrong."""
    ada, bo = Person.objects.get(name="Ada Kask"), Person.objects.get(name="Bo Jansen")
    actor, faults = cast.actor(ada), []

    def work() -> None:
        try:
            for number in range(int(each)):
                actions.register(bo, by=actor, kind="incident", title=f"Report {number}", text="It does nothing")
        except Exception as fault:  # noqa: BLE001  whatever it is, the test must hear of it
            faults.append(f"{type(fault).__name__}: {fault}")
        finally:
            connections.close_all()

    writers = [threading.Thread(target=work) for _ in range(int(threads))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return {"faults": faults}


def examine() -> dict[str, Any]:
    """Whether the logbook holds, which tickets are only half there, and what is still to be done."""
    report = verify()
    tickets = Ticket.objects.annotate(said=Count("record__messages"))
    registered = list(Entry.objects.filter(verb=verbs.REGISTERED.name).values_list("subject_id", flat=True))
    whole = {ticket.pk for ticket in tickets if ticket.said == 1} & set(Document.objects.values_list("record", flat=True))
    positions = list(Entry.objects.filter(book=Book.MAIN).order_by("position").values_list("position", flat=True))
    head = Head.objects.get(book=Book.MAIN).position
    read = dict(Cursor.objects.filter(book=Book.MAIN).values_list("follower", "position"))
    return {
        "ok": report.ok,
        "why": report.why,
        "gapless": positions == list(range(1, head + 1)),
        "tickets": sorted(ticket.reference for ticket in tickets.select_related("record")),
        "half": sorted(whole ^ set(registered)) + ([] if len(registered) == len(set(registered)) else ["twice"]),
        "open_jobs": Job.objects.filter(state__in=[State.WAITING, State.RUNNING]).count(),
        "failed_jobs": Job.objects.failed().count(),
        "verified": Verification.objects.filter(ok=True).count(),
        "unread": sum(head - read.get(follower.name, 0) for follower in followers if Book.MAIN in follower.books),
    }


def go_on() -> dict[str, Any]:
    """What a desk that was filled by an earlier version can do: every page, a search, an answer on an old ticket."""
    prepare()
    before = verify()
    tickets = list(Ticket.objects.select_related("record__requester").order_by("pk"))
    ann, ada = Person.objects.get(external_id="demo-ann"), Person.objects.get(external_id="demo-ada")
    plain = _plain_pages()
    pages = {
        ann: [*plain, *(ticket.get_absolute_url() for ticket in tickets), *map(_file, Attachment.objects.all())],
        ada: [f"{reverse('tickets:queue')}?view={view}" for view in ("mine", "team", "unassigned", "waiting", "all")],
    }
    for ticket in tickets:
        if ticket.record.requester.is_active:
            pages.setdefault(ticket.record.requester, ["/portal/reports/"]).append(reverse("portal:report", args=[ticket.reference]))
    browsers = {person: cast.client_of(person) for person in pages}
    statuses = {(url, who): browsers[who].get(url, SERVER_NAME="localhost").status_code for who in pages for url in pages[who]}
    waiting = next(ticket for ticket in tickets if ticket.waiting_for == "requester")
    hit = find(cast.actor(ann), str(waiting.title)).hits
    actions.reply(waiting, by=cast.actor(waiting.record.requester), text="It still asks for the key.")
    while run_followers():
        pass
    waiting.refresh_from_db()
    after = verify()
    return {
        "ok": before.ok and after.ok,
        "why": before.why or after.why,
        "tickets": len(tickets),
        "pages": len(statuses),
        "broken": [
            (url, who.name, status) for (url, who), status in statuses.items() if status == 500 or (status != 200 and url not in plain)
        ],
        "found": [one.reference for one in hit][:1] == [waiting.reference],
        "answered": waiting.state,
    }


def measure(count: str) -> dict[str, Any]:
    """So many tickets under an agreement whose calendar has changed since; nobody has recounted them yet."""
    prepare()
    bo = cast.make_person("Bo Jansen")
    hours = {"by": cast.INSTALLER, "zone": "Europe/Amsterdam"}
    intake = machine("mailroom", "Intake")
    with clock.travel(clock.now() - timedelta(days=14)):
        calendar = add_calendar(name="Office hours", starts_on=date(2020, 1, 1), days=["9:00-17:00"] * 5 + ["", ""], **hours)
        targets = [Wanted(Measure.RESOLUTION, 160 * 3600)]
        add_agreement(by=cast.INSTALLER, kind=AgreementKind.SLA, name="House", calendar=calendar, targets=targets)
    with clock.travel(clock.now() - timedelta(days=13)), act(intake, may=REGISTER):
        for number in range(int(count)):
            actions.register(bo, by=intake, kind="incident", title=f"Report {number}", text="It does nothing")
    tomorrow = today() + timedelta(days=1)
    change_calendar(calendar, starts_on=tomorrow, days=["10:00-16:00"] * 5 + ["", ""], **hours)
    return {"due": _due()}


def recount_and_die() -> None:
    """Works off what is due, and is killed by `kill -9` while it writes the second batch of clocks."""
    written = []

    def die(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        written.extend([sql] if sql.startswith('UPDATE "levels_clock"') else [])
        answer = execute(sql, params, many, context)
        if len(written) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    with connection.execute_wrapper(die):
        work_off()


def recounted() -> dict[str, Any]:
    return {"due": _due(), "read_at": {row.record_id: row.read_at.isoformat() for row in Clock.objects.all()}}


def recount_after_the_lease() -> dict[str, Any]:
    """What was interrupted is gone on with once its lease is over; then everything is read once more, as if nothing had been."""
    with clock.travel(clock.now() + timedelta(minutes=1)):
        work_off()
        gone_on = recounted()
        recompute(PLAN, list(Record.objects.filter(type="ticket")), clock.now())
    return gone_on | {"fresh": _due(), "open_jobs": Job.objects.filter(state=State.RUNNING).count()}


def _due() -> dict[int, str]:
    return {row.record_id: f"{row.due_at} {row.record.ticket.hurts_at}" for row in Clock.objects.select_related("record__ticket")}


def _file(attachment: Attachment) -> str:
    return reverse("tickets:download", args=[attachment.pk])


def _plain_pages() -> list[str]:
    """Every address without a gap in it."""
    return [f"/{route}" for route in _routes(get_resolver()) if "<" not in route and "(" not in route]


def _routes(resolver: Any, before: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _routes(each, before + str(each.pattern))
        else:
            yield before + str(each.pattern)


def main() -> None:
    what, *words = sys.argv[1:]
    known = [found, write, examine, go_on, measure, recount_and_die, recounted, recount_after_the_lease]
    print(json.dumps({each.__name__: each for each in known}[what](*words)))
