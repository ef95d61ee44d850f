"""People on the command line: the first administrator, and lists from other systems."""

import getpass
import hashlib
import json
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from vakdesk.access.actors import Door, machine
from vakdesk.kit.commands import command
from vakdesk.kit.errors import require
from vakdesk.kit.progress import progress
from vakdesk.people import actions
from vakdesk.people.importing.carrying_out import Importer, Outcome
from vakdesk.people.importing.reading import HEADINGS, parse_columns, read
from vakdesk.people.models import Organisation


def _admin_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--name", required=True, help="their name")
    parser.add_argument("--email", required=True, help="their mail address; somebody known by it becomes administrator too")
    parser.add_argument("--username", default="", help="the name they sign in with (default: the part of the address before the @)")


@command(
    "admin create",
    help="Make somebody administrator of the whole desk; the password is asked for, or read from standard input.",
    example="vakdesk admin create --name 'Ann Meijer' --email ann@example.org",
    arguments=_admin_arguments,
)
def create_admin(options: Namespace) -> int:
    username = options.username or options.email.partition("@")[0]
    by = machine("installer", "Command line", door=Door.COMMAND)
    actions.create_administrator(by=by, name=options.name, email=options.email, username=username, password=_password())
    print(f"{options.name} is administrator and signs in as {username.lower()} or {options.email}.")
    return 0


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    require(first == getpass.getpass("Again: "), "the two passwords differ.")
    return first


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="CSV with ; , or tab; UTF-8, UTF-16 or Windows-1252")
    parser.add_argument("--organisation", default="", help="organisation of lines that name none")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=HEADING",
        help=f"a heading that is not understood by itself; fields: {', '.join(HEADINGS)}",
    )
    parser.add_argument(
        "--leavers", action="store_true", help="the file is the full list: whoever came from an earlier one and is missing has left"
    )
    parser.add_argument(
        "--leavers-at-most", type=int, default=50, metavar="PERCENT", help="refuse when more than this percentage would leave (default 50)"
    )
    parser.add_argument("--look", action="store_true", help="only say what would happen")
    parser.add_argument("--json", action="store_true", help="the answer as one JSON object")


@command(
    "people import",
    help="Bring people, groups and leavers up to date with a CSV file; a second run changes nothing.",
    example="vakdesk people import students.csv --organisation 'ROC Lindewaard' --column groups=Stamgroep --leavers --look",
    arguments=_import_arguments,
)
def import_people(options: Namespace) -> int:
    if options.leavers or options.look:
        looked, (left, known) = _run(options, only_look=True)
        if options.look:
            _print(looked, as_json=options.json)
            return 0
        too_many = left * 100 > known * options.leavers_at_most
        require(not too_many, f"{left} of {known} people would leave. If the list is really complete, say --leavers-at-most 100.")
    outcome, _leaving = _run(options, only_look=False)
    _print(outcome, as_json=options.json)
    return 1 if outcome.refused else 0


def _run(options: Namespace, *, only_look: bool) -> tuple[Outcome, tuple[int, int]]:
    organisation = Organisation.objects.filter(name=options.organisation).first() if options.organisation else None
    require(organisation or not options.organisation, f"there is no organisation called {options.organisation}.")
    by = machine("importer", "Import", door=Door.COMMAND)
    with options.file.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        lines = sum(1 for _line in file)
        sheet = read(file, columns=parse_columns("\n".join(options.column)))
        sheet.rows = progress(sheet.rows, label="looking" if only_look else "importing", total=lines - 1)
        importer = Importer(sheet, by=by, organisation=organisation, leavers=options.leavers, only_look=only_look)
        return importer.run(name=options.file.name, digest=digest), importer.would_leave()


def _print(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(outcome), ensure_ascii=False))
        return
    print(f"{outcome.added} new, {outcome.changed} changed, {outcome.left} left, {outcome.unchanged} as they were")
    print(f"{outcome.groups} groups changed, {outcome.refused} lines refused")
    for told in outcome.refusals:
        print(f"line {told.line}: {told.name}: {told.what}", file=sys.stderr)
