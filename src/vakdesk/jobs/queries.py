"""Which jobs wait, run or failed, and which workers are alive?"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.jobs import rhythm
from vakdesk.jobs.permissions import MANAGE

if TYPE_CHECKING:
    from vakdesk.jobs.models import Job, Worker


class State(models.TextChoices):
    """Where a job stands. Waiting and running jobs are still to be done."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    DISCARDED = "discarded", _("discarded")


@dataclass(frozen=True)
class JobRow:
    """One job as administrators see it: no arguments, the fault clipped."""

    id: int
    name: str
    state: State
    attempts: int
    run_at: datetime
    fault: str


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, actor: Actor) -> "JobQuerySet":
        return self if actor.reach(MANAGE).house else self.none()

    def waiting(self) -> "JobQuerySet":
        return self.filter(state=State.WAITING)

    def running(self) -> "JobQuerySet":
        return self.filter(state=State.RUNNING)

    def failed(self) -> "JobQuerySet":
        """Given up after the last attempt; an administrator retries or discards them."""
        return self.filter(state=State.FAILED)

    def open(self) -> "JobQuerySet":
        return self.filter(state__in=[State.WAITING, State.RUNNING])

    def due(self, at: datetime) -> "JobQuerySet":
        """Waiting and their time has come, or running for a worker that has fallen silent. Most urgent first."""
        lapsed = Q(state=State.RUNNING, lease_until__lt=at)
        return self.filter(Q(state=State.WAITING, run_at__lte=at) | lapsed).order_by("-priority", "run_at", "pk")

    def overview(self) -> list[JobRow]:
        """What an administrator may have to look at: failed jobs first, then running, then waiting ones."""
        rank = Case(When(state=State.FAILED, then=Value(0)), When(state=State.RUNNING, then=Value(1)), default=Value(2))
        jobs = self.exclude(state__in=[State.DONE, State.DISCARDED]).order_by(rank, "run_at", "pk")
        return [JobRow(job.pk, job.task, State(job.state), job.attempts, job.run_at, job.fault) for job in jobs]


class WorkerQuerySet(models.QuerySet["Worker"]):
    def alive(self, at: datetime) -> "WorkerQuerySet":
        return self.filter(seen_at__gte=at - rhythm.LEASE).order_by("pk")
