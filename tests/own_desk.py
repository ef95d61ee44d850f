"""A desk of a test's own: a folder, a database of the kind under test, and real processes that work in it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from reserving import reserved_port

HERE = Path(__file__).parent
PATIENCE_SECONDS = 240
INSIDE = "import django; django.setup(); import inside_desk; inside_desk.main()"


class OwnDesk:
    def __init__(self, folder: Path, database: str) -> None:
        path = os.pathsep.join([str(HERE.parent / "src"), str(HERE)])
        self.environment = os.environ | {
            "PYTHONPATH": path,
            "VAKDESK_DATA": str(folder),
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "vakdesk.config.settings",
        }
        self.told = folder / "told"

    def start(self, *words: str) -> subprocess.Popen[str]:
        with self.told.open("ab") as told:
            return subprocess.Popen([sys.executable, *words], env=self.environment, stdout=subprocess.PIPE, stderr=told, text=True)

    def begin(self, what: str, *words: str) -> subprocess.Popen[str]:
        """`inside_desk.py` in a process of its own; `answer_of` waits for what it says."""
        return self.start("-c", INSIDE, what, *words)

    def inside(self, what: str, *words: str) -> dict[str, Any]:
        return answer_of(self.begin(what, *words), self.told)

    def serve(self) -> "tuple[subprocess.Popen[str], int]":
        """A served desk with its worker, answering; and its port."""
        port = reserved_port()
        serving = self.start("-m", "vakdesk", "serve", "--port", str(port))
        assert serving.stdout
        assert serving.stdout.readline(), self.told.read_text()
        return serving, port


def answer_of(process: subprocess.Popen[str], told: Path) -> dict[str, Any]:
    out, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, told.read_text()[-3000:]
    found: dict[str, Any] = json.loads(out.strip().splitlines()[-1])
    return found


@contextmanager
def own_desk(folder: Path) -> Iterator[OwnDesk]:
    """A new desk on SQLite in the folder, or on PostgreSQL in a database that is dropped afterwards."""
    if not settings.ON_POSTGRESQL:
        yield OwnDesk(folder, f"sqlite:///{folder}/vakdesk.sqlite3")
        return
    server, name = urlsplit(os.environ["VAKDESK_TEST_DATABASE"]), f"vakdesk_own_{os.getpid()}"
    keeper = urlunsplit(server._replace(path="/postgres"))
    with psycopg.connect(keeper, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield OwnDesk(folder, urlunsplit(server._replace(path=f"/{name}")))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def descendants(pid: int) -> list[int]:
    """Every process that this one started, and those they started."""
    found = [int(process.name) for process in Path("/proc").glob("[0-9]*") if _parent_of(process) == pid]
    return found + [below for child in found for below in descendants(child)]


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def kill_all(serving: subprocess.Popen[str]) -> None:
    """`kill -9` of the server and everything below it, all at the same moment."""
    for pid in [serving.pid, *descendants(serving.pid)]:
        os.kill(pid, signal.SIGKILL)
    serving.wait()
    assert serving.stdout
    serving.stdout.close()


def wait_until(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.5)
    return False


def _parent_of(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0  # ended while we looked
