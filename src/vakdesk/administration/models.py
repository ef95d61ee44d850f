"""Each time somebody had the logbook verified, or took everything out, and what came of it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from vakdesk.access.actors import Actor
from vakdesk.administration.permissions import EXPORT

#: A verification that has said nothing for so long is taken for lost: another may be asked for.
LOST_AFTER = timedelta(hours=6)
#: An export holds everything about everybody: it lies no longer than it takes to fetch it.
KEPT_FOR = timedelta(days=1)


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


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever may take everything out."""
        return self if actor.reach(EXPORT).house else self.none()

    def under_way(self, at: datetime) -> Self:
        return self.filter(finished_at=None, asked_at__gte=at - LOST_AFTER)

    def over(self, at: datetime) -> Self:
        """Whose file has been kept long enough."""
        return self.filter(gone_at=None, finished_at__lt=at - KEPT_FOR).exclude(file="")


class Export(models.Model):
    """Everything taken out at one moment: asked for by somebody, or (nobody) on the command line. `file` is kept for KEPT_FOR.

    `fault` is the sort of what went wrong, empty where nothing did.
    """

    #: It is of the whole house, as `Actor.may` wants to know of whatever is acted upon.
    organisation_id = team_id = requester_id = None

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    rows = models.BigIntegerField(default=0)
    files = models.BigIntegerField(default=0)
    size_bytes = models.BigIntegerField(default=0)
    file = models.CharField(max_length=80, blank=True)
    fault = models.CharField(max_length=80, blank=True)
    gone_at = models.DateTimeField(null=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(name="export_failed_or_not", condition=Q(fault="") | Q(file=""))]

    def __str__(self) -> str:
        return f"export {self.pk}"

    @property
    def is_there(self) -> bool:
        return bool(self.file) and self.gone_at is None
