"""The one process besides the web: runs jobs, keeps the timetable and lets followers read on, until told to stop."""

import logging
import os
import secrets
import socket
import time
from contextlib import suppress
from functools import partial
from threading import Event, Thread

from django.db import DatabaseError, connections

from vakdesk.jobs import rhythm
from vakdesk.jobs.backend import backend
from vakdesk.jobs.lanes import Lane, keep
from vakdesk.jobs.models import Worker
from vakdesk.jobs.running import renew_leases
from vakdesk.jobs.turns import run_due_rounds
from vakdesk.kit import clock
from vakdesk.kit.standing import Duty, duties
from vakdesk.logbook.followers import run_followers

logger = logging.getLogger(__name__)
STOP_WITHIN_SECONDS = 10.0


def run(stop: Event, *, idle: float = 0.2) -> bool:
    """Works until `stop` is set. False when a job was still running 10 s later: end the process, the job runs again.

    `idle` is how many seconds a lane without work waits before it looks again.
    """
    name = f"{socket.gethostname()[:60]}-{os.getpid()}-{secrets.token_hex(4)}"
    lanes = [
        Lane("heartbeat", lambda: beat(name), idle=rhythm.PULSE.total_seconds()),
        Lane("timetable", run_due_rounds),
        Lane("followers", lambda: is_first(name) and run_followers() > 0),
        *backend().lanes(name, stop),
        *(Lane(duty.name, partial(_stand, duty, name, stop)) for duty in duties),
    ]
    threads = [Thread(target=keep, args=(lane, stop), kwargs={"idle": idle}, name=lane.name, daemon=True) for lane in lanes]
    for thread in threads:
        thread.start()
    logger.info("Worker %s works", name)
    stop.wait()
    return _leave(name, threads)


def beat(name: str) -> bool:
    """Tells administrators and other workers that this one is alive, and renews the leases on its jobs."""
    now = clock.now()
    if not Worker.objects.filter(name=name).update(seen_at=now):
        Worker.objects.create(name=name, host=socket.gethostname()[:80], pid=os.getpid(), started_at=now, seen_at=now)
    renew_leases(name)
    return False


def is_first(name: str) -> bool:
    """Whether this worker is the longest alive. It alone runs the followers, who want each subject's entries in order."""
    return Worker.objects.alive(clock.now()).values_list("name", flat=True).first() == name


def _stand(duty: Duty, name: str, stop: Event) -> bool:
    duty.run(stop, lambda: is_first(name))
    return False


def _leave(name: str, threads: list[Thread]) -> bool:
    until = time.monotonic() + STOP_WITHIN_SECONDS
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    busy = [thread.name for thread in threads if thread.is_alive()]
    with suppress(DatabaseError):  # without a database the row stays, and lapses
        Worker.objects.filter(name=name).delete()
    connections.close_all()
    if busy:
        logger.warning("Worker %s stops while it is still busy: %s", name, ", ".join(busy))
    return not busy
