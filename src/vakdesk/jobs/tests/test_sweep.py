from datetime import timedelta

import pytest

from vakdesk.jobs import rhythm
from vakdesk.jobs.jobs import sweep
from vakdesk.jobs.models import Job, Worker
from vakdesk.jobs.queries import State
from vakdesk.jobs.tests.samples import remember
from vakdesk.jobs.worker import beat
from vakdesk.kit import clock

pytestmark = pytest.mark.django_db


def test_old_jobs_are_forgotten_unless_they_failed() -> None:
    for state in (State.DONE, State.DISCARDED, State.FAILED):
        remember.enqueue(1)
        Job.objects.filter(state=State.WAITING).update(state=state, finished_at=clock.now())
    beat("old")
    sweep()
    assert Job.objects.count() == 3
    with clock.travel(clock.now() + rhythm.KEEP + timedelta(minutes=1)):
        sweep()
    assert Job.objects.get().state == State.FAILED
    assert not Worker.objects.exists()
