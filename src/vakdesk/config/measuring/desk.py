"""`vakdesk bench desk`: a desk of N tickets, served as it is served to people, and what its pages and acts cost.

Each figure is told as it comes. A step ends after some time with what was asked until then; one that fails leaves those before it.

Processor time counts, of the server and of the database: a busy machine alters it least. Beside each page stand a bare answer
of the same server and the bare rows of the same page, so that the figures of two machines can be compared.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import process_time
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from vakdesk.config.measuring.asking import Answers, Ask, Browser, ask_all, session_of
from vakdesk.config.measuring.costs import database_processes, family_of, processor_ms, require_linux, shared_memory_mb
from vakdesk.config.measuring.filling import fill
from vakdesk.config.measuring.stories import House, agent_actor
from vakdesk.config.serve import close_pools, next_free
from vakdesk.jobs.models import Turn
from vakdesk.kit.benches import Figures
from vakdesk.logbook import remembering
from vakdesk.people.fields import label_of
from vakdesk.records.models import Message
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import Ticket
from vakdesk.ui import assets

CLIENTS = 8
PAGES, ACTS, WARM = 400, 200, 40
FOR_MEMORY, FOR_MEMORY_SECONDS = 10_000, 300
FIRST_PORT = 8750
ANSWER_WITHIN_SECONDS = 60
FIFTY = 50


@dataclass
class Asked:
    """Something people ask of a desk: `what(number)` is the address, `bare` the same rows as plain SQL, where there are any."""

    name: str
    what: Callable[[int], Ask]
    count: int
    bare: Callable[[int], Any] | None = None
    figures: Figures = field(default_factory=dict)


def measure(tickets: int) -> Figures:
    require_linux()
    return measured(fill(tickets))


class Told(dict[str, object]):
    """Figures, each of which is told to whoever waits as soon as it is there."""

    def __setitem__(self, name: str, value: object) -> None:
        print(f"{name.replace('_', ' ')}: {value}", file=sys.stderr, flush=True)
        super().__setitem__(name, value)


def measured(house: House) -> Figures:
    """The figures of a desk that is filled."""
    figures: Figures = Told()
    try:
        _measure(house, figures)
    except (AssertionError, OSError, subprocess.SubprocessError, KeyboardInterrupt) as fault:
        figures["ended_early"] = f"{type(fault).__name__}: {fault}"
    return figures


def _measure(house: House, figures: Figures) -> None:
    figures["database"], figures["tickets"], figures["messages"] = connection.vendor, Ticket.objects.count(), Message.objects.count()
    sessions = [session_of(agent) for agent in house.agents]
    asked = _asked(house)
    bare = {one.name: _bare_ms(one) for one in asked if one.bare}
    counted = {one.name: _in_process(house, one) for one in asked}
    commits, created = _commits_per_second(), _created_per_second(house)
    figures["bare_commits_per_second"], figures["creates_per_second"] = commits, created
    figures["creates_share_of_bare"] = round(created / commits, 3)
    with _served() as (port, server):
        browsers = [Browser(port, session) for session in sessions[:CLIENTS]]
        floor = _cost(browsers[:1], server, Asked("bare_page", lambda number: Ask(_bare_page()), PAGES))
        figures["bare_page"] = floor
        for one in asked:
            ask_all(browsers, WARM, one.what)
            alone = _cost(browsers[:1], server, one)
            together = _cost(browsers, server, one)
            beside = {"sql_ms": bare[one.name], "times_the_sql": _times(alone["cpu_ms"], bare[one.name])} if one.name in bare else {}
            figures[one.name] = {
                "one_client": alone,
                "eight_clients": together,
                "times_the_bare_page": _times(alone["cpu_ms"], floor["cpu_ms"]),
                **beside,
                **counted[one.name],
            }
        figures["memory"] = _memory(browsers, server, asked)


def _asked(house: House) -> list[Asked]:
    references = list(Ticket.objects.filter(state=State.CLOSED).order_by("-pk").values_list("record__reference", flat=True)[:1000])
    open_ones = list(Ticket.objects.filter(state=State.IN_PROGRESS).order_by("-pk").values_list("record__reference", flat=True)[:200])
    words = [str(title).split()[-2:] for title in Ticket.objects.order_by("-pk").values_list("record__title", flat=True)[:200]]
    queue = reverse("tickets:queue")
    register = reverse("tickets:register")

    def searched(number: int) -> Ask:
        return Ask(f"{reverse('ui:search')}?q={'+'.join(words[number % len(words)])}")

    def created(number: int) -> Ask:
        requester = house.requesters[number % len(house.requesters)]
        given = {"requester": label_of(requester), "kind": "incident", "via": "phone"}
        return Ask(register, given | {"title": f"Printer {number}", "text": " ".join(words[number % len(words)] * 20)})

    return [
        Asked("queue", lambda number: Ask(f"{queue}?view=unassigned"), PAGES, _queue_rows(house)),
        Asked("queue_of_all", lambda number: Ask(f"{queue}?view=all"), PAGES),
        Asked(
            "ticket",
            lambda number: Ask(reverse("tickets:ticket", args=[references[number % len(references)]])),
            PAGES,
            _ticket_rows(references),
        ),
        Asked("search", searched, PAGES // 2),
        Asked("create", created, ACTS),
        Asked("reply", lambda number: _reply(open_ones[number % len(open_ones)], number), ACTS),
    ]


def _reply(reference: str, number: int) -> Ask:
    return Ask(
        reverse("tickets:write", args=[reference]), {"mode": "public", "then": "reply", "text": f"It is looked into, {number}. " * 5}
    )


def _bare_page() -> str:
    """Through all that every request passes, session and person included, and then next to nothing."""
    return reverse("ui:asset", args=[assets.digest(), "favicon.svg"])


def _queue_rows(house: House) -> Callable[[int], Any]:
    rows = Ticket.objects.visible_to_staff(agent_actor(house, 0)).with_people().unassigned().what_hurts_next()[:FIFTY]
    return _again(rows)


def _ticket_rows(references: list[str]) -> Callable[[int], Any]:
    """The ticket with its people, and its messages."""
    keys = list(Ticket.objects.filter(record__reference__in=references[:100]).values_list("pk", flat=True))
    asked = [
        (_again(Ticket.objects.with_people().filter(pk=key)), _again(Message.objects.filter(record=key).order_by("at"))) for key in keys
    ]

    def rows(number: int) -> None:
        for one in asked[number % len(asked)]:
            one(number)

    return rows


def _again(rows: Any) -> Callable[[int], Any]:
    sql, params = rows.query.sql_with_params()

    def ask(_number: int) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    return ask


def _bare_ms(one: Asked, times: int = 200) -> float:
    """Processor time of the same rows without a server, a page, or the ORM."""
    assert one.bare is not None
    for number in range(WARM):
        one.bare(number)
    database = database_processes()
    begun, begun_there = process_time(), processor_ms(database)
    for number in range(times):
        one.bare(number)
    return round(((process_time() - begun) * 1000 + processor_ms(database) - begun_there) / times, 3)


def _in_process(house: House, one: Asked) -> Figures:
    """Queries of one page, the first time after an act and again."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(house.agents[1], backend=settings.AUTHENTICATION_BACKENDS[0])
    found: list[int] = []
    for number in range(2):
        if not number:
            remembering.forget()
        ask = one.what(number)
        with _counted() as statements:
            client.post(ask.path, ask.form) if ask.form else client.get(ask.path)
        found.append(len(statements))
    return {"queries_first": found[0], "queries_again": found[1]}


