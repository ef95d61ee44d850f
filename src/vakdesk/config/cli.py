"""The command line: finds the command, readies what it needs, and turns every refusal into one line and status 2."""

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter, _SubParsersAction
from collections.abc import Iterable, Sequence
from typing import NoReturn

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

import vakdesk.config.quality  # noqa: F401  declares `check` and `test`, which need no rooms
from vakdesk import __version__
from vakdesk.config.bench_folder import choose_bench_folder
from vakdesk.config.demo_folder import choose_demo_folder
from vakdesk.config.prepare import prepare
from vakdesk.kit.commands import Command, Needs, commands
from vakdesk.kit.errors import Refused

PASSES_ON = ("test",)  # every word after these is meant for another program


def main(words: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 1 the answer is no, 2 (or what the command says) it could not be done, with one line to standard error."""
    words = sys.argv[1:] if words is None else list(words)
    try:
        return _carry_out(words)
    except Refused as refusal:
        return _refuse(str(refusal.sentence), words)
    except SystemExit as end:
        return _faulty(words) if end.code == 2 else int(end.code or 0)
    except BrokenPipeError:  # the reader of our output went away, as in `vakdesk house | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as fault:
        return _refuse(f"{fault.strerror or fault}: {fault.filename}" if fault.filename else str(fault), words)
    except DatabaseError as fault:
        return _refuse(f"the database refused: {_first_line(fault)} (is it running, and is DATABASE_URL right?)", words)
    except KeyboardInterrupt:
        return 130


def _carry_out(words: Sequence[str]) -> int:
    if _needs_rooms(words):
        _load_rooms(words)
    if words[:1] in ([word] for word in PASSES_ON) and words[1:] not in (["--help"], ["-h"]):
        words = [words[0], "--", *words[1:]]
    options = _parser(commands).parse_args(words)
    chosen: Command = options.command
    if chosen.needs is Needs.DATA:
        print(f"Data: {settings.DATA}", file=sys.stderr)
        prepare()
    return chosen.run(options)


def _needs_rooms(words: Sequence[str]) -> bool:
    known = commands.get(words[0]) if words else None
    return known is None or known.needs is not Needs.NOTHING


def _load_rooms(words: Sequence[str]) -> None:
    if words[:1] == ["demo"]:
        choose_demo_folder()
    if words[:1] == ["bench"]:
        choose_bench_folder()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vakdesk.config.settings")
    try:
        settings.configured or settings.DATA  # noqa: B018  reads the environment, so that its faults are told as such
    except (ImproperlyConfigured, ValueError) as fault:
        raise Refused(f"the environment holds a setting that cannot be read: {_first_line(fault)}") from fault
    django.setup()


def _parser(known: Iterable[Command]) -> ArgumentParser:
    parser = _OneLineParser(
        prog="vakdesk",
        description="Vakdesk, an IT service desk. VAKDESK_DATA=FOLDER and DATABASE_URL choose where it works.",
        epilog="`vakdesk COMMAND --help` tells more and gives an example.",
    )
    parser.add_argument("--version", action="version", version=f"Vakdesk {__version__}")
    words = parser.add_subparsers(metavar="COMMAND", required=True)
    pairs: dict[str, _SubParsersAction[ArgumentParser]] = {}
    for each in sorted(known, key=lambda one: one.name):
        first, _, second = each.name.partition(" ")
        if second and first not in pairs:
            pairs[first] = words.add_parser(first, help=f"{first} …").add_subparsers(metavar="COMMAND", required=True)
        under, word = (pairs[first], second) if second else (words, first)
        own = under.add_parser(
            word,
            help=each.help,
            description=each.help,
            epilog=f"example:\n  {each.example}",
            formatter_class=RawDescriptionHelpFormatter,
        )
        each.arguments(own)
        own.set_defaults(command=each)
    return parser


class _OneLineParser(ArgumentParser):
    """Errors without the usage text: what is wrong, and where to read on, in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"vakdesk: {message} (try `{self.prog} --help`)\n")


def _refuse(sentence: str, words: Sequence[str]) -> int:
    print(f"vakdesk: {sentence}", file=sys.stderr)
    return _faulty(words)


def _faulty(words: Sequence[str]) -> int:
    meant = commands.get(" ".join(words[:2])) or commands.get(words[0] if words else "")
    return meant.faulty if meant else 2


def _first_line(fault: Exception) -> str:
    return next(iter(str(fault).splitlines()), type(fault).__name__)
