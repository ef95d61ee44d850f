"""A task on a record, the sets of tasks that come along by themselves, and the time that work took."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vakdesk.kit import clock
from vakdesk.kit.translated import in_active_language
from vakdesk.records.models import Record
from vakdesk.tasks.bearers import page_of
from vakdesk.tasks.kinds import Occasion, Outcome, State, TaskKind
from vakdesk.tasks.queries import SpentQuerySet, TaskQuerySet, TaskSetQuerySet

person = settings.AUTH_USER_MODEL
#: Later than anything that is due: sort columns are never null.
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
LONGEST_TITLE = 120


class TaskSet(models.Model):
    """Tasks that belong together, and the occasion on which they come to a record of a kind and a category ("": of any).

    `in_order`: each of them waits for the one before it.
    """

    names = models.JSONField(default=dict)
    occasion = models.CharField(max_length=12, choices=Occasion, default=Occasion.BY_HAND)
    kind = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=60, blank=True)
    in_order = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    objects = TaskSetQuerySet.as_manager()

    #: Sets lie nowhere and are nobody's own: whoever arranges them does so for the house.
    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return in_active_language(self.names)

    def fits(self, kind: str, category: str) -> bool:
        """Whether it asks for no other kind or category."""
        return self.kind in ("", kind) and self.category in ("", category)


class TaskLine(models.Model):
    """One task of a set. Due so many working days after it came; for a team, or for whoever has the record then."""

    task_set = models.ForeignKey(TaskSet, models.CASCADE, related_name="lines")
    position = models.SmallIntegerField()
    titles = models.JSONField(default=dict)
    kind = models.CharField(max_length=12, choices=TaskKind, default=TaskKind.WORK)
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    for_worker = models.BooleanField(default=False)
    due_days = models.SmallIntegerField(null=True)
    estimate_minutes = models.IntegerField(null=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(name="task_line_for_one", condition=Q(team=None) | Q(for_worker=False))]

    def __str__(self) -> str:
        return in_active_language(self.titles)


class Task(models.Model):
    """Something to do for a record, by a person or a team. `titles` has the words by language; by hand there is one.

    `after` is the task that must be over before this one can be done.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="tasks")
    titles = models.JSONField(default=dict)
    about = models.TextField(blank=True)
    kind = models.CharField(max_length=12, choices=TaskKind, default=TaskKind.WORK)
    position = models.IntegerField()
    owner = models.ForeignKey(person, models.PROTECT, null=True, related_name="tasks")
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="tasks")
    due_at = models.DateTimeField(default=NEVER)
    estimate_minutes = models.IntegerField(null=True)
    is_public = models.BooleanField(default=False)
    after = models.ForeignKey("self", models.PROTECT, null=True, related_name="before")
    task_set = models.ForeignKey(TaskSet, models.PROTECT, null=True, related_name="tasks")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    why = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["record", "position", "id"], name="task_record"),
            models.Index(fields=["owner", "state", "due_at", "id"], name="task_owner"),
            models.Index(fields=["team", "state", "due_at", "id"], name="task_team"),
            models.Index(fields=["state", "due_at", "id"], name="task_due"),
        ]
        constraints = [
            models.CheckConstraint(name="task_open_until_ended", condition=Q(state=State.OPEN) ^ Q(ended_at__isnull=False)),
            models.CheckConstraint(name="task_skipped_with_reason", condition=~Q(state=State.SKIPPED) | ~Q(why="")),
            models.CheckConstraint(name="task_not_after_itself", condition=Q(after=None) | ~Q(after=F("id"))),
            models.CheckConstraint(name="task_outcome_of_calls", condition=Q(outcome="") | Q(kind=TaskKind.CALL_BACK)),
            models.CheckConstraint(name="task_takes_time", condition=Q(estimate_minutes=None) | Q(estimate_minutes__gt=0)),
        ]

    def __str__(self) -> str:
        return in_active_language(self.titles)

    def get_absolute_url(self) -> str:
        return f"{page_of(self.record)}#tasks"

    #: Where it lies for those who do not reach its record: with the team that has it.
    organisation_id = requester_id = None

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def due(self) -> datetime | None:
        return self.due_at if self.due_at < NEVER else None

    @property
    def estimate(self) -> timedelta | None:
        return timedelta(minutes=self.estimate_minutes) if self.estimate_minutes else None

    @property
    def spent_length(self) -> timedelta:
        """Of rows read by with_people()."""
        return timedelta(seconds=self.spent_seconds)  # type: ignore[attr-defined]

    @property
    def waits_for(self) -> "Task | None":
        """The open task that comes first."""
        return self.after if self.after and self.after.is_open else None


class Spent(models.Model):
    """A stretch of somebody's work on a record, for a task of it or for none. Without an end it runs; one at most per person.

    Team and organisation are where the record lay then: what a team worked stays its own when the record moves on.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="spent")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="spent")
    person = models.ForeignKey(person, models.PROTECT, related_name="spent")
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    seconds = models.IntegerField(default=0)
    about = models.CharField(max_length=200, blank=True)
    is_forgotten = models.BooleanField(default=False)

    objects = SpentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["record", "ended_at"], name="spent_record"),
            models.Index(fields=["ended_at", "id"], name="spent_ended"),
            models.Index(fields=["person", "-began_at", "-id"], name="spent_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="spent_one_runs"),
            models.CheckConstraint(name="spent_no_less_than_nothing", condition=Q(seconds__gte=0)),
            models.CheckConstraint(name="spent_ends_after_start", condition=Q(ended_at=None, seconds=0) | Q(ended_at__gte=F("began_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.record.reference} {self.began_at:%Y-%m-%d %H:%M}"

    @property
    def so_far(self) -> str:
        """How long it has run, as the page shows it: "0:12"."""
        minutes = int((clock.now() - self.began_at).total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"

    @property
    def length(self) -> timedelta:
        return timedelta(seconds=self.seconds)


class Estimate(models.Model):
    """How long the work on a record was thought to take."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="estimate")
    minutes = models.IntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="estimate_is_some_time", condition=Q(minutes__gt=0))]

    def __str__(self) -> str:
        return str(_("%(minutes)d min") % {"minutes": self.minutes})
