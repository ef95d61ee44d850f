"""What the catalogue offers, the editions of its forms, forms that are being filled in, and what was asked for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from vakdesk.access.roles import Role
from vakdesk.catalogue.fields import Field, loaded
from vakdesk.catalogue.kinds import Per, Whom
from vakdesk.catalogue.queries import FillingQuerySet, OfferingQuerySet, SubmissionQuerySet
from vakdesk.kit.translated import in_active_language
from vakdesk.records.models import Record
from vakdesk.services.models import Service
from vakdesk.tasks.models import TaskSet
from vakdesk.tickets.kinds import TicketKind
from vakdesk.tickets.models import Category

person = settings.AUTH_USER_MODEL


class Shelf(models.Model):
    """A category of the catalogue, as those who ask know it. Without offerings nobody sees it."""

    names = models.JSONField(default=dict)
    icon = models.CharField(max_length=40, default="package")
    position = models.SmallIntegerField(default=0)

    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return in_active_language(self.names)


class Offering(models.Model):
    """Something that can be asked for. `names`, `about` and `found_by` (other words for it) are by language.

    `draft` is edited; `current` is what is filled in. Keys of fields are counted by `last_key` and never used again.
    `price_cents` and `takes_days` (working days) are None where nothing is said; 0 is free, and the same day.
    """

    code = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(default=dict)
    about = models.JSONField(default=dict)
    found_by = models.JSONField(default=dict)
    icon = models.CharField(max_length=40, default="package")
    shelf = models.ForeignKey(Shelf, models.PROTECT, null=True, related_name="offerings")
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="offerings")
    kind = models.CharField(max_length=20, choices=TicketKind, default=TicketKind.SERVICE_REQUEST)
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="offerings")
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    price_cents = models.IntegerField(null=True)
    per = models.CharField(max_length=8, choices=Per, default=Per.ONCE)
    takes_days = models.SmallIntegerField(null=True)
    for_everyone = models.BooleanField(default=True)
    one_at_a_time = models.BooleanField(default=False)
    task_set = models.ForeignKey(TaskSet, models.PROTECT, null=True, related_name="offerings")
    draft = models.JSONField(default=list)
    last_key = models.IntegerField(default=0)
    current = models.ForeignKey("catalogue.Edition", models.PROTECT, null=True, related_name="+")

    objects = OfferingQuerySet.as_manager()

    organisation_id = requester_id = None

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="offering_price", condition=Q(price_cents=None) | Q(price_cents__gte=0)),
            models.CheckConstraint(name="offering_takes", condition=Q(takes_days=None) | Q(takes_days__gte=0)),
        ]

    def __str__(self) -> str:
        return in_active_language(self.names)

    def get_absolute_url(self) -> str:
        return reverse("catalogue:offering", args=[self.pk])

    @property
    def words(self) -> str:
        """What it is, in the reader's language."""
        return in_active_language(self.about)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Of the draft."""
        return loaded(self.draft)

    @property
    def is_changed(self) -> bool:
        """Whether the draft asks something else than what is published."""
        return self.current is None or self.current.data != self.draft


class Asker(models.Model):
    """Some of those who may ask, where not everybody may: an organisation, a team, a group, or all who hold a role."""

    offering = models.ForeignKey(Offering, models.CASCADE, related_name="askers")
    whom = models.CharField(max_length=12, choices=Whom)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey("people.Group", models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=16, choices=Role, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="asker_is_one",
                condition=Q(whom=Whom.ORGANISATION, organisation__isnull=False, team=None, group=None, role="")
                | Q(whom=Whom.TEAM, organisation=None, team__isnull=False, group=None, role="")
                | Q(whom=Whom.GROUP, organisation=None, team=None, group__isnull=False, role="")
                | Q(whom=Whom.ROLE, organisation=None, team=None, group=None) & ~Q(role=""),
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.team or self.group or self.get_role_display())


class Edition(models.Model):
    """The form of an offering since it was published. Never changed."""

    offering = models.ForeignKey(Offering, models.PROTECT, related_name="editions")
    number = models.IntegerField()
    data = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["offering", "number"], name="offering_edition")]

    def __str__(self) -> str:
        return str(self.offering)

    @property
    def fields(self) -> tuple[Field, ...]:
        return loaded(self.data)


class Filling(models.Model):
    """A form that somebody is filling in, by the edition that was current when they began. Once sent only `sent_as` is left."""

    key = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(person, models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    sent_as = models.ForeignKey(Record, models.CASCADE, null=True, related_name="+")
    saved_at = models.DateTimeField()

    objects = FillingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-saved_at"], name="filling_person")]

    def __str__(self) -> str:
        return str(self.edition)


class FillingFile(models.Model):
    """A file that will go with it, by the field it answers. The reference keeps the bytes from being swept."""

    filling = models.ForeignKey(Filling, models.CASCADE, related_name="files")
    field = models.CharField(max_length=8)
    blob = models.ForeignKey("records.Blob", models.PROTECT, related_name="filling_files")
    name = models.CharField(max_length=255)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """What was asked for: the answers by field, and the edition in which to read them. It hangs on the ticket it became."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="submission")
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="submissions")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    by = models.ForeignKey(person, models.PROTECT, related_name="+")
    answers = models.JSONField()
    at = models.DateTimeField()

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-record"]
        indexes = [models.Index(fields=["offering", "by", "-at"], name="submission_last")]

    def __str__(self) -> str:
        return f"{self.record.reference}: {self.offering}"
