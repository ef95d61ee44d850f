"""Whose tickets may be used, who has a passport, what the desk suggests as evidence, and what was submitted."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from vakdesk.competence.kinds import Basis, CopyState, EvidenceKind, EvidenceState, Level, Origin
from vakdesk.competence.queries import (
    CopyQuerySet,
    EvidenceQuerySet,
    NeedQuerySet,
    PassportQuerySet,
    PurposeQuerySet,
    RatingQuerySet,
    SuggestionQuerySet,
)
from vakdesk.records.models import Blob, Record
from vakdesk.standards.crosswalk import Activity, activities
from vakdesk.standards.outlines import KEYS

PERSON = settings.AUTH_USER_MODEL
LONGEST_TEXT = 4_000


class Purpose(models.Model):
    """Whether the tickets of a client may be used to qualify people. No row: they may not."""

    organisation = models.OneToOneField("people.Organisation", models.PROTECT, primary_key=True, related_name="+")
    is_on = models.BooleanField()
    basis = models.CharField(max_length=12, choices=Basis)
    contract = models.CharField(max_length=200)
    starts_on = models.DateField()
    switched_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    switched_at = models.DateTimeField()

    objects = PurposeQuerySet.as_manager()

    class Meta:
        ordering = ["organisation"]
        constraints = [models.CheckConstraint(name="purpose_names_its_contract", condition=~Q(contract=""))]

    def __str__(self) -> str:
        return str(self.organisation)


def all_standards() -> list[str]:
    return [*KEYS]


class Passport(models.Model):
    """Somebody works towards standards, from a day: from then on the desk suggests what their work shows.

    `hints`: they let whoever assigns work see which kinds of it would help them.
    """

    person = models.OneToOneField(PERSON, models.PROTECT, primary_key=True, related_name="passport")
    starts_on = models.DateField()
    standards = models.JSONField(default=all_standards)
    opened_at = models.DateTimeField()
    hints = models.BooleanField(default=False)

    objects = PassportQuerySet.as_manager()

    organisation_id = team_id = None

    class Meta:
        ordering = ["person__folded", "person"]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def requester_id(self) -> int:
        """It is its person's own."""
        return self.person_id

    def get_absolute_url(self) -> str:
        return reverse("competence:passport_of", args=[self.person_id])


class Suggestion(models.Model):
    """A record on which somebody did what standards ask. Made from the logbook alone, and can be made anew (decision 0078)."""

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    origin = models.CharField(max_length=12, choices=Origin)
    happened_at = models.DateTimeField()

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-happened_at", "-id"], name="suggestion_of_person")]
        constraints = [models.UniqueConstraint(fields=["person", "record"], name="suggestion_once")]

    def __str__(self) -> str:
        return self.record.reference


