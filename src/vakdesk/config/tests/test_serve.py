"""`serve` as processes: web and worker start, live and end together."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reserving import reserved_port

from vakdesk.config.quality.tools import ROOT
from vakdesk.config.serve import is_free, next_free
from vakdesk.kit.errors import Refused

pytestmark = [
    pytest.mark.once,
    pytest.mark.process,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes through /proc"),
]
PATIENCE_SECONDS = 180


class Served:
    """A running `vakdesk serve` on a free port, with a folder of its own."""

    def __init__(self, data: Path) -> None:
        self.port = reserved_port()
        environment = os.environ | {
            "PYTHONPATH": str(ROOT / "src"),
            "VAKDESK_DATA": str(data),
            "DATABASE_URL": f"sqlite:///{data}/vakdesk.sqlite3",
        }
        with (data / "told").open("ab") as told:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "vakdesk", "serve", "--port", str(self.port)],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=told,
                text=True,
            )
        assert self.process.stdout
        assert self.process.stdout.readline() == f"Vakdesk: http://127.0.0.1:{self.port}/\n"

    def page(self) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/account/login/", timeout=PATIENCE_SECONDS) as answer:
            return str(answer.read().decode())

    def children(self) -> dict[int, str]:
        """Process number → command line of everything this server started."""
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == self.process.pid:
                    found[int(process.name)] = (process / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue  # ended while we looked
        return found

    def worker(self) -> int:
        return next((pid for pid, words in self.children().items() if " worker " in words), 0)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all, so that only the first start makes the schema."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture
def served(data: Path) -> Iterator[Served]:
    server = Served(data)
    yield server
    server.process.kill()
    server.process.wait()
    assert server.process.stdout
    server.process.stdout.close()


def wait_until(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.1)
    return False


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_pages_come_with_a_worker_beside_them_and_ctrl_c_ends_both(served: Served) -> None:
    assert "<h1" in served.page()
    assert served.worker()
    started = served.children()
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(PATIENCE_SECONDS) == 0
    assert not [pid for pid in started if is_running(pid)]


def test_a_worker_that_dies_is_started_again(served: Served) -> None:
    first = served.worker()
    assert first
    os.kill(first, signal.SIGKILL)
    assert wait_until(lambda: served.worker() not in (0, first))


def test_nothing_goes_on_when_the_server_is_killed(served: Served) -> None:
    started = served.children()
    assert len(started) >= 2
    served.process.kill()
    served.process.wait()
    assert wait_until(lambda: not any(is_running(pid) for pid in started))
    assert is_free("127.0.0.1", served.port)


def test_a_taken_port_is_passed_over_and_a_strange_host_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert not is_free("127.0.0.1", port)
        assert next_free("127.0.0.1", port) > port
    with pytest.raises(Refused, match="not an address of this machine"):
        is_free("203.0.113.9", 8700)
