import pytest

from vakdesk.access.actors import Actor
from vakdesk.jobs import rhythm
from vakdesk.jobs.actions import retry
from vakdesk.jobs.embedded import work_off
from vakdesk.jobs.models import Job
from vakdesk.jobs.queries import State
from vakdesk.jobs.tests.samples import stumble
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed(monkeypatch: pytest.MonkeyPatch) -> Job:
    monkeypatch.setattr(rhythm, "ATTEMPTS", 1)
    stumble.enqueue(1)
    work_off()
    return Job.objects.failed().get()


def test_a_failed_job_gets_one_more_attempt(failed: Job, administrator: Actor) -> None:
    retry(failed, by=administrator)
    work_off()
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == (State.FAILED, 2)
    entry = Entry.objects.about(failed).get()
    assert failed.run_at == entry.at
    assert (entry.verb, entry.facts) == ("job.retried", {"task": "vakdesk.jobs.tests.samples.stumble", "attempts": 1})


def test_two_administrators_try_it_again_once(failed: Job, administrator: Actor) -> None:
    seen_by_the_other = Job.objects.get(pk=failed.pk)
    retry(failed, by=administrator)
    with pytest.raises(Refused):
        retry(seen_by_the_other, by=administrator)


def test_a_job_that_has_not_failed_is_not_tried_again(administrator: Actor) -> None:
    stumble.enqueue(1)
    with pytest.raises(Refused, match="Only a job that failed"):
        retry(Job.objects.get(), by=administrator)


def test_only_administrators_try_jobs_again(failed: Job, agent: Actor) -> None:
    with pytest.raises(NotAllowed):
        retry(failed, by=agent)
    assert not Job.objects.visible_to(agent).exists()
