"""Entries, the head of each book, and how far each follower has read. Written by act() alone."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Door
from vakdesk.logbook.queries import EntryQuerySet
from vakdesk.logbook.verbs import Verb


class Book(models.TextChoices):
    """Separate chains: what followers act upon, what was imported as history, what was practice."""

    MAIN = "main", _("Logbook")
    IMPORTED = "imported", _("Imported history")
    PRACTICE = "practice", _("Practice")


class AppendOnly(Exception):
    """Somebody tried to change what has been recorded. A programming error: entries are corrected by new entries."""


class Entry(models.Model):
    """One act, recorded. Positions are gapless within a book; each digest covers the one before."""

    book = models.CharField(max_length=16, choices=Book)
    position = models.BigIntegerField()
    at = models.DateTimeField()
    happened_at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    machine = models.CharField(max_length=40, blank=True)
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    door = models.CharField(max_length=16, choices=Door)
    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_reference = models.CharField(max_length=40, blank=True)
    cause = models.BigIntegerField(null=True)
    correlation = models.UUIDField()
    facts = models.JSONField()
    sealed = models.JSONField(null=True)
    salt = models.CharField(max_length=32, null=True)  # noqa: DJ001  erased is not empty
    seal = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    #: Only while the act that records it is under way: the row it is about, and the entry it reacts to.
    subject: models.Model
    caused_by: "Entry | None" = None

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["book", "position"], name="entry_position"),
            models.CheckConstraint(
                condition=models.Q(actor__isnull=False, machine="") | models.Q(actor__isnull=True) & ~models.Q(machine=""),
                name="entry_has_one_actor",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "position"], name="entry_subject"),
            models.Index(fields=["verb", "-position"], name="entry_verb"),
            models.Index(fields=["actor", "-position"], name="entry_actor"),
            models.Index(fields=["-at", "-id"], name="entry_at"),
            models.Index(fields=["correlation", "id"], name="entry_correlation"),
        ]

    def __str__(self) -> str:
        return f"{self.book} {self.position} {self.verb}"

    @property
    def declared(self) -> Verb:
        return Verb.registry[self.verb]

    @property
    def actor_label(self) -> str:
        """The actor's name as it was then; empty once erased."""
        return str((self.sealed or {}).get("actor", ""))

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("Entries are written by act() and never changed.")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("Entries are never deleted; redact() erases their sealed particulars.")


class Head(models.Model):
    """The end of a book: how many entries, and the digest of the last. Locked last in every act."""

    book = models.CharField(max_length=16, choices=Book, primary_key=True)
    position = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)


class Cursor(models.Model):
    """How far a follower has read a book."""

    follower = models.CharField(max_length=80)
    book = models.CharField(max_length=16, choices=Book)
    position = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "book"], name="cursor_once")]


class Parked(models.Model):
    """An entry a follower could not deal with yet; later entries of the same subject wait behind it."""

    follower = models.CharField(max_length=80)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    fault = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "entry"], name="parked_once")]
        indexes = [models.Index(fields=["follower", "subject_type", "subject_id"], name="parked_subject")]

    def __str__(self) -> str:
        return f"{self.follower}: {self.entry}"
