"""`vakdesk bench`: the measurements that rooms declare."""

import json
import os
from argparse import ArgumentParser, Namespace

from vakdesk.kit.benches import benches
from vakdesk.kit.commands import command
from vakdesk.kit.errors import require
from vakdesk.people.models import Person

TICKETS = 1_000


def _arguments(parser: ArgumentParser) -> None:
    told = "; ".join(f"{each.name}: {each.help}" for each in benches)
    parser.add_argument("name", nargs="?", metavar="NAME", help=f"one of them (default: all). {told}")
    parser.add_argument("--tickets", type=int, default=TICKETS, metavar="N", help=f"how many to measure with (default {TICKETS})")
    parser.add_argument("--json", action="store_true", help="the figures as one JSON object, by bench")


@command(
    "bench",
    help="Measure this machine with this desk, in a folder (or an empty database) of its own.",
    example="vakdesk bench intake --tickets 20000 --json",
    arguments=_arguments,
)
def run(options: Namespace) -> int:
    chosen = [each for each in benches if options.name in (None, each.name)]
    require(chosen, f"there is no bench {options.name}. There are: {', '.join(each.name for each in benches)}.")
    require(options.tickets > 0, "measure with at least one ticket.")
    require(not Person.objects.exists(), "the database in DATABASE_URL is a desk in use. Name an empty one.")
    figures = {each.name: {"processors": os.cpu_count()} | each.run(options.tickets) for each in chosen}
    print(json.dumps(figures) if options.json else _in_words(figures))
    return 0


def _in_words(figures: dict[str, dict[str, object]]) -> str:
    lines: list[str] = []
    for name, found in figures.items():
        lines += [name, *(f"  {key.replace('_', ' '):40} {value}" for key, value in found.items())]
    return "\n".join(lines)
