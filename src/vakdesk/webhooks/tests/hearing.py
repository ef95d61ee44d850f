"""Another system, as tests play it: a server on this machine that writes down what it is told and answers as it likes."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Heard:
    """`statuses` are answered in turn, the last one again and again."""

    url: str = ""
    statuses: list[int] = field(default_factory=lambda: [204])
    said: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    body: Callable[[Any], None] | None = None

    @property
    def types(self) -> list[str]:
        return [message["type"] for message in self.messages()]

    def messages(self) -> list[Any]:
        return [json.loads(body) for _headers, body in self.said]


@contextmanager
def hearing(**settings: Any) -> Iterator[Heard]:
    heard = Heard(**settings)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.said.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(heard.statuses.pop(0) if len(heard.statuses) > 1 else heard.statuses[0])
            for name, value in heard.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if heard.body is not None:
                heard.body(self.wfile)

        def log_message(self, *_words: Any) -> None:
            """Quietly."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    heard.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
