"""Both backends, as far as the database at hand has them, and ways to let them work."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
from django.conf import settings as house
from django.db import connection
from django_tasks import task_backends

from vakdesk.access.actors import Actor
from vakdesk.jobs.backend import JobBackend
from vakdesk.jobs.embedded import EmbeddedBackend, work_off
from vakdesk.jobs.lanes import keep
from vakdesk.jobs.models import Job
from vakdesk.jobs.queries import State
from vakdesk.jobs.tests import samples
from vakdesk.kit import clock

EMBEDDED = "vakdesk.jobs.embedded.EmbeddedBackend"
PROCRASTINATE = "vakdesk.jobs.procrastinate.ProcrastinateBackend"


BOTH = [
    pytest.param(EMBEDDED, id="embedded", marks=pytest.mark.django_db),
    pytest.param(PROCRASTINATE, id="procrastinate", marks=pytest.mark.django_db(transaction=True)),
]


@pytest.fixture(params=BOTH if house.ON_POSTGRESQL else BOTH[:1])
def backend(request: pytest.FixtureRequest, settings: Any) -> Iterator[JobBackend]:
    """Each backend in turn. Procrastinate receives on connections of its own, which see only what is committed."""
    settings.TASKS = {"default": {"BACKEND": request.param, "QUEUES": []}}
    samples.ran.clear()
    yield task_backends["default"]
    if request.param == PROCRASTINATE:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
            cursor.execute("DELETE FROM procrastinate_workers")


@pytest.fixture
def work(backend: JobBackend) -> Callable[[], None]:
    """`work()`: a worker does what is due now."""
    return work_off if isinstance(backend, EmbeddedBackend) else lambda: _receive_all(backend)


@pytest.fixture
def hasten(backend: JobBackend) -> Callable[[], None]:
    """`hasten()`: what waits for its time is due now."""

    def move() -> None:
        Job.objects.filter(state=State.WAITING).update(run_at=clock.now() - timedelta(seconds=1))
        if not isinstance(backend, EmbeddedBackend):
            with connection.cursor() as cursor:
                cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now()")

    return move


def _receive_all(backend: JobBackend) -> None:
    stop = Event()
    receiver = Thread(target=keep, args=(backend.lanes("tester", stop)[0], stop), kwargs={"idle": 0.1})
    receiver.start()
    while Job.objects.due(clock.now()).exists() or Job.objects.running().exists():
        stop.wait(0.02)
    stop.set()
    receiver.join()


@pytest.fixture
def administrator(ann: Any, actor: Callable[..., Actor]) -> Actor:
    return actor(ann)


@pytest.fixture
def agent(ada: Any, actor: Callable[..., Actor]) -> Actor:
    return actor(ada)
