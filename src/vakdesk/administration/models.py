"""Each time somebody had the logbook verified, and what was found."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

#: A verification that has said nothing for so long is taken for lost: another may be asked for.
LOST_AFTER = timedelta(hours=6)


class VerificationQuerySet(models.QuerySet["Verification"]):
    def under_way(self, at: datetime) -> Self:
        return self.filter(finished_at=None, asked_at__gte=at - LOST_AFTER)


class Verification(models.Model):
    """Asked for at one moment, concluded at a later one. `first_bad` and `why` are empty where every entry held."""

    #: The logbook belongs to the whole house, as `Actor.may` wants to know of whatever is acted upon.
    organisation_id = team_id = requester_id = None

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    entries = models.BigIntegerField(default=0)
    ok = models.BooleanField(default=False)
    first_bad = models.CharField(max_length=60, blank=True)
    why = models.CharField(max_length=200, blank=True)

    objects = VerificationQuerySet.as_manager()

    if TYPE_CHECKING:
        asked_by_id: int

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"verification {self.pk}"
