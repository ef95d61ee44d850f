"""The housekeeping of the jobs room itself."""

from datetime import timedelta

from vakdesk.jobs import rhythm
from vakdesk.jobs.models import Job, Worker
from vakdesk.jobs.queries import State
from vakdesk.kit import clock
from vakdesk.kit.timetable import every


@every(timedelta(hours=6), name="jobs.sweep")
def sweep() -> None:
    """Forgets jobs that were done or discarded long ago, and workers that are long dead. Failed jobs stay."""
    long_ago = clock.now() - rhythm.KEEP
    Job.objects.filter(state__in=[State.DONE, State.DISCARDED], finished_at__lt=long_ago).delete()
    Worker.objects.filter(seen_at__lt=long_ago).delete()
