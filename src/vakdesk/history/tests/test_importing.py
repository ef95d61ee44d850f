"""Tickets of another desk: all of them, each once, every step at its own moment, and a sentence for every row that will not do."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from vakdesk.access.actors import machine
from vakdesk.access.roles import Role
from vakdesk.history import verbs
from vakdesk.history.actions import bring_in
from vakdesk.history.casing import cases
from vakdesk.history.commands import IMPORTER
from vakdesk.history.figures import figures
from vakdesk.history.mapping import parse, read_map
from vakdesk.history.models import Case, Run
from vakdesk.history.reading import xes
from vakdesk.history.reading.cases import Row, Skipped
from vakdesk.kit.commands import commands
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.models import Book, Entry
from vakdesk.logbook.sentences import lines
from vakdesk.logbook.verify import verify
from vakdesk.notices.models import Notice
from vakdesk.people.models import Team
from vakdesk.people.tests import cast
from vakdesk.search.find import ranked
from vakdesk.search.terms import parse as words
from vakdesk.tickets.jobs import close, remind
from vakdesk.tickets.kinds import Closure, State, Verification, WaitingFor
from vakdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db
Command = Callable[..., dict[str, Any]]

XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xmlns="http://www.xes-standard.org/">
  <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
  <trace><string key="concept:name" value="INC-7"/>
    <event><string key="concept:name" value="Queued"/><string key="lifecycle:transition" value="Awaiting Assignment"/>
      <string key="org:group" value="D4"/><date key="time:timestamp" value="2012-05-02T09:00:00+02:00"/></event>
    <event><string key="concept:name" value="Accepted"/><string key="lifecycle:transition" value="Wait - User"/>
      <string key="org:group" value="N26 2nd"/><string key="org:resource" value="Anne Claire"/>
      <date key="time:timestamp" value="2012-05-02T10:00:00+02:00"/></event>
    <event><string key="concept:name" value="Completed"/><string key="lifecycle:transition" value="Closed"/>
      <string key="org:group" value="D4"/><date key="time:timestamp" value="2012-05-04T10:00:00+02:00"/></event>
  </trace>
  <trace><string key="concept:name" value="INC-8"/>
    <event><string key="concept:name" value="Accepted"/><date key="time:timestamp" value="yesterday"/></event>
    <event><string key="concept:name" value="Accepted"/><date key="time:timestamp" value="2012-05-03T10:00:00+02:00"/></event>
  </trace>
</log>
"""
MAP = """
system: Oldesk
rows: tickets
zone: Europe/Amsterdam
pattern: "%d-%m-%Y %H:%M"
organisation: ROC Lindewaard
case: Number
opened: Opened
resolved: Resolved
closed: Closed
activity: [Status]
team: Group
who: Operator
title: Subject
text: Request
done: Action
name: Caller
email: Mail
priority: Priority
priorities: {P1: critical, P4: low}
otherwise: in progress
states: {Waiting for caller: waiting for requester, Cancelled: withdrawn}
"""
HEAD = "Number;Opened;Resolved;Closed;Status;Group;Operator;Subject;Request;Action;Caller;Mail;Priority\n"
DONE = 'I 12;02-05-2012 09:00;03-05-2012 10:00;04-05-2012 11:00;Closed;Desk A;Kim;"Printer; again";"It is\njammed";Cleaned it;Bo Jansen;bo@lindewaard.example;P1\n'
OPEN = "I 13;02-05-2012 09:00;;;Waiting for caller;Desk A;Kim;Mouse;Lost;;Zoë de Boer;zoe@lindewaard.example;P4\n"


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs `import NAME` over a file with these contents, and answers what it printed."""

    def run(name: str, content: str | bytes, *words: str) -> dict[str, Any]:
        file = tmp_path / f"file.{name}"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        declared = commands[f"import {name}"]
        parser = ArgumentParser()
        declared.arguments(parser)
        assert declared.run(parser.parse_args([str(file), *words, "--json"])) == 0
        return dict(json.loads(capsys.readouterr().out))

    return run


@pytest.fixture
def csv(command: Command, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    by_map = tmp_path / "map.yaml"
    by_map.write_text(MAP)
    return lambda content: command("csv", content, "--map", str(by_map))


def told(ticket: Ticket) -> list[str]:
    entries = Entry.objects.filter(subject_type="tickets.ticket", subject_id=ticket.pk).order_by("position")
    return [f"{line.entry.happened_at:%d %H:%M} {line.actor}: {line.sentence}" for line in lines(entries)]


def test_an_event_log_becomes_tickets_with_their_true_timeline(command: Command) -> None:
    answer = command("xes", XES, "--system", "VINST")
    assert (answer["tickets"], answer["entries"]) == (2, 4)
    assert answer["skipped"] == [{"line": 14, "why": "time:timestamp holds no moment; what stands there looks like a."}]
    ticket = Case.objects.get(system="VINST", number="INC-7").record.ticket
    assert told(ticket) == [
        "02 07:00 Import: set it to Queued / Awaiting Assignment (VINST, D4)",
        "02 08:00 Anne Claire: set it to Accepted / Wait - User (VINST, N26 2nd)",
        "04 08:00 Import: set it to Completed / Closed (VINST, D4)",
    ]
    assert (ticket.state, ticket.closure, ticket.verification) == (State.CLOSED, Closure.ELSEWHERE, Verification.ELSEWHERE)
    assert ticket.opened_at == datetime(2012, 5, 2, 7, tzinfo=UTC) and ticket.closed_at == datetime(2012, 5, 4, 8, tzinfo=UTC)
    assert not ticket.is_verified
    team = Team.objects.get(name="N26 2nd")
    assert (team.line, team.is_active) == ("2", False)
    assert verify().ok


def test_a_second_run_brings_nothing_new_and_other_rows_for_a_known_number_are_told(command: Command) -> None:
    command("xes", XES)
    again = command("xes", XES)
    assert (again["tickets"], again["entries"], again["known"]) == (0, 0, 2)
    grown = command("xes", XES.replace("Wait - User", "Wait"))
    assert (grown["tickets"], grown["known"]) == (0, 1)
    assert {"line": 5, "why": "INC-7 is here already, with other rows. It stays as it is."} in grown["skipped"]
    assert Ticket.objects.count() == 2


def test_a_table_of_tickets_keeps_who_asked_what_was_said_and_how_it_stands(csv: Command, bo: Any) -> None:
    answer = csv(HEAD + DONE + OPEN)
    assert answer == {"tickets": 2, "entries": 5, "known": 0, "skipped": []}
    done, waits = (Case.objects.get(number=number).record.ticket for number in ("I 12", "I 13"))
    assert (done.title, done.requester_id, done.get_priority_display()) == ("Printer; again", bo.pk, "Critical")
    assert (done.done, [message.text for message in done.record.messages.all()]) == ("Cleaned it", ["It is\njammed"])
    assert (done.record.messages.get().author, done.resolved_at) == (bo, datetime(2012, 5, 3, 8, tzinfo=UTC))
    assert (waits.state, waits.waiting_for, waits.record.requester.name) == (State.WAITING, WaitingFor.REQUESTER, "Zoë de Boer")
    assert waits.record.organisation.name == "ROC Lindewaard"


def test_a_namesake_at_another_client_is_somebody_else(csv: Command, vlierhof: Any) -> None:
    namesake = cast.make_person("Zoë de Boer", organisation=vlierhof)
    csv(HEAD + OPEN.replace("zoe@lindewaard.example", ""))
    asker = Case.objects.get().record.requester
    assert (asker.name, asker.organisation.name) == ("Zoë de Boer", "ROC Lindewaard") and asker != namesake


def test_what_is_no_address_keeps_no_ticket_out(csv: Command) -> None:
    answer = csv(HEAD + OPEN.replace("zoe@lindewaard.example", "n/a") + DONE)
    assert answer["tickets"] == 2
    asker = Case.objects.get(number="I 13").record.requester
    assert (asker.name, asker.email) == ("Zoë de Boer", "")


def test_nobody_is_told_and_the_timekeeper_leaves_what_ended_elsewhere(csv: Command, bo: Any) -> None:
    csv(HEAD + DONE.replace("04-05-2012 11:00;Closed", ";Completed"))
    ticket = Case.objects.get().record.ticket
    remind()
    close()
    ticket.refresh_from_db()
    assert (ticket.state, ticket.reminded_at) == (State.RESOLVED, None)
    assert not Notice.objects.exists()
    assert set(Entry.objects.filter(subject_id=ticket.pk, subject_type="tickets.ticket").values_list("book", flat=True)) == {Book.IMPORTED}


def test_the_old_number_finds_the_ticket_and_stands_on_its_page(csv: Command, ada: Any, actor: Any, as_ada: Any) -> None:
    csv(HEAD + DONE.replace("I 12", "M2012-004711"))
    record = Case.objects.get().record
    assert list(ranked(actor(ada), words("M2012-004711"), types=["ticket"])) == [record.pk]
    page = as_ada.get(record.ticket.get_absolute_url()).content.decode()
    assert "M2012-004711" in page and "set it to" in page


def test_a_ticket_without_a_requester_can_be_read_and_goes_on_here(command: Command, ada: Any, as_ada: Any) -> None:
    command("xes", XES)
    ticket = Case.objects.get(number="INC-8").record.ticket
    assert as_ada.get(ticket.get_absolute_url()).status_code == 200
    assert as_ada.post(f"{ticket.get_absolute_url()}take/").status_code == 303
    ticket.refresh_from_db()
    assert ticket.assignee == ada


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("I 14;soon;;;;;;;;;;;\n", "Opened holds no moment; what stands there looks like a."),
        ("I 14;;;;;;;;;;;;\n", "Opened is empty, where a moment should stand."),
        ("I 14;02-05-2012 09:00;later;;;;;;;;;;\n", "Resolved holds no moment; what stands there looks like a."),
        (";02-05-2012 09:00;;;;;;;;;;;\n", "The row names no ticket: Number is empty."),
        ("I 14;02-05-2012 09:00\n", "The row has 2 values; the file has 13 columns."),
        ("I 14;02-05-0012 09:00;;;;;;;;;;;\n", "Opened holds no moment; what stands there looks like 99-99-9999 99:99."),
    ],
)
def test_a_row_that_will_not_do_is_left_out_with_its_line_and_the_rest_comes(csv: Command, row: str, why: str) -> None:
    answer = csv(HEAD + DONE + row + OPEN)
    assert answer["tickets"] == 2
    assert answer["skipped"] == [{"line": 4, "why": why}]


def test_what_stands_in_a_bad_cell_is_kept_nowhere(csv: Command, as_ann: Any) -> None:
    answer = csv(HEAD + "I 14;Zoë de Boer 1987;;;;;;;;;;;\n")
    run = Run.objects.get()
    for kept in (json.dumps(answer), json.dumps(run.reasons), as_ann.get(f"/history/{run.pk}/").content.decode()):
        assert "looks like a a a 9999." in kept and "Boer" not in kept


def test_numbers_that_differ_only_far_on_are_two_tickets(csv: Command) -> None:
    long = "I" * 120
    rows = HEAD + DONE.replace("I 12", f"{long}-1") + DONE.replace("I 12", f"{long}-2") + OPEN.replace("I 13", "I\x0013")
    assert csv(rows)["tickets"] == 3
    again = csv(rows)
    assert (again["tickets"], again["known"], again["skipped"]) == (0, 3, [])
    assert {len(number) for number in Case.objects.values_list("number", flat=True) if long[:40] in number} == {80}


def test_hostile_words_come_in_as_words(csv: Command, as_ada: Any) -> None:
    csv(HEAD + DONE.replace('"Printer; again"', '"<script>alert(1)</script>\x00{title} %s"'))
    page = as_ada.get(Case.objects.get().record.ticket.get_absolute_url()).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "not XML"),
        ("Number;Opened\n1;2\n", "not XML"),
        ("<html><body/></html>", "begins with <html>"),
        ('<!DOCTYPE log [<!ENTITY a "aaaa">]><log/>', "declares a document type"),
    ],
)
def test_what_is_no_event_log_is_refused(command: Command, content: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        command("xes", content)
    assert not Ticket.objects.exists()


def test_a_damaged_event_log_comes_up_to_the_damage(command: Command) -> None:
    answer = command("xes", XES[: XES.index('value="INC-8"')])
    assert (answer["tickets"], answer["entries"]) == (1, 3)
    assert answer["skipped"] == [{"line": 13, "why": "The file is damaged from here on; nothing after this line was read."}]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("- a", "list of words"),
        ("system: [", "no YAML"),
        ("rows: events", "must name the system"),
        ("{system: X, colour: red}", "colour, which means nothing"),
        ("{system: X, rows: months, at: a, activity: b}", "events / tickets"),
        ("{system: X, at: a, activity: b, zone: Mars/Olympus}", "no time zone Mars/Olympus"),
        ("{system: X, activity: b}", "column for at:"),
        ("{system: X, at: a, activity: b, states: {Open: alive}}", "states: cannot mean alive"),
        ("{system: X, at: a, activity: b, states: [Open]}", "states: is a list of words"),
        ("{system: {a: b}, at: a, activity: b}", "system: is one word"),
    ],
)
def test_a_map_that_cannot_be_meant_is_refused_with_the_word(tmp_path: Path, said: str, why: str) -> None:
    file = tmp_path / "map.yaml"
    file.write_text(said)
    with pytest.raises(Refused, match=why):
        read_map(str(file))


def test_a_missing_column_is_named(csv: Command) -> None:
    with pytest.raises(Refused, match="no column Opened"):
        csv("Number;Status\n1;Open\n")


@pytest.mark.parametrize("name", ["xes", "topdesk", "glpi"])
def test_the_ready_maps_can_be_read(name: str) -> None:
    assert read_map(name).system


@pytest.mark.parametrize("path", ["../xes", "/etc/passwd2", "no such map"])
def test_a_map_that_is_not_there_is_said_with_those_that_are(path: str) -> None:
    with pytest.raises(Refused, match="Ready maps: glpi, topdesk, xes"):
        read_map(path)


def test_rows_of_a_case_may_lie_apart_in_a_table_and_are_put_in_order_of_time() -> None:
    by_map = parse({"system": "X", "case": "n", "at": "t", "activity": "a"})
    rows = [
        Row(2, "1", {"t": "2020-01-02T00:00Z", "a": "Resolved"}),
        Row(3, "2", {"t": "2020-01-01T00:00Z", "a": "New"}),
        Row(4, "1", {"t": "2020-01-01T00:00Z", "a": "New"}),
    ]
    found = {
        case.number: [step.activity for step in case.steps]
        for case in cases(iter(rows), by_map, together=False)
        if not isinstance(case, Skipped)
    }
    assert found == {"1": ["New", "Resolved"], "2": ["New"]}


def test_an_interrupted_run_goes_on_with_what_is_missing(tmp_path: Path) -> None:
    traces = "".join(
        f'<trace><string key="concept:name" value="{number}"/><event><string key="concept:name" value="New"/>'
        '<date key="time:timestamp" value="2012-05-02T09:00:00Z"/></event></trace>'
        for number in range(450)
    )
    file = tmp_path / "log.xes"
    file.write_text(f"<log>{traces}</log>")
    by_map = read_map("xes")

    def run() -> Iterator[Run]:
        with file.open("rb") as stream:
            yield from bring_in(cases(xes.read(stream), by_map, together=True), by=IMPORTER, by_map=by_map, file="log.xes")

    first = next(run())
    assert (first.tickets, Run.objects.get().tickets, Ticket.objects.count()) == (200, 200, 200)
    *_batches, last = run()
    assert (last.known, last.tickets, Ticket.objects.count()) == (200, 250, 450)
    assert Entry.objects.filter(verb=verbs.IMPORTED.name).count() == 1


def test_only_the_importer_and_administrators_bring_history_in(ada: Any, actor: Any, ann: Any) -> None:
    by_map = parse({"system": "X", "at": "t", "activity": "a"})
    for by in (actor(ada), machine("postman", "Postman")):
        with pytest.raises(NotAllowed):
            list(bring_in([], by=by, by_map=by_map, file="x"))
    assert list(bring_in([], by=actor(ann), by_map=by_map, file="x")) == []
    entry = Entry.objects.get(verb=verbs.IMPORTED.name)
    assert (entry.book, entry.actor, entry.facts["tickets"]) == (Book.IMPORTED, ann, 0)


def test_the_page_of_a_run_shows_what_came_what_was_left_out_and_how_tickets_went(command: Command, as_ann: Any) -> None:
    command("xes", XES, "--system", "VINST")
    run = Run.objects.get()
    assert run.file in as_ann.get("/history/").content.decode()
    page = as_ann.get(f"/history/{run.pk}/").content.decode()
    assert "time:timestamp holds no moment" in page and "most often D4 ⇄ N26 2nd: 1 times" in page and "the requester" in page
    assert as_ann.get("/history/999/").status_code == 404


def test_a_lead_of_one_organisation_does_not_see_runs(command: Command, lindewaard: Any) -> None:
    command("xes", XES)
    lead = cast.make_person("Lea Part", organisation=lindewaard, role=Role.LEAD, scope=lindewaard)
    assert cast.client_of(lead).get(f"/history/{Run.objects.get().pk}/").status_code == 404


@pytest.mark.shared
def test_the_volvo_log_comes_in_whole_and_its_published_figures_come_out(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = shared / "bpic2013-volvo-it" / "bpi_challenge_2013_incidents.xes.gz"
    options = Namespace(file=file, map="xes", system="VINST", json=True)
    assert commands["import xes"].run(options) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer == {"tickets": 7554, "entries": 65533, "known": 0, "skipped": []}
    said = ("Resolved", "Closed")
    found = figures(Run.objects.get(), ended=lambda step: step.activity.rpartition(" / ")[2] in said)
    assert (found.tickets, found.entries, len(found.paths)) == (7554, 65533, 2278)
    assert (found.ping_pong, max(found.pairs.values())) == (1177, 84)
    assert (found.never_ended, found.ended, found.reopened) == (1891, 5663, 390)
    assert (round(found.days(moved=True) or 0, 1), round(found.days(moved=False) or 0, 2)) == (13.9, 0.29)
    assert found.lines == {"1": 4546, "2": 2468, "3": 540}
    assert commands["import xes"].run(options) == 0
    assert json.loads(capsys.readouterr().out) == {"tickets": 0, "entries": 0, "known": 7554, "skipped": []}


def test_waiting_is_counted_from_step_to_step(command: Command) -> None:
    command("xes", XES)
    waited = figures(Run.objects.get()).waiting[WaitingFor.REQUESTER]
    assert (waited.time.total_seconds() / 3600, waited.times, waited.tickets) == (48, 1, 1)
