"""The words of instructions: how one stands, for whom it is, and how far somebody has come with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vakdesk.records.kinds import RecordType, record_types

INSTRUCTION = record_types.add(RecordType("instruction", "INS", _("Instruction"), "instructions:instruction"))


class Stage(models.TextChoices):
    """Of the text that is being written; an edition that is published stays so meanwhile."""

    DRAFT = "draft", pgettext_lazy("stage of an instruction", "Draft")
    REVIEW = "review", pgettext_lazy("stage of an instruction", "In review")
    PUBLISHED = "published", pgettext_lazy("stage of an instruction", "Published")


class Level(models.TextChoices):
    """Language levels of the Common European Framework of Reference (Council of Europe, 2001)."""

    A1 = "A1", _("A1: first words")
    A2 = "A2", _("A2: simple sentences")
    B1 = "B1", _("B1: everyday language")
    B2 = "B2", _("B2: fluent")
    C1 = "C1", _("C1: long and difficult texts")
    C2 = "C2", _("C2: everything")


class Experience(models.TextChoices):
    """What the reader already does with computers."""

    NONE = "none", _("hardly any")
    SOME = "some", _("everyday use")
    MUCH = "much", _("IT is their work")


class Progress(models.TextChoices):
    """How far a person has come with what was given to them."""

    GIVEN = "given", pgettext_lazy("an instruction to a person", "Not opened yet")
    READ = "read", pgettext_lazy("an instruction to a person", "Began")
    INSTRUCTED = "instructed", pgettext_lazy("an instruction to a person", "Instructed")
    TAKEN_BACK = "taken_back", pgettext_lazy("an instruction to a person", "Taken back")


#: Those who still have to do something.
NOT_YET = (Progress.GIVEN, Progress.READ)
TONES = {Progress.GIVEN: "warn", Progress.READ: "accent", Progress.INSTRUCTED: "good", Progress.TAKEN_BACK: "plain"}
STAGE_TONES = {Stage.DRAFT: "plain", Stage.REVIEW: "warn", Stage.PUBLISHED: "good"}
