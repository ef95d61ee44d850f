"""The worker as a process: killed in mid-job, cut off from its database, told to stop."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from vakdesk.jobs import worker
from vakdesk.jobs.models import Worker
from vakdesk.jobs.tests.samples import linger
from vakdesk.kit import clock

OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
pytestmark = pytest.mark.process
PATIENCE_SECONDS = 120

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(tmp_path: Path, transactional_db: None) -> Iterator[Start]:
    """`start("linger")` enqueues that task and starts a worker, in a data folder of its own and this test's database."""
    env = os.environ | {
        "VAKDESK_DATA": str(tmp_path),
        "DATABASE_URL": _database_for(tmp_path),
        "PYTHONPATH": str(settings.SOURCE.parent),
        "DJANGO_SETTINGS_MODULE": "vakdesk.config.settings",
    }
    started: list[subprocess.Popen[bytes]] = []

    def begin(*tasks: str) -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen([sys.executable, "-m", "vakdesk.jobs.tests.play", *tasks], env=env))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
            cursor.execute("DELETE FROM procrastinate_workers")


def test_a_job_whose_worker_was_killed_is_done_by_the_next(start: Start, tmp_path: Path) -> None:
    killed = start("linger")
    _wait_for(lambda: _mark(tmp_path, "begun"))
    killed.send_signal(signal.SIGKILL)
    _let_go(tmp_path)
    following = start()
    _wait_for(lambda: _mark(tmp_path, "ended"))
    assert len(_mark(tmp_path, "begun")) == 2
    following.terminate()
    assert following.wait(PATIENCE_SECONDS) == 0
    assert _rows(tmp_path, "SELECT state, attempts FROM jobs_job WHERE task LIKE '%linger'") == [("done", 2)]
    assert _rows(tmp_path, "SELECT pid FROM jobs_worker") == [(killed.pid,)]


def test_a_live_worker_keeps_its_job_beyond_the_first_lease(start: Start, tmp_path: Path) -> None:
    start("linger")
    _wait_for(lambda: _mark(tmp_path, "begun"))
    start()
    time.sleep(7)  # the workers of these tests lose patience after 5 s
    _let_go(tmp_path)
    _wait_for(lambda: _mark(tmp_path, "ended"))
    assert len(_mark(tmp_path, "begun")) == 1


@pytest.mark.postgres
def test_a_worker_outlives_a_restart_of_its_database(start: Start, tmp_path: Path) -> None:
    _let_go(tmp_path)
    start("linger")
    _wait_for(lambda: _mark(tmp_path, "ended"))
    with connection.cursor() as cursor:
        for _restart in range(3):
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            time.sleep(0.3)
    linger.enqueue(2)
    _wait_for(lambda: len(_mark(tmp_path, "ended")) == 2)
    assert len(set(_mark(tmp_path, "ended"))) == 1


@pytest.mark.django_db
def test_the_worker_that_lives_longest_goes_first() -> None:
    worker.beat("old")
    worker.beat("new")
    assert [worker.is_first("old"), worker.is_first("new")] == [True, False]
    Worker.objects.filter(name="old").update(seen_at=clock.now() - 10 * worker.rhythm.LEASE)
    assert worker.is_first("new")


def _database_for(folder: Path) -> str:
    """The tests' own database; on SQLite a copy, which the workers of one test have to themselves."""
    if connection.vendor == "postgresql":
        it = connection.settings_dict
        return f"postgresql://{it['USER']}:{it['PASSWORD']}@{it['HOST']}:{it['PORT']}/{it['NAME']}"
    connection.ensure_connection()
    with closing(sqlite3.connect(folder / "vakdesk.sqlite3")) as file:
        connection.connection.backup(file)
    return f"sqlite:///{folder}/vakdesk.sqlite3"


def _rows(folder: Path, query: str) -> list[Any]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()
    with closing(sqlite3.connect(folder / "vakdesk.sqlite3")) as file:
        return file.execute(query).fetchall()


def _mark(folder: Path, name: str) -> list[str]:
    mark = folder / f"{name}.mark"
    return mark.read_text().splitlines() if mark.exists() else []


def _let_go(folder: Path) -> None:
    (folder / "go.mark").write_text("now\n")


def _wait_for(happens: Callable[[], Any]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not happens():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)
