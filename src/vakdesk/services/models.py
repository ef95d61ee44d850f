"""A service: what the desk offers, in the words of those who use it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.kit.translated import in_active_language
from vakdesk.services.queries import ServiceQuerySet
from vakdesk.suppliers.models import Supplier


class Criticality(models.TextChoices):
    """What stops when the service stops."""

    CRITICAL = "critical", _("Critical: the house stops")
    IMPORTANT = "important", _("Important: work is hindered")
    SUPPORTING = "supporting", _("Supporting: it can wait")


class Stage(models.TextChoices):
    """Where a service is in its life (ISO/IEC 20000-1:2018, 8.2.2: planned, live, to be removed)."""

    PIPELINE = "pipeline", _("In preparation")
    LIVE = "live", _("Live")
    RETIRED = "retired", _("Retired")


class Service(models.Model):
    """Only what is live can be chosen. Its names are read by requesters, so each row is translated. The supplier is the one that underpins it, if any."""

    code = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(default=dict)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, blank=True, related_name="+")
    supplier = models.ForeignKey(Supplier, models.PROTECT, null=True, blank=True, related_name="services")
    criticality = models.CharField(max_length=16, choices=Criticality, default=Criticality.IMPORTANT)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.LIVE)

    organisation_id = requester_id = None

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return in_active_language(self.names)

    @property
    def is_active(self) -> bool:
        """Whether it can be chosen."""
        return self.stage == Stage.LIVE

    def get_absolute_url(self) -> str:
        return reverse("services:service", args=[self.pk])
