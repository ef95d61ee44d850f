"""`vakdesk serve`: the desk on the web, with the worker beside it."""

import sys
from argparse import ArgumentParser, Namespace

from vakdesk.config.serve import is_free, next_free, serve
from vakdesk.kit.commands import command
from vakdesk.kit.errors import require
from vakdesk.people.actions import first_code, needs_administrator

HOST, PORT = "127.0.0.1", 8700


def port_number(text: str) -> int:
    """A port a person may choose, 1 to 65535."""
    port = int(text)
    if not 0 < port < 65536:
        raise ValueError
    return port


port_number.__name__ = "port"  # how argparse names it: "invalid port value: 'x'"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default=HOST, help=f"address to listen on (default {HOST}, this machine only; 0.0.0.0 for all)")
    parser.add_argument("--port", type=port_number, default=PORT, help=f"port number, 1 to 65535 (default {PORT})")
    parser.add_argument("--no-worker", action="store_true", help="web only; run `vakdesk worker` elsewhere")


@command(
    "serve",
    help="Serve the desk over HTTP and run its worker, until Ctrl-C.",
    example="VAKDESK_URL=https://desk.example.org vakdesk serve --host 0.0.0.0 --port 8700",
    arguments=_arguments,
)
def run(options: Namespace) -> int:
    if not is_free(options.host, options.port):
        free = next_free(options.host, options.port)
        require(False, f"port {options.port} is taken. Free: --port {free}")
    if needs_administrator():
        print(f"Nobody administers this desk yet. Open /welcome/ with the code {first_code()}", file=sys.stderr, flush=True)
    serve(options.host, options.port, worker=not options.no_worker, on_answer=lambda address: print(f"Vakdesk: {address}", flush=True))
    return 0
