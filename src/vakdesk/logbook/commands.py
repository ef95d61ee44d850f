"""The logbook from the command line: is it whole, and take it along."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from vakdesk.kit.commands import command
from vakdesk.kit.progress import Bar
from vakdesk.logbook import export as exporting
from vakdesk.logbook import verify as verifying
from vakdesk.logbook.heads import keep_heads
from vakdesk.logbook.models import Entry


def _as_json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="answer as one JSON object: ok, entries, first_bad, why")


@command(
    "logbook verify",
    help="Recompute every digest of the logbook; exit status 1 when one entry does not hold.",
    example="vakdesk logbook verify --json",
    arguments=_as_json,
)
def verify(options: Namespace) -> int:
    bar = Bar("Entries", Entry.objects.count())
    report = verifying.verify(seen=bar.step)
    bar.end()
    if report.ok:
        keep_heads()
    if options.json:
        print(json.dumps(asdict(report)))
    else:
        print(f"{report.entries} entries, all hold." if report.ok else f"First bad entry: {report.first_bad}: {report.why}.")
    return 0 if report.ok else 1


def _file(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="where to write the entries, one JSON object a line")


@command(
    "logbook export",
    help="Write the logbook as JSON Lines, to be verified anywhere with tools/verify_logbook.py.",
    example="vakdesk logbook export logbook.jsonl",
    arguments=_file,
)
def export(options: Namespace) -> int:
    count = exporting.export(options.file)
    print(f"{count} entries in {options.file}")
    return 0
