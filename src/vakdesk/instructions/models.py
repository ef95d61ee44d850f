"""An instruction, its published editions and files; to whom it was given, and sessions in which people were instructed orally."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from vakdesk.instructions.content import Content, loaded
from vakdesk.instructions.kinds import NOT_YET, Progress, Stage
from vakdesk.instructions.queries import GivingQuerySet, InstructionQuerySet, MediumQuerySet
from vakdesk.records.models import Blob, Record, RecordModel
from vakdesk.records.sniffing import PICTURES

PERSON = settings.AUTH_USER_MODEL


class Instruction(RecordModel):
    """`draft` is written and reviewed; `current` is read. `is_open`: anybody of the record's organisation (none: anybody) finds it.

    `written_by` asked for the review that is going on: somebody else ends it.
    """

    stage = models.CharField(max_length=12, choices=Stage, default=Stage.DRAFT)
    draft = models.JSONField(default=dict)
    current = models.ForeignKey("instructions.InstructionEdition", models.PROTECT, null=True, related_name="+")
    is_open = models.BooleanField(default=False)
    written_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    objects = InstructionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["stage", "-record"], name="instruction_stage")]

    def get_absolute_url(self) -> str:
        return reverse("instructions:instruction", args=[self.reference])

    @property
    def content(self) -> Content:
        """Of the draft."""
        return loaded(self.draft)

    @property
    def is_published(self) -> bool:
        return self.current_id is not None


class InstructionEdition(models.Model):
    """What an instruction says since it was published. Never changed: who was instructed was instructed about this text."""

    instruction = models.ForeignKey(Instruction, models.PROTECT, related_name="editions")
    number = models.IntegerField()
    title = models.CharField(max_length=200)
    data = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["instruction", "number"], name="instruction_edition_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def content(self) -> Content:
        return loaded(self.data)


class Medium(models.Model):
    """A picture, a short video or its captions. Kept as long as the instruction, since editions show it."""

    instruction = models.ForeignKey(Instruction, models.PROTECT, related_name="media")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="instruction_media")
    name = models.CharField(max_length=255)

    objects = MediumQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.blob.content_type in PICTURES


class Session(models.Model):
    """People were instructed face to face: when, by whom, who looked on, and what was covered."""

    instruction = models.ForeignKey(Instruction, models.PROTECT, related_name="sessions")
    edition = models.ForeignKey(InstructionEdition, models.PROTECT, related_name="+")
    held_at = models.DateTimeField()
    led_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    observer = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    covered = models.TextField()

    class Meta:
        ordering = ["-held_at"]

    def __str__(self) -> str:
        return f"{self.instruction.reference} {self.held_at:%Y-%m-%d}"


class Giving(models.Model):
    """An edition given to a person, perhaps on a ticket (`record`), and what became of it. One at a time of each instruction.

    `was_present` is None where no session was held. `worked` is what the person said, None before they did.
    """

    instruction = models.ForeignKey(Instruction, models.PROTECT, related_name="givings")
    edition = models.ForeignKey(InstructionEdition, models.PROTECT, related_name="givings")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="instructions")
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="instructions_given")
    given_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    progress = models.CharField(max_length=12, choices=Progress, default=Progress.GIVEN)
    read_at = models.DateTimeField(null=True)
    instructed_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict)
    worked = models.BooleanField(null=True)
    wrong = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True)
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="givings")
    was_present = models.BooleanField(null=True)

    objects = GivingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "progress", "-given_at"], name="giving_person"),
            models.Index(fields=["instruction", "progress"], name="giving_instruction"),
            models.Index(fields=["-given_at", "-id"], name="giving_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["instruction", "person"], condition=Q(progress__in=NOT_YET), name="giving_one_open"),
            models.CheckConstraint(name="giving_instructed_once", condition=Q(progress=Progress.INSTRUCTED) ^ Q(instructed_at=None)),
        ]

    def __str__(self) -> str:
        return _("%(title)s for %(person)s") % {"title": self.edition.title, "person": self.person}

    def get_absolute_url(self) -> str:
        return reverse("instructions:read", args=[self.instruction.reference])

    #: It lies where its person does, and is that person's own.
    team_id = None

    @property
    def organisation_id(self) -> int | None:
        return self.person.organisation_id  # type: ignore[no-any-return]

    @property
    def requester_id(self) -> int:
        return self.person_id

    @property
    def is_open(self) -> bool:
        return self.progress in NOT_YET
