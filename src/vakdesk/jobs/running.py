"""From taken to done: one attempt at a job, whichever backend brought it. A job may run twice, but never silently not."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop
from django_tasks import task_backends
from django_tasks.base import TaskContext
from django_tasks.utils import get_module_path, normalize_json

from vakdesk.jobs import rhythm
from vakdesk.jobs.backend import task_of
from vakdesk.jobs.models import Job
from vakdesk.jobs.queries import State
from vakdesk.kit import clock
from vakdesk.kit.text import one_line, storable

logger = logging.getLogger(__name__)

#: Jobs this process is running now; their leases are renewed with every pulse.
in_hand: set[int] = set()


def take_due(worker: str) -> Job | None:
    """The most urgent due job, now running on a lease for `worker`; None when nothing is due."""
    if not Job.objects.due(clock.now()).exists():
        return None  # looked at without the write lock, which SQLite has only one of
    with transaction.atomic():
        job = Job.objects.due(clock.now()).select_for_update(skip_locked=True).first()
        return _take(job, worker) if job else None


def take(pk: int, worker: str) -> Job | None:
    """That job, now running on a lease for `worker`; None when it is over, or another worker's lease on it lasts."""
    with transaction.atomic():
        job = Job.objects.open().exclude(lease_until__gte=clock.now()).select_for_update().filter(pk=pk).first()
        return _take(job, worker) if job else None


def attempt(job: Job) -> datetime | None:
    """Runs a job that was taken and writes down how it went. Answers when it is to be tried again, if it is."""
    in_hand.add(job.pk)
    try:
        answer = _call(job)
    except Exception as fault:
        logger.warning("Job %s failed (attempt %s of %s)", job, job.attempts, rhythm.ATTEMPTS, exc_info=fault)
        return _failed(job, fault)
    else:
        _write(job, state=State.DONE, answer=answer, fault_type="", fault="", finished_at=clock.now())
        return None
    finally:
        in_hand.discard(job.pk)


def renew_leases(worker: str) -> None:
    """The jobs in this process's hands stay with it for another lease, unless they were given away meanwhile."""
    if in_hand:
        held = Job.objects.running().filter(pk__in=list(in_hand), lease_owner=worker)
        held.update(lease_until=clock.now() + rhythm.LEASE)


def in_words(fault: BaseException) -> str:
    """An exception as administrators may read it: its type and its first line, where databases put no values."""
    lines = str(fault).strip().splitlines()
    return one_line(storable(f"{type(fault).__name__}: {lines[0]}" if lines else type(fault).__name__), at_most=300)


def _take(job: Job, worker: str) -> Job | None:
    if job.state == State.RUNNING and job.attempts >= rhythm.ATTEMPTS:
        _write(job, state=State.FAILED, fault_type="", fault=gettext_noop("The worker was lost while it ran"), finished_at=clock.now())
        logger.error("Job %s is given up: its workers were lost %s times", job, job.attempts)
        return None
    job.state, job.attempts, job.started_at = State.RUNNING, job.attempts + 1, clock.now()
    job.lease_owner, job.lease_until = worker, job.started_at + rhythm.LEASE
    job.save(update_fields=["state", "attempts", "started_at", "lease_owner", "lease_until"])
    return job


def _call(job: Job) -> Any:
    task = task_of(job)
    args, kwargs = job.arguments["args"], job.arguments["kwargs"]
    if task.takes_context:
        args = [TaskContext(task_result=task_backends[task.backend].get_result(str(job.pk))), *args]
    return normalize_json(task.call(*args, **kwargs))


def _failed(job: Job, fault: Exception) -> datetime | None:
    words = {"fault_type": get_module_path(type(fault)), "fault": in_words(fault)}
    if job.attempts >= rhythm.ATTEMPTS:
        logger.error("Job %s is given up: %s", job, words["fault"])
        _write(job, state=State.FAILED, finished_at=clock.now(), **words)
        return None
    again_at = clock.now() + rhythm.DELAYS[job.attempts - 1]
    return again_at if _write(job, state=State.WAITING, run_at=again_at, **words) else None


def _write(job: Job, **fate: Any) -> bool:
    """Writes the fate of this attempt, unless the lease was lost and a later attempt has begun."""
    return bool(Job.objects.running().filter(pk=job.pk, attempts=job.attempts).update(lease_until=None, **fate))
