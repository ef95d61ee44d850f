import pytest

from vakdesk.access.actors import Actor
from vakdesk.jobs.actions import discard
from vakdesk.jobs.embedded import work_off
from vakdesk.jobs.models import Job
from vakdesk.jobs.queries import State
from vakdesk.jobs.running import take_due
from vakdesk.jobs.tests.samples import ran, remember
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def job() -> Job:
    ran.clear()
    remember.enqueue(1)
    return Job.objects.get()


def test_a_discarded_job_is_never_run(job: Job, administrator: Actor) -> None:
    discard(job, by=administrator, reason=" The printer is gone ")
    work_off()
    assert ran == []
    assert Job.objects.get().state == State.DISCARDED
    entry = Entry.objects.about(job).get()
    assert (entry.verb, entry.sealed["reason"]) == ("job.discarded", "The printer is gone")


def test_a_running_job_is_not_discarded(job: Job, administrator: Actor) -> None:
    take_due("somebody")
    with pytest.raises(Refused, match="failed or still waits"):
        discard(job, by=administrator, reason="Too slow")


def test_a_job_is_not_discarded_without_a_reason(job: Job, administrator: Actor) -> None:
    with pytest.raises(Refused) as refusal:
        discard(job, by=administrator, reason=" ")
    assert refusal.value.field == "reason"
    assert Job.objects.get().state == State.WAITING


def test_only_administrators_discard_jobs(job: Job, agent: Actor) -> None:
    with pytest.raises(NotAllowed):
        discard(job, by=agent, reason="Mine")
