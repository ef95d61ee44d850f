"""An approval that was asked for a record, its steps, the seats of each step, and who decides in whose place."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from vakdesk.access.actors import Door
from vakdesk.access.roles import Role
from vakdesk.approvals.kinds import MAY_FALL, Answer, State
from vakdesk.approvals.queries import ApprovalQuerySet, DeputyQuerySet, SeatQuerySet
from vakdesk.kit.translated import in_active_language
from vakdesk.records.models import Record

PERSON = settings.AUTH_USER_MODEL


class Approval(models.Model):
    """What was asked, as it was shown, with its digest; which step is asked now. `matter` and `key` say what it is to its room.

    `used_at`: what was approved has been carried out, once.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="approvals")
    matter = models.CharField(max_length=40, blank=True)
    key = models.BigIntegerField(default=0)
    titles = models.JSONField()
    lines = models.JSONField(default=list)
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    step = models.SmallIntegerField(default=1)
    requester = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    remind_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["record", "id"], name="approval_record"),
            models.Index(fields=["state", "expires_at", "id"], name="approval_expires"),
            models.Index(fields=["state", "remind_at", "id"], name="approval_reminds"),
            models.Index(fields=["asked_by", "-asked_at", "-id"], name="approval_asker"),
        ]
        constraints = [
            models.CheckConstraint(name="approval_open_until_ended", condition=Q(state=State.ASKED) ^ Q(ended_at__isnull=False)),
            models.CheckConstraint(name="approval_used_if_approved", condition=Q(used_at=None) | Q(state=State.APPROVED)),
            models.CheckConstraint(name="approval_reminds_in_time", condition=Q(remind_at__lte=F("expires_at"))),
            models.UniqueConstraint(
                fields=["record", "matter", "key"], condition=Q(state=State.ASKED) & ~Q(matter=""), name="approval_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return in_active_language(self.titles)

    def get_absolute_url(self) -> str:
        return reverse("approvals:approval", args=[self.pk])

    @property
    def organisation_id(self) -> int | None:
        return self.record.organisation_id

    @property
    def team_id(self) -> int | None:
        return self.record.team_id

    @property
    def is_asked(self) -> bool:
        return self.state == State.ASKED

    @property
    def may_fall(self) -> bool:
        return self.state in MAY_FALL and self.used_at is None

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The values with their labels, in the reader's language."""
        return [(in_active_language(line["label"]), line["value"]) for line in self.lines]

    @property
    def outsiders(self) -> set[int]:
        """Who must not decide: whose wish it is, and who asked."""
        return {one for one in (self.requester_id, self.asked_by_id) if one is not None}


class Stage(models.Model):
    """One step: so many of its seats must approve."""

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="stages")
    position = models.SmallIntegerField()
    needed = models.SmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["approval", "position"], name="stage_once"),
            models.CheckConstraint(name="stage_needs_somebody", condition=Q(needed__gte=1)),
        ]

    def __str__(self) -> str:
        return str(self.position)


class Seat(models.Model):
    """One answer that is asked for, and who may give it: a person (or their deputy), any member of a team, any holder of a role."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="seats")
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="seats")
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=16, choices=Role, blank=True)
    is_stuck = models.BooleanField(default=False)
    answer = models.CharField(max_length=4, choices=Answer, default=Answer.OPEN)
    comment = models.TextField(blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    door = models.CharField(max_length=10, choices=Door, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["person", "answer"], name="seat_person"),
            models.Index(fields=["team", "answer"], name="seat_team"),
            models.Index(fields=["role", "answer"], name="seat_role"),
            models.Index(fields=["decided_by", "-decided_at", "-id"], name="seat_decided"),
        ]
        constraints = [
            models.CheckConstraint(
                name="seat_of_one",
                condition=Q(person=None, team=None) | Q(person=None, role="") | Q(team=None, role=""),
            ),
            models.CheckConstraint(
                name="seat_decided_by_somebody",
                condition=Q(answer__in=[Answer.YES, Answer.NO], decided_by__isnull=False, decided_at__isnull=False)
                | Q(answer__in=[Answer.OPEN, Answer.LEFT], decided_by=None, decided_at=None),
            ),
            models.CheckConstraint(name="seat_refused_with_reason", condition=~Q(answer=Answer.NO) | ~Q(comment="")),
            models.UniqueConstraint(fields=["stage", "decided_by"], condition=Q(decided_by__isnull=False), name="seat_one_voice_each"),
        ]

    def __str__(self) -> str:
        if self.person_id is not None:
            return str(self.person)
        if self.team_id is not None:
            return str(self.team)
        return str(self.get_role_display()) if self.role else _("nobody")

    @property
    def is_open(self) -> bool:
        return self.answer == Answer.OPEN

    @property
    def through_deputy(self) -> bool:
        return self.decided_by_id is not None and self.person_id is not None and self.decided_by_id != self.person_id


class Deputy(models.Model):
    """Somebody decides in a person's place from a moment to another. What the deputy decides stands in the deputy's own name."""

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(PERSON, models.PROTECT, related_name="stands_in")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = DeputyQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["deputy", "ends_at"], name="deputy_of"),
            models.Index(fields=["person", "ends_at"], name="deputy_for"),
        ]
        constraints = [
            models.CheckConstraint(name="deputy_of_another", condition=~Q(person=F("deputy"))),
            models.CheckConstraint(name="deputy_ends_after_start", condition=Q(ends_at__gte=F("starts_at"))),
        ]

    def __str__(self) -> str:
        return str(self.deputy)

    #: Where it lies: a person's own, as Actor.may() asks.
    organisation_id = team_id = None

    @property
    def requester_id(self) -> int:
        return self.person_id

    def is_on(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at


def stored_of(approval: Approval) -> dict[str, Any]:
    """What was asked, as its digest is made of it."""
    return {"titles": approval.titles, "lines": approval.lines, "text": approval.text}
