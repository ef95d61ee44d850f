"""Jobs with their fate, the timetable's last turns, and the workers that keep them. The same on both databases."""

from typing import Any

from django.db import models
from django.db.models import Q

from vakdesk.access.actors import Actor
from vakdesk.jobs.queries import JobQuerySet, State, WorkerQuerySet
from vakdesk.kit.archive import not_in_backups
from vakdesk.logbook.queries import sight


class Job(models.Model):
    """A call of a declared task, made in the transaction of the data it is about and run after the commit.

    `attempts` counts up at every start and never down, so a worker that lost its lease cannot overwrite what its
    successor wrote. `key` names work that one untried job does for all who ask for it.
    """

    #: Jobs belong to the whole house, as `Actor.may` wants to know of whatever is acted upon.
    organisation_id = team_id = requester_id = None

    task = models.CharField(max_length=200)
    arguments = models.JSONField()
    key = models.CharField(max_length=200, blank=True)
    priority = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=16, choices=State, default=State.WAITING)
    enqueued_at = models.DateTimeField()
    run_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    lease_owner = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    fault_type = models.CharField(max_length=200, blank=True)
    fault = models.CharField(max_length=300, blank=True)
    answer = models.JSONField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(state=State.WAITING, attempts=0) & ~Q(key=""), name="job_key_once"),
            models.CheckConstraint(condition=~Q(state=State.RUNNING) | Q(lease_until__isnull=False), name="job_running_on_lease"),
        ]
        indexes = [
            models.Index(fields=["-priority", "run_at", "id"], condition=Q(state__in=[State.WAITING, State.RUNNING]), name="job_open"),
            models.Index(fields=["state", "finished_at"], name="job_state"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.pk}"


class Turn(models.Model):
    """When a round of the timetable was last begun, and what went wrong if something did."""

    name = models.CharField(max_length=100, primary_key=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


@not_in_backups
class Worker(models.Model):
    """A process that runs jobs. One that has not been seen for a lease is taken for dead."""

    name = models.CharField(max_length=100, unique=True)
    host = models.CharField(max_length=80)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = WorkerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


@sight("jobs.job")
def _entries_about_jobs(actor: Actor) -> tuple[models.QuerySet[Any], None]:
    return Job.objects.visible_to(actor).values("pk"), None
