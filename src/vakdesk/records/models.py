"""The common ground of all first-class records. A ticket, a device, a change each are one row here and one of their own."""

from typing import Any

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from vakdesk.kit.archive import not_in_backups
from vakdesk.records.kinds import LinkKind, RecordType, Side, Via, record_types
from vakdesk.records.queries import AttachmentQuerySet, LinkQuerySet, MessageQuerySet, RecordQuerySet

LONGEST_TITLE = 200
LONGEST_MESSAGE = 200_000
MOST_BYTES_IN_A_ROW = 32 * 1024
person = settings.AUTH_USER_MODEL


class Record(models.Model):
    """Where a record lies (organisation, owning team, requester) and what it is called. `formerly`: its number in another system."""

    type = models.CharField(max_length=40)
    reference = models.CharField(max_length=20, unique=True)
    formerly = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=LONGEST_TITLE)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    requester = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")
    restricted = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="en")
    version = models.IntegerField(default=1)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = RecordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "type", "-opened_at"], name="record_organisation"),
            models.Index(fields=["team", "type", "-opened_at"], name="record_team"),
            models.Index(fields=["requester", "type", "-opened_at"], name="record_requester"),
            models.Index(fields=["type", "-opened_at", "-id"], name="record_type"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def declared(self) -> RecordType:
        return record_types[self.type]


class RecordModel(models.Model):
    """A first-class record: shares its primary key with its Record row. Its manager offers visible_to(actor)."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="%(class)s")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.record)

    @property
    def reference(self) -> str:
        return self.record.reference

    @property
    def title(self) -> str:
        return self.record.title

    @property
    def organisation_id(self) -> int | None:
        return self.record.organisation_id

    @property
    def team_id(self) -> int | None:
        return self.record.team_id

    @property
    def requester_id(self) -> int | None:
        return self.record.requester_id


@not_in_backups
class ReferenceCounter(models.Model):
    """The last number given for a prefix; used on SQLite alone, PostgreSQL has a sequence per prefix."""

    prefix = models.CharField(max_length=8, primary_key=True)
    number = models.BigIntegerField(default=1000)


class Message(models.Model):
    """A public reply or an internal note. Once sent it does not change; a correction is a new message naming the old.

    `author_label` names who wrote it down where that was no person of ours: a stranger, or a machine for its author.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="messages")
    side = models.CharField(max_length=8, choices=Side)
    author = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")
    author_label = models.CharField(max_length=200, blank=True)
    verified = models.BooleanField(default=True)
    via = models.CharField(max_length=8, choices=Via)
    at = models.DateTimeField()
    text = models.TextField(validators=[MinLengthValidator(1)])
    history = models.TextField(blank=True)
    html = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["record", "at", "id"], name="message_record")]
        constraints = [
            models.CheckConstraint(condition=LessThanOrEqual(Length("text"), LONGEST_MESSAGE), name="message_text_length"),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.at:%Y-%m-%d %H:%M}"

    @property
    def is_from_outside(self) -> bool:
        """Whether it came from somebody other than the desk and the requester: a stranger, or a participant by mail."""
        return bool(self.author_label) or self.author_id is None


class Draft(models.Model):
    """What a person is writing on a record, kept until sent. No act: it means nothing to anybody else yet."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="drafts")
    person = models.ForeignKey(person, models.CASCADE, related_name="+")
    side = models.CharField(max_length=8, choices=Side)
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "person", "side"], name="draft_once")]


class Blob(models.Model):
    """Bytes in the store, named by their SHA-256. One blob may stand behind many attachments."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size_bytes = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()


class BlobContent(models.Model):
    """The bytes of a blob that no file holds: few, and committed with the act that refers to them. See docs/decisions/0057."""

    blob = models.OneToOneField(Blob, models.CASCADE, primary_key=True, related_name="content")
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=LessThanOrEqual(Length("content"), MOST_BYTES_IN_A_ROW), name="blob_content_is_small"),
        ]

    def __str__(self) -> str:
        return self.blob_id


class DraftFile(models.Model):
    """A file chosen for what a person is writing: on no record yet, and gone with the draft.

    The reference, which must have a name, keeps the bytes from being swept.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="draft_files")
    name = models.CharField(max_length=255)

    class Meta:
        ordering = ["pk"]


class Attachment(models.Model):
    """A named file on a record, perhaps of one message. Rights are checked on the attachment, never on the blob."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="attachments")
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="attachments")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="attachments")
    side = models.CharField(max_length=8, choices=Side)
    name = models.CharField(max_length=255)
    content_id = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField()

    objects = AttachmentQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """A typed relation between two records, readable from both ends."""

    source = models.ForeignKey(Record, models.PROTECT, related_name="links_out")
    target = models.ForeignKey(Record, models.PROTECT, related_name="links_in")
    kind = models.CharField(max_length=16, choices=LinkKind)

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="link_once"),
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="link_not_to_itself"),
        ]


class Watcher(models.Model):
    """Somebody who wants to hear about a record. Watching gives no sight: that is what shares are for."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="watchers")
    person = models.ForeignKey(person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "person"], name="watcher_once")]


class Share(models.Model):
    """One person sees one record, its public or its staff side, until a moment (null: until taken back), for a reason."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="shares")
    person = models.ForeignKey(person, models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=Side)
    until = models.DateTimeField(null=True)
    why = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "person"], name="share_once")]
        indexes = [models.Index(fields=["person", "until"], name="share_person")]


class Tag(models.Model):
    """A free word on records, folded so that 'Printer' and 'printer' are one."""

    name = models.CharField(max_length=40)
    folded = models.CharField(max_length=40, unique=True)
    records = models.ManyToManyField(Record, related_name="tags")

    def __str__(self) -> str:
        return self.name


def record_of(thing: Any) -> Record:
    """The Record row of a record model instance, or the row itself."""
    return thing if isinstance(thing, Record) else thing.record
