"""A line of a rota: who is on, has the phone, has lessons or is away, from when until when. And appointments on tickets."""

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import formats, timezone

from vakdesk.shifts.kinds import AWAY, AppointmentKind, AppointmentState, Consent, Safe, ShiftKind
from vakdesk.shifts.queries import AppointmentQuerySet, FeedQuerySet, ShiftQuerySet
from vakdesk.tickets.models import Ticket

#: What the safety checklist of a site visit asks.
SAFETY = ("power", "esd", "ladder", "tools")


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


class Appointment(models.Model):
    """Who is with a user when and where, or connects to their device. `begun_by` was there, or was connected, from `begun_at` until `ended_at`.

    `revision` counts how often its requester has been told something else of it.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=12, choices=AppointmentKind)
    state = models.CharField(max_length=10, choices=AppointmentState, default=AppointmentState.PLANNED)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    safe_power = models.CharField(max_length=10, choices=Safe, blank=True)
    safe_esd = models.CharField(max_length=10, choices=Safe, blank=True)
    safe_ladder = models.CharField(max_length=10, choices=Safe, blank=True)
    safe_tools = models.CharField(max_length=10, choices=Safe, blank=True)
    consent_how = models.CharField(max_length=8, choices=Consent, blank=True)
    consent_at = models.DateTimeField(null=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=500, blank=True)
    revision = models.IntegerField(default=0)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["ticket", "starts_at"], name="appointment_ticket"),
            models.Index(fields=["person", "starts_at"], name="appointment_person"),
        ]
        constraints = [
            models.CheckConstraint(name="appointment_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="appointment_cancelled_with_reason", condition=~Q(state=AppointmentState.CANCELLED) | ~Q(why="")),
            models.CheckConstraint(
                name="appointment_begun_by_somebody",
                condition=Q(state__in=[AppointmentState.PLANNED, AppointmentState.CANCELLED])
                | Q(begun_by__isnull=False, begun_at__isnull=False),
            ),
            models.CheckConstraint(
                name="appointment_remote_with_consent",
                condition=Q(begun_at=None) | ~Q(kind=AppointmentKind.REMOTE) | Q(consent_at__isnull=False) & ~Q(consent_how=""),
            ),
            models.CheckConstraint(
                name="appointment_visit_is_safe",
                condition=Q(begun_at=None)
                | ~Q(kind=AppointmentKind.VISIT)
                | Q(**{f"safe_{item}__in": [Safe.YES, Safe.NOT_NEEDED] for item in SAFETY}),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.when}"

    @property
    def when(self) -> str:
        return when(self.starts_at, self.ends_at)

    @property
    def kept(self) -> str:
        """From when until when it really was, or since when it is."""
        assert self.begun_at is not None
        return when(self.begun_at, self.ended_at) if self.ended_at else f"{timezone.localtime(self.begun_at):%H:%M}–"

    @property
    def is_to_come(self) -> bool:
        return self.state in (AppointmentState.PLANNED, AppointmentState.BEGUN)

    @property
    def answers(self) -> list[str]:
        return [getattr(self, f"safe_{item}") for item in SAFETY]

    @property
    def is_answered(self) -> bool:
        return all(self.answers)

    @property
    def is_unsafe(self) -> bool:
        return Safe.NO in self.answers

    @property
    def is_safe(self) -> bool:
        return self.is_answered and not self.is_unsafe

    @property
    def icon(self) -> str:
        return {"visit": "map-pin", "remote": "monitor-smartphone"}.get(self.kind, "calendar-check")

    @property
    def tone(self) -> str:
        return {"begun": "accent", "over": "good"}.get(self.state, "plain")


class Feed(models.Model):
    """The address at which a calendar program reads somebody's shifts and appointments; of it only the SHA-256 is kept."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="feed")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    objects = FeedQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.person)


def when(start: datetime, end: datetime) -> str:
    """ "Mon 2 Mar 09:00–17:00", with the second day where it is another."""
    first, last = timezone.localtime(start), timezone.localtime(end)
    until = f"{last:%H:%M}" if last.date() == first.date() else f"{_day(last)} {last:%H:%M}"
    return f"{_day(first)} {first:%H:%M}–{until}"


def _day(at: datetime) -> str:
    return formats.date_format(at, "D j M")
