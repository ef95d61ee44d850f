"""Question scripts, their published editions, and what was answered on a ticket."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from vakdesk.access.actors import Door
from vakdesk.kit.translated import in_active_language
from vakdesk.records.models import Record
from vakdesk.scripts.queries import AnswerQuerySet, ScriptQuerySet
from vakdesk.scripts.questions import Question, loaded
from vakdesk.tickets.kinds import TicketKind
from vakdesk.tickets.models import Category

person = settings.AUTH_USER_MODEL


class Script(models.Model):
    """What is asked about tickets of a kind and a category ("" and None: of any). `draft` is edited; `current` is asked.

    Keys of questions are counted by `last_key` and never used again, so that an answer means the same in every edition.
    """

    names = models.JSONField(default=dict)
    kind = models.CharField(max_length=20, choices=TicketKind, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="scripts")
    draft = models.JSONField(default=list)
    last_key = models.IntegerField(default=0)
    current = models.ForeignKey("scripts.Edition", models.PROTECT, null=True, related_name="+")

    objects = ScriptQuerySet.as_manager()

    #: Scripts lie nowhere and are nobody's own: whoever arranges them does so for the house.
    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return in_active_language(self.names)

    def get_absolute_url(self) -> str:
        return reverse("scripts:script", args=[self.pk])

    @property
    def questions(self) -> tuple[Question, ...]:
        """Of the draft."""
        return loaded(self.draft)

    @property
    def is_changed(self) -> bool:
        """Whether the draft asks something else than what is published."""
        return self.current is None or self.current.data != self.draft


class Edition(models.Model):
    """What a script asks since it was published. Never changed."""

    script = models.ForeignKey(Script, models.PROTECT, related_name="editions")
    number = models.IntegerField()
    data = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["script", "number"], name="script_edition")]

    def __str__(self) -> str:
        return str(self.script)

    @property
    def questions(self) -> tuple[Question, ...]:
        return loaded(self.data)


class Answer(models.Model):
    """What somebody answered to a question about a record, when and by which door. A later answer takes its place; it stays."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="answers")
    script = models.ForeignKey(Script, models.PROTECT, related_name="answers")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    question = models.CharField(max_length=8)
    value = models.TextField()
    by = models.ForeignKey(person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    door = models.CharField(max_length=8, choices=Door)
    is_current = models.BooleanField(default=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["record", "is_current"], name="answer_record")]
        constraints = [
            models.UniqueConstraint(fields=["record", "script", "question"], condition=Q(is_current=True), name="answer_one_holds"),
        ]

    def __str__(self) -> str:
        return self.value[:80]
