"""Verifying the logbook takes as long as the logbook is: about 20 s per 100,000 entries. So a worker does it."""

from django_tasks import task

from vakdesk.access.actors import machine
from vakdesk.administration.concluding import conclude
from vakdesk.administration.models import Verification
from vakdesk.logbook.verify import verify

VERIFIER = machine("verifier", "Verifier")


@task()
def verify_logbook(verification_id: int) -> None:
    """What was asked for is concluded; once concluded it is left alone."""
    asked = Verification.objects.get(pk=verification_id)
    if asked.finished_at is None:
        conclude(asked, by=VERIFIER, report=verify())