class Trace(models.Model):
    """Which activity the work shows, by which entry, and from when it may be relied upon."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="traces")
    activity = models.CharField(max_length=4)
    rule = models.CharField(max_length=40)
    book = models.CharField(max_length=16)
    position = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    happened_at = models.DateTimeField()
    ripe_at = models.DateTimeField()

    class Meta:
        ordering = ["activity"]
        constraints = [models.UniqueConstraint(fields=["suggestion", "activity"], name="trace_once")]

    def __str__(self) -> str:
        return self.activity


class Evidence(models.Model):
    """What somebody submits to show what they can. Work is pointed at and never copied: `version`, `position` and `digest`
    are the record's as it stood when it was submitted. `share` is what they declare to be their own part, in percent."""

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=EvidenceKind)
    state = models.CharField(max_length=12, choices=EvidenceState)
    origin = models.CharField(max_length=12, choices=Origin)
    activities = models.JSONField(default=list)
    title = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField()
    at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=0)
    book = models.CharField(max_length=16, blank=True)
    position = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    situation = models.TextField(blank=True)
    task = models.TextField(blank=True)
    action = models.TextField(blank=True)
    result = models.TextField(blank=True)
    reflection = models.TextField(blank=True)
    share = models.PositiveSmallIntegerField(default=100, validators=[MaxValueValidator(100)])
    counted_share = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(100)])
    others = models.CharField(max_length=500, blank=True)

    observer = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    statement = models.TextField(blank=True)
    witness_name = models.CharField(max_length=120, blank=True)
    witness_role = models.CharField(max_length=120, blank=True)
    link_digest = models.CharField(max_length=64, blank=True)
    link_until = models.DateTimeField(null=True)

    blob = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)

    objects = EvidenceQuerySet.as_manager()

    organisation_id = team_id = None

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-happened_at", "-id"], name="evidence_of_person"),
            models.Index(fields=["record"], condition=Q(record__isnull=False), name="evidence_of_record"),
            models.Index(fields=["link_digest"], condition=~Q(link_digest=""), name="evidence_by_link"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "record"], condition=Q(state=EvidenceState.SUBMITTED, kind=EvidenceKind.WORK), name="evidence_once"
            ),
            models.CheckConstraint(
                name="evidence_of_work_is_pinned", condition=~Q(kind=EvidenceKind.WORK) | Q(record__isnull=False) & ~Q(digest="")
            ),
            models.CheckConstraint(
                name="evidence_submitted_at_a_moment", condition=~Q(state=EvidenceState.SUBMITTED) | Q(submitted_at__isnull=False)
            ),
            models.CheckConstraint(name="evidence_share_is_a_part", condition=Q(share__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.record.reference} {self.record.title}" if self.record else self.title

    @property
    def requester_id(self) -> int:
        """It is its person's own."""
        return self.person_id

    @property
    def shown_activities(self) -> list[Activity]:
        known = activities()
        return [known[code] for code in self.activities if code in known]

    @property
    def is_submitted(self) -> bool:
        return self.state == EvidenceState.SUBMITTED

    @property
    def waits(self) -> bool:
        """Somebody saw it; its person has not submitted it."""
        return self.state == EvidenceState.OFFERED

    @property
    def is_seen(self) -> bool:
        """A person stood beside it."""
        return self.kind in (EvidenceKind.OBSERVATION, EvidenceKind.WITNESS)

    @property
    def has_changed_since(self) -> bool:
        """The record is not as it stood when this was submitted."""
        return self.record is not None and self.is_submitted and self.record.version != self.version

    @property
    def counts(self) -> bool:
        """Submitted, and its record is not kept from others: what an assessor could not be shown shows nothing."""
        return self.is_submitted and not (self.record is not None and self.record.restricted)

    def get_absolute_url(self) -> str:
        return reverse("competence:evidence", args=[self.pk])


class Copy(models.Model):
    """A redacted copy of evidence that may leave the desk once somebody else has read it beside the original.

    `salted` is the digest of salt and original: whether the original has changed can be told, what it was cannot.
    """

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="copies")
    state = models.CharField(max_length=12, choices=CopyState, default=CopyState.PREPARED)
    text = models.TextField()
    hidden = models.JSONField(default=list)
    salt = models.CharField(max_length=32)
    salted = models.CharField(max_length=64)
    why = models.CharField(max_length=500, blank=True)
    prepared_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = CopyQuerySet.as_manager()

    organisation_id = team_id = None

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["at"], condition=Q(state=CopyState.PREPARED), name="copy_waiting")]
        constraints = [
            models.CheckConstraint(name="copy_decided_by_another", condition=~Q(decided_by=models.F("prepared_by"))),
            models.CheckConstraint(
                name="copy_is_decided", condition=Q(state=CopyState.PREPARED, decided_by=None) | Q(decided_by__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.evidence)

    @property
    def requester_id(self) -> int:
        return self.prepared_by_id

    @property
    def waits(self) -> bool:
        return self.state == CopyState.PREPARED

    @property
    def is_released(self) -> bool:
        return self.state == CopyState.RELEASED

    def get_absolute_url(self) -> str:
        return reverse("competence:copy", args=[self.pk])


class Rating(models.Model):
    """How far somebody is with one thing, in the eyes of `rater`: themselves, or who coaches them. The newest of each."""

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    standard = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    rater = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "standard", "code", "rater"], name="rating_newest_of_each")]

    def __str__(self) -> str:
        return f"{self.code}: {self.get_level_display()}"


class Need(models.Model):
    """What somebody wants to learn, for one thing a standard asks, with its steps. It ends when both have looked back on it."""

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    standard = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    what = models.CharField(max_length=300)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    own_word = models.CharField(max_length=500, blank=True)
    coach = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    coach_word = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = NeedQuerySet.as_manager()

    organisation_id = team_id = None

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="need_ends_with_two_words", condition=Q(ended_at=None) | ~Q(own_word="") & ~Q(coach_word=""))
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def requester_id(self) -> int:
        return self.person_id


class Step(models.Model):
    """One step of a plan, with the day by which it is done."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="steps")
    what = models.CharField(max_length=300)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.what
