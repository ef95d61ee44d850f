"""A line of a rota: who of a team is on, has the phone, has lessons or is away, from when until when."""

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import formats, timezone

from vakdesk.shifts.kinds import AWAY, ShiftKind
from vakdesk.shifts.queries import ShiftQuerySet


class Shift(models.Model):
    """An absence has no note: why somebody is absent is nobody's business here."""

    team = models.ForeignKey("people.Team", models.PROTECT, related_name="shifts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="shifts")
    kind = models.CharField(max_length=8, choices=ShiftKind, default=ShiftKind.SHIFT)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    note = models.CharField(max_length=120, blank=True)

    objects = ShiftQuerySet.as_manager()

    organisation_id = requester_id = None

    class Meta:
        indexes = [
            models.Index(fields=["team", "starts_at"], name="shift_team"),
            models.Index(fields=["person", "starts_at"], name="shift_person"),
        ]
        constraints = [
            models.CheckConstraint(name="shift_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="shift_absent_without_reason", condition=~Q(kind=ShiftKind.ABSENCE) | Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {when(self.starts_at, self.ends_at)}"

    def get_absolute_url(self) -> str:
        year, week, _day = timezone.localdate(self.starts_at).isocalendar()
        return f"{reverse('shifts:rota')}?team={self.team_id}&week={year}-W{week:02}"

    @property
    def is_away(self) -> bool:
        return self.kind in AWAY

    def as_seen(self) -> str:
        """A digest of what a form shows of it, so that one opened before a change can be told from a fresh one."""
        shown = f"{self.kind} {self.starts_at.timestamp()} {self.ends_at.timestamp()} {self.note}"
        return sha256(shown.encode()).hexdigest()[:16]


def when(start: datetime, end: datetime) -> str:
    """ "Mon 2 Mar 09:00–17:00", with the second day where it is another."""
    first, last = timezone.localtime(start), timezone.localtime(end)
    until = f"{last:%H:%M}" if last.date() == first.date() else f"{_day(last)} {last:%H:%M}"
    return f"{_day(first)} {first:%H:%M}–{until}"


def _day(at: datetime) -> str:
    return formats.date_format(at, "D j M")
