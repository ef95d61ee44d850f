"""The outbox and everybody's inbox: one row per notice, person and channel. How people hear, and the texts they read."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from vakdesk.kit import clock
from vakdesk.notices.kinds import Channel, Delivery, Hold, How, Kind, Why
from vakdesk.notices.queries import ChoiceQuerySet, NoticeQuerySet, TextVersionQuerySet

person = settings.AUTH_USER_MODEL


class Notice(models.Model):
    """What one person is told. For mail: what is sent, to which address, and how that went. For the inbox: what is read.

    `due_at` is when a mail is to be sent, or tried again. `failed_at` is when the desk was told that it did not arrive.
    `files` go along with the mail, and `calendar`, an invitation.
    What is gathered for a digest has no mail of its own: `text` is its body, `html` the same as Markdown.
    """

    channel = models.CharField(max_length=8, choices=Channel)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NOTICE)
    news = models.CharField(max_length=40, blank=True)
    why = models.CharField(max_length=12, choices=Why, blank=True)
    person = models.ForeignKey(person, models.CASCADE, null=True, related_name="notices")
    author = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    record = models.ForeignKey("records.Record", models.CASCADE, null=True, related_name="notices")
    calendar = models.TextField(blank=True)
    files = models.ManyToManyField("records.Attachment", related_name="notices")
    entry = models.ForeignKey("logbook.Entry", models.PROTECT, null=True, related_name="+")
    message_id = models.CharField(max_length=200, unique=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=Delivery, default=Delivery.WAITING)
    hold = models.CharField(max_length=8, choices=Hold, blank=True)
    due_at = models.DateTimeField(default=clock.now)
    attempts = models.SmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=500, blank=True)
    digest = models.ForeignKey("self", models.SET_NULL, null=True, related_name="bundled")
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    #: Mail lies nowhere: whoever tends the outbox does so for the whole house.
    organisation_id = team_id = requester_id = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "person", "channel"], name="notice_once"),
            models.CheckConstraint(condition=Q(state=Delivery.HELD) ^ Q(hold=""), name="notice_held_for_a_reason"),
        ]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], condition=Q(channel="inbox"), name="notice_inbox"),
            models.Index(fields=["person", "record"], condition=Q(channel="inbox", read_at=None), name="notice_unread"),
            models.Index(fields=["state", "due_at"], condition=Q(channel="mail"), name="notice_due"),
            models.Index(fields=["-at", "-id"], name="notice_at"),
            models.Index(fields=["record", "person"], condition=Q(channel="mail"), name="notice_conversation"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("notices:mail", args=[self.pk])


class NewsChoice(models.Model):
    """How a person wants to hear about one sort of news; without a row, in its usual way."""

    person = models.ForeignKey(person, models.CASCADE, related_name="news_choices")
    news = models.CharField(max_length=40)
    how = models.CharField(max_length=8, choices=How)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "news"], name="news_choice_once")]


class Rhythm(models.Model):
    """When a person wants mail, in their time zone. Digests go at the times of day; no mail goes in quiet hours."""

    person = models.OneToOneField(person, models.CASCADE, related_name="rhythm", primary_key=True)
    digest_at = models.TimeField()
    digest_again_at = models.TimeField(null=True)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    quiet_weekends = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="rhythm_quiet_has_both_ends",
            )
        ]


class Acknowledged(models.Model):
    """When an address was last sent an acknowledgement. The address is kept as a digest."""

    address_digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)


class TextVersion(models.Model):
    """What a text of mails said from that moment on; `is_shipped` goes back to what came with the house."""

    text = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    number = models.IntegerField()
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    is_shipped = models.BooleanField(default=False)
    at = models.DateTimeField()

    objects = TextVersionQuerySet.as_manager()

    #: Texts are the whole house's.
    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["text", "language", "number"], name="text_version_once")]

    def __str__(self) -> str:
        return f"{self.text} {self.language} {self.number}"