@contextmanager
def _counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield statements


def _cost(browsers: list[Browser], server: list[int], one: Asked) -> dict[str, Any]:
    before, before_there = processor_ms(server), processor_ms(database_processes())
    answers: Answers = ask_all(browsers, one.count, one.what)
    here, there = processor_ms(server) - before, processor_ms(database_processes()) - before_there
    return {
        "cpu_ms": round((here + there) / answers.count, 2),
        "server_ms": round(here / answers.count, 2),
        "database_ms": round(there / answers.count, 2),
        "p50_ms": answers.percentile(0.5),
        "p95_ms": answers.percentile(0.95),
        "per_second": answers.per_second,
        "bytes": answers.size,
    }


def _commits_per_second(count: int = 300) -> float:
    begun = time.perf_counter()
    for number in range(count):
        Turn.objects.create(name=f"bench {time.monotonic_ns()} {number}")
    return round(count / (time.perf_counter() - begun), 1)


def _created_per_second(house: House, count: int = 300) -> float:
    """Tickets registered by the action, each in a transaction with its entries, clocks and index."""
    by = agent_actor(house, 0)
    begun = time.perf_counter()
    for number in range(count):
        requester = house.requesters[number]
        actions.register(requester, by=by, kind="incident", title=f"Printer {number}", text="It does nothing since yesterday. " * 4)
    return round(count / (time.perf_counter() - begun), 1)


def _memory(browsers: list[Browser], server: list[int], asked: list[Asked]) -> dict[str, Any]:
    """After so many pages of every kind, with a worker beside the web processes."""
    pages = [one for one in asked if one.count == PAGES]
    answered = sum(ask_all(browsers, FOR_MEMORY // len(pages), one.what, seconds=FOR_MEMORY_SECONDS / len(pages)).count for one in pages)
    worker = subprocess.Popen([sys.executable, "-m", "vakdesk", "worker", "--until-input-ends"], stdin=subprocess.PIPE)
    try:
        time.sleep(10)
        web = shared_memory_mb(server)
        together = shared_memory_mb([*server, *family_of(worker.pid)])
        return {"after_pages": answered, "web_processes": len(server) - 1, "web_mb": round(web), "web_and_worker_mb": round(together)}
    finally:
        assert worker.stdin is not None
        worker.stdin.close()
        _end(worker)


@contextmanager
def _served() -> Iterator[tuple[int, list[int]]]:
    """The desk on a port of its own, without a worker; with the processes that serve it."""
    port = next_free("127.0.0.1", FIRST_PORT)
    connections.close_all()
    close_pools()
    process = subprocess.Popen(
        [sys.executable, "-m", "vakdesk", "serve", "--no-worker", "--port", str(port)],
        env=os.environ | {"VAKDESK_DATA": os.environ["VAKDESK_DATA"]},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield port, family_of(process.pid)
    finally:
        process.terminate()
        _end(process)


def _end(process: "subprocess.Popen[Any]") -> None:
    """What it is at work on may take longer than anybody waits."""
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + ANSWER_WITHIN_SECONDS
    while time.monotonic() < until:
        try:
            Browser(port, "").ask(Ask(_bare_page()))
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the desk did not answer")


def _times(cost: float, floor: float) -> float:
    return round(cost / floor, 1) if floor else 0.0
