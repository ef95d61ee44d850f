"""History of other desks on the command line."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from vakdesk.access.actors import Door, machine
from vakdesk.history.actions import bring_files, bring_in
from vakdesk.history.casing import cases
from vakdesk.history.mapping import Map, read_map
from vakdesk.history.models import Case, Run
from vakdesk.history.reading import files, tables, xes
from vakdesk.history.reading.cases import Row, Skipped
from vakdesk.history.reading.opening import unpacked
from vakdesk.kit.commands import command
from vakdesk.kit.errors import Refused, require
from vakdesk.kit.progress import Bar
from vakdesk.records import store
from vakdesk.records.kinds import Side

PIECE_BYTES = 1 << 20
IMPORTER = machine("importer", "Import", door=Door.COMMAND)


def _common(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the file, also packed with gzip, xz or bzip2")
    parser.add_argument("--system", default="", metavar="NAME", help="what the other desk is called (default: what the map says)")
    parser.add_argument("--json", action="store_true", help="the answer as one JSON object")


def _xes_arguments(parser: ArgumentParser) -> None:
    _common(parser)
    parser.add_argument("--map", default="xes", metavar="MAP", help="a map (YAML) of what its words mean here (default: the usual words)")


def _csv_arguments(parser: ArgumentParser) -> None:
    _common(parser)
    parser.add_argument(
        "--map", required=True, metavar="MAP", help="a map (YAML) of what its columns mean here, or the name of a ready one"
    )


@command(
    "import xes",
    help="Bring in an event log (XES) as tickets with an entry for each event at its own moment; a second run brings nothing new.",
    example="vakdesk import xes incidents.xes.gz --system VINST --json",
    arguments=_xes_arguments,
)
def import_xes(options: Namespace) -> int:
    by_map = _map(options)
    with unpacked(options.file) as stream:
        return _bring(options, by_map, xes.read(stream), together=True)


@command(
    "import csv",
    help="Bring in a table (CSV) of tickets, or of what happened to them, at the moments it names; a second run brings nothing new.",
    example="vakdesk import csv topdesk-incidents.csv --map topdesk --json",
    arguments=_csv_arguments,
)
def import_csv(options: Namespace) -> int:
    by_map = _map(options)
    require(by_map.case, "the map must name the column for case:.")
    with unpacked(options.file) as stream:
        return _bring(options, by_map, tables.read(stream, case=by_map.case, needed=by_map.needed()), together=False)


def _files_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, metavar="FOLDER", help="a folder for each ticket, called as its number was; or what a list names"
    )
    parser.add_argument("--system", required=True, metavar="NAME", help="what the other desk is called, as when its tickets came")
    parser.add_argument("--list", type=Path, metavar="FILE", help="a CSV with the columns number, file (in the folder) and perhaps name")
    parser.add_argument("--public", action="store_true", help="the requesters see the files too (default: the desk alone)")
    parser.add_argument("--json", action="store_true", help="the answer as one JSON object")


@command(
    "import files",
    help="Hang files of another desk on the tickets that came from it, by their old numbers; a second run brings nothing new.",
    example="vakdesk import files attachments/ --system TOPdesk",
    arguments=_files_arguments,
)
def import_files(options: Namespace) -> int:
    side = Side.PUBLIC if options.public else Side.STAFF
    came, there, skipped = 0, 0, []
    for number, found in groupby(files.read(options.folder, options.list), key=lambda one: getattr(one, "number", "")):
        known = Case.objects.filter(system=options.system, number=number).first()
        staged = []
        for one in found:
            if isinstance(one, Skipped):
                skipped.append({"line": one.line, "why": one.why})
            elif known is None:
                skipped.append({"line": one.line, "why": f"{one.name}: no ticket came from {options.system} as {one.number}."})
            else:
                try:
                    with one.path.open("rb") as stored:
                        staged.append(store.stage(one.name, iter(lambda stored=stored: stored.read(PIECE_BYTES), b"")))
                except Refused as refusal:
                    skipped.append({"line": one.line, "why": str(refusal.sentence)})
        if known is not None:
            new = bring_files(known, by=IMPORTER, files=staged, side=side)
            came, there = came + new, there + len(staged) - new
    told = {"files": came, "known": there, "skipped": skipped}
    lines = "".join(f"\n  line {one['line']}: {one['why']}" if one["line"] else f"\n  {one['why']}" for one in skipped[:20])
    print(json.dumps(told) if options.json else f"{came} files brought in; {there} were here already; {len(skipped)} left out.{lines}")
    return 0


def _map(options: Namespace) -> Map:
    by_map = read_map(options.map)
    return replace(by_map, system=options.system) if options.system else by_map


def _bring(options: Namespace, by_map: Map, rows: Iterable[Row | Skipped], *, together: bool) -> int:
    run, bar = None, Bar("Importing tickets", 0)
    for run in bring_in(cases(rows, by_map, together=together), by=IMPORTER, by_map=by_map, file=options.file.name):
        bar.total = run.tickets + run.known
        bar.step(bar.total - bar.done)
    bar.end()
    print(json.dumps(_as_dict(run)) if options.json else _in_words(run))
    return 0


def _as_dict(run: Run | None) -> dict[str, object]:
    if run is None:
        return {"tickets": 0, "entries": 0, "known": 0, "skipped": []}
    skipped = [{"line": line, "why": why} for line, why in run.reasons]
    return {"tickets": run.tickets, "entries": run.entries, "known": run.known, "skipped": skipped}


def _in_words(run: Run | None) -> str:
    if run is None:
        return "The file holds no tickets."
    told = f"{run.tickets} tickets with {run.entries} entries brought in from {run.system}; {run.known} were here already."
    skipped = "".join(f"\n  line {line}: {why}" for line, why in run.reasons[:20])
    return told + (f" {run.skipped} rows were left out:{skipped}" if run.skipped else "")
