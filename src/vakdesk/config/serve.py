"""Keeps the web server and the worker running together, and ends both together, however the end comes."""

import contextlib
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from vakdesk.config.prepare import require_triggers
from vakdesk.kit.errors import Refused
from vakdesk.live.hub import STREAMS_AT_MOST

WEB_THREADS = 24 + STREAMS_AT_MOST  # an open stream of events holds one; pages need few
WEB_PROCESSES_AT_MOST = 4
PORTS_TO_TRY = 50
RESTART_AFTER_SECONDS = 1.0
STOP_WITHIN_SECONDS = 10
LOOK_FOR_PARENT_EVERY_SECONDS = 1.0
ANSWER_WITHIN_SECONDS = 60


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there. Refuses a host that is not this machine."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            if fault.errno == errno.EADDRINUSE:
                return False
            if fault.errno == errno.EACCES:
                raise Refused(f"port {port} may not be used by you. Choose one above 1023 with --port.") from fault
            raise Refused(f"{host} is not an address of this machine. Choose another with --host.") from fault
    return True


def next_free(host: str, first: int) -> int:
    """The first port from `first` up that nobody listens on."""
    for port in range(first, min(first + PORTS_TO_TRY, 65536)):
        if is_free(host, port):
            return port
    raise Refused(f"{PORTS_TO_TRY} ports from {first} on are all taken. Choose one elsewhere with --port.")


def serve(host: str, port: int, *, worker: bool, on_answer: Callable[[str], None]) -> None:
    """Answers web requests until the process is told to stop; `on_answer` hears the address once the first page can come."""
    require_triggers()
    if not settings.SITE_URL:  # mails link to where the desk is reached; from the worker too, which inherits it
        settings.SITE_URL = os.environ["VAKDESK_URL"] = address_of(host, port)
    connections.close_all()
    close_pools()
    web = _Web(
        "vakdesk.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=min(WEB_PROCESSES_AT_MOST, os.cpu_count() or 1) if settings.ON_POSTGRESQL else 1,
        blocking_threads=WEB_THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_WITHIN_SECONDS,
        log_level=LogLevels.error,
    )
    keeper = WorkerKeeper() if worker else None
    web.once_started = lambda: _accompany(host, port, keeper, on_answer)
    try:
        web.serve(target_loader=load_application)
    finally:
        if keeper:
            keeper.stop()


class _Web(Granian):  # type: ignore[misc, valid-type]  its type differs between Pythons
    """Begins its thread only when the web processes are there: where those are forked, they begin without foreign locks."""

    once_started: Callable[[], None]

    def _spawn_workers(self, *words: Any) -> None:
        super()._spawn_workers(*words)
        threading.Thread(target=self.once_started, daemon=True).start()


def load_application(target: str) -> Any:
    """The web application, in a process that ends itself when the one that started it is gone."""
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    application = get_wsgi_application()
    get_resolver().url_patterns  # noqa: B018  loads every view now, and not while the first person waits
    return application


def close_pools() -> None:
    """A pool's threads and connections belong to one process; the web processes make their own."""
    for connection in connections.all():
        if connection.vendor == "postgresql":
            connection.close_pool()


class WorkerKeeper:
    """A `vakdesk worker` beside the web server: started again when it dies, told to stop when the server stops.

    The worker reads a pipe that we hold open; when we are killed the pipe closes and it stops by itself.
    """

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen([sys.executable, "-m", "vakdesk", "worker", "--until-input-ends"], stdin=subprocess.PIPE)

    def keep(self) -> None:
        """Waits for the worker's end, time and again, until told to stop."""
        while self._process and not self._stopping.is_set():
            status = self._process.wait()
            if not self._stopping.wait(RESTART_AFTER_SECONDS):
                print(f"vakdesk: the worker ended (status {status}); it is started again.", file=sys.stderr)
                self.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_FOR_PARENT_EVERY_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOP_WITHIN_SECONDS)
    os._exit(1)


def address_of(host: str, port: int) -> str:
    """Where a browser on this machine reaches a server that listens there, without a slash at the end."""
    reachable = _reachable(host)
    return f"http://{f'[{reachable}]' if ':' in reachable else reachable}:{port}"


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  compared with, not bound to


def _accompany(host: str, port: int, keeper: WorkerKeeper | None, on_answer: Callable[[str], None]) -> None:
    """The worker comes after the first page, which would have to share the machine with its start."""
    answers = _answers_in_time(host, port)
    if keeper:
        keeper.start()
    if answers:
        on_answer(f"{address_of(host, port)}/")
    if keeper:
        keeper.keep()


def _answers_in_time(host: str, port: int) -> bool:
    deadline = time.monotonic() + ANSWER_WITHIN_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, http.client.HTTPException):
            asking = http.client.HTTPConnection(_reachable(host), port, timeout=5)
            asking.request("GET", "/", headers={"Host": "localhost"})
            asking.getresponse()
            asking.close()
            return True
        time.sleep(0.05)
    return False
