"""`vakdesk worker`: jobs, the timetable and followers, until told to stop."""

import os
import signal
import sys
import threading
from argparse import ArgumentParser, Namespace

from vakdesk.config.prepare import require_triggers
from vakdesk.jobs import worker
from vakdesk.kit.commands import command


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--until-input-ends", action="store_true", help="also stop when standard input closes (used by `serve`)")


@command(
    "worker",
    help="Run background jobs, the timetable and followers, until Ctrl-C. As many at once as wanted.",
    example="vakdesk worker",
    arguments=_arguments,
)
def run(options: Namespace) -> int:
    require_triggers()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if options.until_input_ends:
        threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    if not worker.run(stop):
        os._exit(0)  # a job's thread would keep the process; its lease runs out and another worker does it
    return 0
