"""`vakdesk demo`: a sample company in a folder of its own, in the browser within seconds."""

import os
import sys
import webbrowser
from argparse import ArgumentParser, Namespace

from django.conf import settings

from vakdesk.config.commands.serve import HOST, PORT, port_number
from vakdesk.config.demo_folder import empty
from vakdesk.config.prepare import prepare
from vakdesk.config.serve import next_free, serve
from vakdesk.demo import seed
from vakdesk.kit.commands import Needs, command


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=port_number, default=PORT, help=f"port number, 1 to 65535 (default {PORT}; taken: the next free one)"
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.add_argument("--fresh", action="store_true", help="begin again: everything in the demo's own folder is removed first")
    parser.add_argument(
        "--wait", action="store_true", help="make all of the sample company, some two thousand tickets, before serving: it takes minutes"
    )


@command(
    "demo",
    help="Show the desk with a sample company in it: most of a year of an invented college, the newest days first.",
    example="vakdesk demo --port 8800 --no-browser",
    arguments=_arguments,
    needs=Needs.ROOMS,
)
def run(options: Namespace) -> int:
    print(f"Data: {settings.DATA}", file=sys.stderr)
    if options.fresh:
        empty(settings.DATA)
    prepare()
    seed.seed_recent()
    if options.wait:
        seed.seed_rest()
    port = next_free(HOST, options.port)
    if port != options.port:
        print(f"Port {options.port} is taken, so the demo is at port {port}.", file=sys.stderr)
    serve(HOST, port, worker=True, on_answer=lambda address: _show(address, browser=not options.no_browser))
    return 0


def _show(address: str, *, browser: bool) -> None:
    print(f"Vakdesk demo: {address}  (Ctrl-C stops it)", flush=True)
    if browser and _has_browser():
        webbrowser.open(address)


def _has_browser() -> bool:
    """A text browser would take over the terminal in which the demo runs, so a display must be there."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
