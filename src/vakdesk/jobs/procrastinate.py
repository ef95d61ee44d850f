"""Jobs brought by Procrastinate, the way on PostgreSQL: it wakes, spreads and redelivers; the job is still our row.

What it queues is a *delivery*, which names the job by its id. See docs/decisions/0005.
"""

import asyncio
from contextlib import suppress
from datetime import datetime
from functools import partial
from threading import Event

from django.db import connection, transaction
from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.contrib.django import DjangoApp, connector_params
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job as Delivery

from vakdesk.jobs import rhythm
from vakdesk.jobs.backend import JobBackend
from vakdesk.jobs.lanes import Lane
from vakdesk.jobs.models import Job
from vakdesk.jobs.running import attempt, take
from vakdesk.kit import clock

DELIVERY = "vakdesk.jobs.deliver"
LOOK_UP_SECONDS = 0.2


class ProcrastinateBackend(JobBackend):
    def deliver(self, job: Job) -> None:
        """Queued on Django's own connection, so in the caller's transaction."""
        later = job.run_at if job.run_at > clock.now() else None
        queue.configure_task(DELIVERY, schedule_at=later, priority=job.priority).defer(job=job.pk)

    def lanes(self, worker: str, stop: Event) -> list[Lane]:
        return [Lane("jobs", partial(self.serve, worker, stop))]

    def serve(self, worker: str, stop: Event) -> bool:
        """Receives deliveries until `stop` is set or the database is lost."""
        self.deliver_missing()
        connection.close()  # not needed while receiving, which has connections of its own
        asyncio.run(_receive(worker, stop))
        return False

    def deliver_missing(self) -> None:
        """Queues the open jobs that Procrastinate knows nothing of: those of a desk moved here from SQLite."""
        queued = ProcrastinateJob.objects.filter(task_name=DELIVERY, status__in=["todo", "doing"])
        known = set(queued.values_list("args__job", flat=True))
        with transaction.atomic():
            for job in Job.objects.open().exclude(pk__in=known):
                self.deliver(job)


class Again(Exception):
    """Tells Procrastinate when to bring this delivery again."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


class AsTold(BaseRetryStrategy):
    def get_retry_decision(self, *, exception: BaseException, job: Delivery) -> RetryDecision | None:
        """At the moment that Again names; after a pulse when the database failed between taking and writing down."""
        return RetryDecision(retry_at=exception.at if isinstance(exception, Again) else clock.now() + rhythm.PULSE)


def receive(job: int, worker: str) -> None:
    """Makes an attempt at the job that was delivered. One that is over, or that another worker has in hand, is left alone."""
    taken = take(job, worker)
    if taken and (again_at := attempt(taken)):
        raise Again(again_at)
    if not taken and Job.objects.running().filter(pk=job).exists():
        raise Again(clock.now() + rhythm.PULSE)


async def _receive(worker: str, stop: Event) -> None:
    app = DjangoApp(connector=PsycopgConnector(kwargs=connector_params(), min_size=2, max_size=2 + rhythm.JOBS_AT_ONCE))

    @app.task(name=DELIVERY, retry=AsTold())
    def deliver(job: int) -> None:
        receive(job, worker)

    async with app.open_async():
        sides = [asyncio.create_task(_work(app, worker)), asyncio.create_task(_redeliver(app))]
        while not stop.is_set() and not any(side.done() for side in sides):
            await asyncio.wait(sides, timeout=LOOK_UP_SECONDS)
        for side in sides:
            side.cancel()
        ends = await asyncio.gather(*sides, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end


async def _work(app: App, worker: str) -> None:
    await app.run_worker_async(
        name=worker,
        concurrency=rhythm.JOBS_AT_ONCE,
        delete_jobs="always",
        install_signal_handlers=False,
        update_heartbeat_interval=rhythm.PULSE.total_seconds(),
        stalled_worker_timeout=rhythm.LEASE.total_seconds(),
        fetch_job_polling_interval=rhythm.PULSE.total_seconds(),
    )


async def _redeliver(app: App) -> None:
    """Procrastinate notices workers that fell silent, but leaves it to us to bring their deliveries to others."""
    while True:
        for stalled in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=rhythm.LEASE.total_seconds()):
            with suppress(ConnectorException):  # another worker was quicker
                await app.job_manager.retry_job(stalled)
        await asyncio.sleep(rhythm.PULSE.total_seconds())
