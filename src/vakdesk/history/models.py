"""What was brought in: each run, and under which number each ticket was known elsewhere."""

from typing import Any

from django.conf import settings
from django.db import models

from vakdesk.history.queries import CaseQuerySet, RunQuerySet
from vakdesk.records.models import Record


class Run(models.Model):
    """One file that was brought in. `skipped` holds the first rows that were left out, as [line, why]."""

    system = models.CharField(max_length=60)
    file = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    tickets = models.IntegerField(default=0)
    entries = models.IntegerField(default=0)
    known = models.IntegerField(default=0)
    skipped = models.IntegerField(default=0)
    reasons: Any = models.JSONField(default=list)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.system}: {self.file}"


class Case(models.Model):
    """The number a ticket had in another system, and a digest of what came with it."""

    system = models.CharField(max_length=60)
    number = models.CharField(max_length=80)
    record = models.OneToOneField(Record, models.PROTECT, related_name="elsewhere")
    run = models.ForeignKey(Run, models.PROTECT, related_name="cases")
    digest = models.CharField(max_length=64)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "number"], name="case_known_once")]

    def __str__(self) -> str:
        return f"{self.system} {self.number}"
