"""What a person has begun to report and not yet sent: kept on the server, so that going back, reloading and errors lose nothing."""

from django.conf import settings
from django.db import models

from vakdesk.portal.queries import UnsentQuerySet
from vakdesk.tickets.kinds import TicketKind


class Unsent(models.Model):
    """The answers given so far; `given` are those to the questions of a script (`about`), by key. `whom` says what a complaint is about: "ticket.5", "person.7" or neither. Once sent only `sent_as` is left, so that sending again leads to the same report."""

    key = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = models.TextField()
    kind = models.CharField(max_length=20, choices=TicketKind, blank=True)
    about = models.ForeignKey("scripts.Script", models.SET_NULL, null=True, related_name="+")
    given = models.JSONField(default=dict)
    whom = models.CharField(max_length=24, blank=True)
    details = models.TextField(blank=True)
    sent_as = models.ForeignKey("records.Record", models.CASCADE, null=True, related_name="+")
    saved_at = models.DateTimeField()

    objects = UnsentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-saved_at"], name="unsent_person")]

    def __str__(self) -> str:
        return self.text[:80]


class UnsentFile(models.Model):
    """A file that will go with it. The reference, which must have a name, keeps the bytes from being swept."""

    unsent = models.ForeignKey(Unsent, models.CASCADE, related_name="files")
    blob = models.ForeignKey("records.Blob", models.PROTECT, related_name="unsent_files")
    name = models.CharField(max_length=255)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
