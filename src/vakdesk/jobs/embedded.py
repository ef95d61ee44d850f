"""Jobs without anything besides the database: workers look for due ones and take them on a lease. The way on SQLite."""

from functools import partial
from threading import Event

from vakdesk.jobs import rhythm
from vakdesk.jobs.backend import JobBackend
from vakdesk.jobs.lanes import Lane
from vakdesk.jobs.models import Job
from vakdesk.jobs.running import attempt, take_due


class EmbeddedBackend(JobBackend):
    def deliver(self, job: Job) -> None:
        """Nothing to do: workers find the row."""

    def lanes(self, worker: str, stop: Event) -> list[Lane]:
        return [Lane(f"jobs {number + 1}", partial(work_once, worker)) for number in range(rhythm.JOBS_AT_ONCE)]


def work_once(worker: str) -> bool:
    """Runs the most urgent due job; False when there was none."""
    job = take_due(worker)
    if job is None:
        return False
    attempt(job)
    return True


def work_off(worker: str = "here") -> int:
    """Runs everything that is due now, in this thread, on either database; answers how many jobs that were."""
    done = 0
    while work_once(worker):
        done += 1
    return done
