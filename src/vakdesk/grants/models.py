"""Applications and their rights, who has which of them and why, what is still asked, and the reviews in which owners say what stays."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.approvals.models import Approval
from vakdesk.grants.kinds import IN_USE, AccountWork, GrantState, Verdict, WhyRemoved, WishState
from vakdesk.grants.queries import AccessQuerySet, ApplicationQuerySet, CampaignQuerySet, ReviewItemQuerySet, RightQuerySet, WishQuerySet
from vakdesk.kit.translated import in_active_language
from vakdesk.records.models import Record
from vakdesk.services.models import Service
from vakdesk.tasks.models import Task
from vakdesk.tickets.models import IdentityWay, Ticket

PERSON = settings.AUTH_USER_MODEL
#: Later than any end: sort columns are never null.
NEVER = datetime(9000, 1, 1, tzinfo=UTC)


class Application(models.Model):
    """Something people have rights on. `owner` says who may have them, `team` carries that out."""

    names = models.JSONField(default=dict)
    about = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="applications")
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="applications")
    is_active = models.BooleanField(default=True)

    objects = ApplicationQuerySet.as_manager()

    #: Applications lie nowhere: whoever arranges them does so for the house.
    organisation_id = requester_id = None

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return in_active_language(self.names)

    def get_absolute_url(self) -> str:
        return reverse("grants:application", args=[self.pk])


class Right(models.Model):
    """One thing an application lets people do. `owner` is somebody else than the application's where that is named.

    `identity_needed`: nobody gets it before somebody made sure who they are, by `way` if one is named. `longest_days` is how
    long it is given at most, None for as long as needed.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="rights")
    names = models.JSONField(default=dict)
    allows = models.CharField(max_length=300, blank=True)
    own_owner = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    identity_needed = models.BooleanField(default=False)
    way = models.ForeignKey(IdentityWay, models.PROTECT, null=True, related_name="+")
    longest_days = models.IntegerField(null=True)
    is_active = models.BooleanField(default=True)

    objects = RightQuerySet.as_manager()

    class Meta:
        ordering = ["application", "pk"]
        constraints = [
            models.CheckConstraint(name="right_takes_some_time", condition=Q(longest_days=None) | Q(longest_days__gt=0)),
            models.CheckConstraint(name="right_way_if_identity", condition=Q(way=None) | Q(identity_needed=True)),
        ]

    organisation_id = team_id = requester_id = None

    def __str__(self) -> str:
        return f"{self.application} · {in_active_language(self.names)}"

    @property
    def name(self) -> str:
        return in_active_language(self.names)

    @property
    def owner_id(self) -> int:
        return self.own_owner_id or self.application.owner_id


class Wish(models.Model):
    """A right that a ticket asks for somebody, until it is given or not."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="access_wishes")
    right = models.ForeignKey(Right, models.PROTECT, related_name="wishes")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    why = models.CharField(max_length=500)
    ends_at = models.DateTimeField(default=NEVER)
    state = models.CharField(max_length=8, choices=WishState, default=WishState.ASKED)
    approval = models.OneToOneField(Approval, models.PROTECT, null=True, related_name="access_wish")
    task = models.OneToOneField(Task, models.PROTECT, null=True, related_name="access_wish")
    at = models.DateTimeField()

    objects = WishQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["ticket", "id"], name="wish_ticket")]
        constraints = [
            models.CheckConstraint(name="wish_with_reason", condition=~Q(why="")),
            models.UniqueConstraint(
                fields=["ticket", "right", "person"], condition=Q(state__in=[WishState.ASKED, WishState.TO_DO]), name="wish_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.right} – {self.person}"

    @property
    def until(self) -> datetime | None:
        return self.ends_at if self.ends_at < NEVER else None


class Grant(models.Model):
    """Who has which right, why, approved in which approval, given by whom, from when until when. What is over stays."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="grants")
    right = models.ForeignKey(Right, models.PROTECT, related_name="grants")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="access_grants")
    why = models.CharField(max_length=500)
    approval = models.OneToOneField(Approval, models.PROTECT, null=True, related_name="access_grant")
    given_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(default=NEVER)
    state = models.CharField(max_length=8, choices=GrantState, default=GrantState.HELD)
    warned_at = models.DateTimeField(null=True)
    why_removed = models.CharField(max_length=8, choices=WhyRemoved, blank=True)
    removal = models.OneToOneField(Task, models.PROTECT, null=True, related_name="access_removal")
    removed_at = models.DateTimeField(null=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "state", "id"], name="access_person"),
            models.Index(fields=["right", "state", "id"], name="access_right"),
            models.Index(fields=["state", "ends_at", "id"], name="access_ends"),
            models.Index(fields=["-starts_at", "-id"], name="access_newest"),
            models.Index(fields=["record", "id"], name="access_record"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["right", "person"], condition=Q(state__in=IN_USE), name="access_once"),
            models.CheckConstraint(name="access_removed_at_a_time", condition=Q(state=GrantState.REMOVED) ^ Q(removed_at=None)),
            models.CheckConstraint(name="access_goes_for_a_reason", condition=Q(state=GrantState.HELD) ^ ~Q(why_removed="")),
            models.CheckConstraint(name="access_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="access_not_by_oneself", condition=Q(given_by=None) | ~Q(given_by=F("person"))),
        ]

    def __str__(self) -> str:
        return f"{self.right} – {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("grants:grant", args=[self.pk])

    #: Where it lies: with the organisation of whoever has it.
    team_id = None

    @property
    def organisation_id(self) -> int | None:
        return self.person.organisation_id

    @property
    def requester_id(self) -> int:
        """Whoever owns the right may review it."""
        return self.right.owner_id

    @property
    def until(self) -> datetime | None:
        return self.ends_at if self.ends_at < NEVER else None


class AccountTask(models.Model):
    """A task that is work on somebody's account: it cannot be marked done before somebody made sure who asked."""

    task = models.OneToOneField(Task, models.PROTECT, primary_key=True, related_name="account_work")
    work = models.CharField(max_length=8, choices=AccountWork)
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.get_work_display())


class Campaign(models.Model):
    """A review: every right in force of the chosen applications, to be confirmed or revoked by its owner before a day."""

    title = models.CharField(max_length=120)
    begun_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = CampaignQuerySet.as_manager()

    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["-begun_at", "-pk"]
        indexes = [models.Index(fields=["-begun_at", "-id"], name="campaign_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("grants:campaign", args=[self.pk])


class ReviewItem(models.Model):
    """One grant in a review, whose owner it was asked of, and what they said."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="items")
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="reviews")
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True, default=Verdict.UNDECIDED)
    comment = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ReviewItemQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["owner", "verdict"], name="item_owner")]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "grant"], name="item_once"),
            models.CheckConstraint(name="item_decided_by_somebody", condition=Q(verdict="") ^ Q(decided_by__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.grant)


class Leaving(models.Model):
    """Somebody is going to leave on that day. Gone they are when the room of people says so."""

    person = models.OneToOneField(PERSON, models.PROTECT, primary_key=True, related_name="leaving")
    on = models.DateField()
    marked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(_("%(person)s leaves on %(day)s") % {"person": self.person, "day": self.on})
