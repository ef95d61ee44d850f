"""`vakdesk test`: the whole suite on SQLite, then on PostgreSQL where one answers. pytest's closing line comes last."""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from vakdesk.kit.commands import Needs, command

ROOT = Path(__file__).resolve().parents[4]
POSTGRES = "postgresql://root@127.0.0.1:5432/vakdesk"  # the tests make test_vakdesk… beside it
NOTHING_COLLECTED = 5


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORD", help="pytest's own words; paths count from the source folder")


@command(
    "test",
    help="Run the tests on SQLite and, where a server answers at VAKDESK_TEST_POSTGRES (a URL), on PostgreSQL too.",
    example="vakdesk test src/vakdesk/logbook -k tamper",
    arguments=_arguments,
    needs=Needs.NOTHING,
)
def run(options: Namespace) -> int:
    first = _pytest(options.words, database="")
    url = os.environ.get("VAKDESK_TEST_POSTGRES", POSTGRES)
    if fault := _unreachable(url):
        print(f"PostgreSQL was not tested: {fault}", file=sys.stderr)
        return first or int(os.environ.get("VAKDESK_REQUIRE") == "all")
    second = _pytest(options.words, database=url)
    if first == 0 and second == NOTHING_COLLECTED:
        return 0
    return first or second


def _pytest(words: list[str], *, database: str) -> int:
    # Neighbours stay together, so that what a file starts is started once; who has nothing left takes from the other's end.
    spread = [] if any(not word.startswith("-") for word in words) else ["-n", "2", "--dist", "worksteal"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *spread, *words],
        cwd=ROOT,
        env=os.environ | {"VAKDESK_TEST_DATABASE": database},
        check=False,
    ).returncode


def _unreachable(url: str) -> str:
    """Why nobody answers at `url`, or nothing when somebody does."""
    import psycopg  # noqa: PLC0415  every command loads this module; SQLite's desks need none of it

    try:
        psycopg.connect(url, dbname="postgres", connect_timeout=3).close()
    except psycopg.OperationalError as fault:
        return str(fault).splitlines()[0]
    return ""
