"""Planned maintenance: on which services, from when until when, and what everybody should know."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from vakdesk.kit.translated import in_active_language
from vakdesk.services.models import Service
from vakdesk.status.queries import MaintenanceQuerySet


class Maintenance(models.Model):
    """`names` and `texts` are read by requesters, by language."""

    names = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    services = models.ManyToManyField(Service, related_name="maintenance")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)

    objects = MaintenanceQuerySet.as_manager()

    #: It is the house's: services are offered to every client.
    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["ends_at", "id"], condition=Q(cancelled_at=None), name="maintenance_to_come")]
        constraints = [models.CheckConstraint(name="maintenance_ends_after_start", condition=Q(ends_at__gt=F("starts_at")))]

    def __str__(self) -> str:
        return in_active_language(self.names)

    @property
    def text(self) -> str:
        return in_active_language(self.texts)

    def is_going_on(self, now: datetime) -> bool:
        return self.cancelled_at is None and self.starts_at <= now < self.ends_at
