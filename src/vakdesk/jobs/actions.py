"""What an administrator decides about a background job."""

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.jobs.backend import backend
from vakdesk.jobs.models import Job
from vakdesk.jobs.permissions import MANAGE
from vakdesk.jobs.queries import State
from vakdesk.jobs.verbs import JOB_DISCARDED, JOB_RETRIED
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act


def retry(job: Job, *, by: Actor) -> None:
    """The failed job gets one more attempt, at once. Refuses a job that has not failed."""
    with act(by, may=MANAGE, on=job) as log:
        require(job.state == State.FAILED, _("Only a job that failed can be tried again."))
        job.state, job.run_at, job.finished_at = State.WAITING, log.at, None
        job.save(update_fields=["state", "run_at", "finished_at"])
        backend().deliver(job)
        log.record(JOB_RETRIED, job, task=job.task, attempts=job.attempts)


def discard(job: Job, *, by: Actor, reason: str) -> None:
    """The job is never run again. Refuses without a reason, and a job that is running or over."""
    with act(by, may=MANAGE, on=job) as log:
        require(job.state in {State.FAILED, State.WAITING}, _("Only a job that failed or still waits can be discarded."))
        require(reason.strip(), _("Say why this job need not be done."), field="reason")
        job.state, job.finished_at = State.DISCARDED, log.at
        job.save(update_fields=["state", "finished_at"])
        log.record(JOB_DISCARDED, job, sealed={"reason": reason.strip()}, task=job.task, attempts=job.attempts)
