"""Calendars and agreements with their versions, the clocks that follow from them, and the register of deviations.

A version, once recorded, does not change. Clocks are derived: they can be made anew from the logbook at any time.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from vakdesk.levels.kinds import AgreementKind, Measure, Responsibility, State, Verdict
from vakdesk.levels.queries import AgreementQuerySet, CalendarQuerySet, ClockQuerySet, DeviationQuerySet, VersionQuerySet
from vakdesk.records.models import Record, RecordModel
from vakdesk.services.models import Service
from vakdesk.suppliers.models import Supplier


class Calendar(models.Model):
    """When work is done, by a name people know: "Office hours", "24 × 7"."""

    name = models.CharField(max_length=80, unique=True)
    is_active = models.BooleanField(default=True)

    organisation_id = team_id = requester_id = None

    objects = CalendarQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("levels:calendar", args=[self.pk])


class CalendarVersion(models.Model):
    """Hours from a day on. `week`: seven lists (Monday first) of [from, until] in seconds of the day; `closing_days`: [[day, name], …]."""

    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    starts_on = models.DateField()
    recorded_at = models.DateTimeField()
    zone = models.CharField(max_length=40)
    week = models.JSONField()
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=10, blank=True)
    closing_days = models.JSONField(default=list)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["calendar", "number"]
        constraints = [models.UniqueConstraint(fields=["calendar", "number"], name="calendar_version_once")]

    def __str__(self) -> str:
        return f"{self.calendar} v{self.number}"


class Agreement(models.Model):
    """What was agreed with whom. An SLA without organisation and service holds for everybody who has none of their own."""

    kind = models.CharField(max_length=16, choices=AgreementKind)
    name = models.CharField(max_length=120, unique=True)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, blank=True, related_name="+")
    supplier = models.ForeignKey(Supplier, models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    #: It lies with its client or its team: who holds roles there alone arranges no others.
    requester_id = None

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(name="ola_has_a_team", condition=~Q(kind="ola") | Q(team__isnull=False)),
            models.CheckConstraint(name="underpinning_has_a_supplier", condition=~Q(kind="underpinning") | Q(supplier__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("levels:agreement", args=[self.pk])

    @property
    def slot(self) -> str:
        """The place it takes on a ticket: one SLA and one legal term at a time, one per team and per supplier of the others."""
        return f"{self.kind}:{self.pk}" if self.kind in (AgreementKind.OLA, AgreementKind.UNDERPINNING) else self.kind

    @property
    def with_whom(self) -> str:
        return " · ".join(str(one) for one in (self.organisation, self.service, self.team, self.supplier) if one)


class AgreementVersion(models.Model):
    """What holds for tickets that begin from `starts_at` on. `holds_for`: whom one may wait for without the clock running."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="versions")
    number = models.IntegerField()
    starts_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="+")
    falls_back_to = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="+")
    holds_for = models.JSONField(default=list)
    warn_at = models.JSONField(default=list)
    note = models.CharField(max_length=200, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="agreement_version_once")]

    def __str__(self) -> str:
        return f"{self.agreement} v{self.number}"


class Target(models.Model):
    """So many working seconds for one measure. Empty kind, priority or service means any; the most particular target holds."""

    version = models.ForeignKey(AgreementVersion, models.CASCADE, related_name="targets")
    measure = models.CharField(max_length=16, choices=Measure)
    kind = models.CharField(max_length=20, blank=True)
    priority = models.SmallIntegerField(null=True, blank=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    seconds = models.IntegerField()

    class Meta:
        ordering = ["version", "measure", "kind", "priority", "pk"]
        constraints = [models.CheckConstraint(name="target_is_not_zero", condition=Q(seconds__gt=0))]


class Clock(models.Model):
    """What one target's clock said when it was last read. `due_at` is None while it is held in time or has no target.

    `alarm_at` is when the timekeeper has to look next; `alarmed` the highest percentage it has acted upon.
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="clocks")
    slot = models.CharField(max_length=40)
    measure = models.CharField(max_length=16, choices=Measure)
    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=20)
    priority = models.SmallIntegerField(null=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State)
    verdict = models.CharField(max_length=8, choices=Verdict)
    target_seconds = models.IntegerField(null=True)
    consumed_seconds = models.IntegerField(default=0)
    read_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    alarm_at = models.DateTimeField(null=True)
    alarmed = models.SmallIntegerField(default=0)
    lap = models.IntegerField(default=0)
    late_laps = models.IntegerField(default=0)

    #: Only the timekeeper acts on a clock, for the house.
    organisation_id = team_id = requester_id = None

    objects = ClockQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "slot", "measure"], name="clock_once")]
        indexes = [
            models.Index(fields=["alarm_at"], condition=Q(alarm_at__isnull=False), name="clock_alarm"),
            models.Index(fields=["version", "started_at"], name="clock_version"),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()} {self.record.reference}"

    @property
    def agreement_kind(self) -> str:
        return self.slot.partition(":")[0]

    @property
    def runs(self) -> bool:
        return self.state == State.RUNNING

    def is_late(self, at: datetime) -> bool:
        """Breached by now, also when the timekeeper has not looked yet."""
        return self.verdict == Verdict.BREACHED or (self.state != State.STOPPED and self.due_at is not None and self.due_at < at)

    def used(self, at: datetime) -> float:
        """The part of the target that is used at `at` (0 to 1). Between two readings it grows evenly up to the due moment."""
        if not self.target_seconds:
            return 0.0
        used = self.consumed_seconds / self.target_seconds
        if self.state == State.RUNNING and self.due_at is not None and self.due_at > self.read_at:
            gone = (at - self.read_at) / (self.due_at - self.read_at)
            used += (1 - used) * min(1.0, max(0.0, gone))
        return min(1.0, used)

    def left(self, at: datetime) -> timedelta:
        """Until the due moment as the clock on the wall counts; negative once it is late. For clocks that are due."""
        assert self.due_at is not None
        return self.due_at - at


class Deviation(RecordModel):
    """An agreed time that was not met: why, whose doing, and whether it could have been avoided. One per clock and lap."""

    about = models.ForeignKey(Record, models.PROTECT, related_name="deviations")
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="deviations")
    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="deviations")
    measure = models.CharField(max_length=16, choices=Measure)
    due_at = models.DateTimeField()
    cause = models.CharField(max_length=500, blank=True)
    responsibility = models.CharField(max_length=16, choices=Responsibility, blank=True)
    avoidable = models.BooleanField(null=True)
    improvement = models.CharField(max_length=500, blank=True)
    explained_at = models.DateTimeField(null=True)

    objects = DeviationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "due_at"], name="deviation_once"),
            models.CheckConstraint(
                name="deviation_explained_has_a_cause",
                condition=Q(explained_at=None) | ~Q(cause="") & ~Q(responsibility="") & Q(avoidable__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["version", "due_at"], name="deviation_version")]

    def get_absolute_url(self) -> str:
        return reverse("levels:deviation", args=[self.reference])


def particular(target: Target) -> tuple[bool, bool, bool]:
    """How particular a target is: one for a service weighs most, then one for a kind, then one for a priority."""
    return (target.service_id is not None, bool(target.kind), target.priority is not None)


def fits(target: Target, *, kind: str, priority: Any, service_id: int | None) -> bool:
    return target.kind in ("", kind) and target.priority in (None, priority) and target.service_id in (None, service_id)
