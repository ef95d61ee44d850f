"""Every message that ever arrived: its original bytes, and what became of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from vakdesk.logbook.models import Book
from vakdesk.mailroom.kinds import Authenticity, BreakerKind, Outcome, reason_in_words
from vakdesk.mailroom.parsing import LARGEST_BYTES
from vakdesk.mailroom.queries import LONGEST_KEY, ArrivalQuerySet, BreakerQuerySet, MailboxQuerySet
from vakdesk.mailroom.transport.kinds import NEEDS_A_PERSON, TRIES, Afterwards, Fault, MailboxKind, Security, SignIn
from vakdesk.people.models import Organisation, Team
from vakdesk.records import store
from vakdesk.records.models import Blob, Message, Record
from vakdesk.tickets.kinds import TicketKind


class Mailbox(models.Model):
    """Where mail for the desk comes from, and what a ticket is that begins with mail from there."""

    name = models.CharField(max_length=80, unique=True)
    address = models.EmailField()
    kind = models.CharField(max_length=8, choices=MailboxKind, default=MailboxKind.IMAP)
    is_active = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)

    host = models.CharField(max_length=253, blank=True)
    port = models.PositiveIntegerField(default=993)
    security = models.CharField(max_length=8, choices=Security, default=Security.TLS)
    username = models.CharField(max_length=254, blank=True)
    sign_in = models.CharField(max_length=8, choices=SignIn, default=SignIn.PASSWORD)
    token_url = models.URLField(max_length=300, blank=True)
    client_id = models.CharField(max_length=200, blank=True)
    scope = models.CharField(max_length=300, blank=True)
    sealed = models.TextField(blank=True)
    folder = models.CharField(max_length=200, default="INBOX")
    afterwards = models.CharField(max_length=8, choices=Afterwards, default=Afterwards.LEAVE)
    moved_to = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=500, blank=True)

    default_team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="mailboxes")
    default_kind = models.CharField(max_length=20, choices=TicketKind, default=TicketKind.INCIDENT)
    default_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="mailboxes")
    default_language = models.CharField(max_length=8, choices=settings.LANGUAGES, blank=True)

    objects = MailboxQuerySet.as_manager()

    #: A mailbox is the whole house's, whatever it sets for tickets.
    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("mailroom:mailbox", args=[self.pk])


class Watch(models.Model):
    """How it goes with a mailbox: how far it was read, when last, and what is wrong. Kept by the worker, not by people.

    `is_out` once those who arrange the desk were told that it fails, until it works again.
    """

    mailbox = models.OneToOneField(Mailbox, models.CASCADE, primary_key=True, related_name="watch")
    uid_validity = models.CharField(max_length=20, blank=True)
    last_uid = models.PositiveBigIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=16, choices=Fault, blank=True)
    said = models.CharField(max_length=200, blank=True)
    tries = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    is_out = models.BooleanField(default=False)
    next_at = models.DateTimeField(null=True)
    tokens = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.mailbox)

    @property
    def waits_for_a_person(self) -> bool:
        """Whether it is not tried any more until somebody edits or tests the mailbox."""
        return self.fault in NEEDS_A_PERSON and self.tries >= TRIES


class Arrival(models.Model):
    """One message. The same bytes arrive once; the same content (identifier, sender, text, files) is taken in once."""

    source = models.CharField(max_length=200)
    mailbox = models.ForeignKey(Mailbox, models.PROTECT, null=True, related_name="arrivals")
    taken_up = models.PositiveSmallIntegerField(default=0)
    sha256 = models.CharField(max_length=64, unique=True)
    original = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="arrivals")
    received_at = models.DateTimeField()
    book = models.CharField(max_length=16, choices=Book, default=Book.MAIN)
    message_key = models.CharField(max_length=LONGEST_KEY, blank=True)
    content = models.CharField(max_length=64, blank=True)
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    authenticity = models.CharField(max_length=8, choices=Authenticity, blank=True)
    checks = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome, default=Outcome.ARRIVED)
    reason = models.CharField(max_length=60, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="arrivals")
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="arrivals")

    objects = ArrivalQuerySet.as_manager()

    #: Mail lies nowhere until it is taken in: whoever tends it does so for the whole house.
    organisation_id = team_id = requester_id = None

    class Meta:
        indexes = [
            models.Index(fields=["outcome", "-received_at", "-id"], name="arrival_outcome"),
            models.Index(fields=["-received_at", "-id"], name="arrival_received"),
            models.Index(fields=["message_key"], name="arrival_message_key"),
            models.Index(fields=["mailbox", "id"], condition=Q(outcome=Outcome.ARRIVED), name="arrival_to_work"),
            models.Index(fields=["sender", "-received_at"], name="arrival_sender"),
            models.Index(fields=["source", "-received_at"], name="arrival_source"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="arrival_content_once", fields=["content"], condition=~Q(content="") & ~Q(outcome=Outcome.DUPLICATE)
            ),
            models.CheckConstraint(
                name="arrival_taken_in_is_somewhere",
                condition=~Q(outcome__in=[Outcome.TICKET, Outcome.REPLY, Outcome.NOTE]) | Q(record__isnull=False, message__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.sender or self.sha256[:12]

    def get_absolute_url(self) -> str:
        return reverse("mailroom:arrival", args=[self.pk])

    @property
    def why(self) -> Any:
        """The reason in words, "" where none is needed."""
        return reason_in_words(self.reason) if self.reason else ""

    def read(self) -> bytes:
        """The original bytes; of a message larger than we read, one byte more than that."""
        if self.original is None:
            return b""
        with store.open_blob(self.original) as stored:
            return stored.read(LARGEST_BYTES + 1)


class Breaker(models.Model):
    """Too much came from one sender or into one mailbox: what follows waits in quarantine until somebody closes the breaker."""

    kind = models.CharField(max_length=8, choices=BreakerKind)
    key = models.CharField(max_length=254)
    letters = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = BreakerQuerySet.as_manager()

    #: As with arrivals: whoever tends mail does so for the whole house.
    organisation_id = team_id = requester_id = None

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], condition=Q(closed_at=None), name="breaker_open_once")]
        indexes = [models.Index(fields=["-opened_at", "-id"], name="breaker_opened")]

    def __str__(self) -> str:
        return self.key
