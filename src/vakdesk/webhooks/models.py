"""Endpoints of other systems, and what was, or is to be, delivered to each."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse

from vakdesk.kit.secrets import seal, unseal
from vakdesk.logbook.models import Entry
from vakdesk.webhooks.kinds import Fault, Reach, State
from vakdesk.webhooks.queries import DeliveryQuerySet, EndpointQuerySet

LONGEST_URL = 500


class Endpoint(models.Model):
    """Where to, which acts (`verbs`; empty: all), and read by whom at most. Secrets are sealed under the desk's key.

    `from_position` is the entry of the main book after which it is told. `failing_since` is empty while deliveries arrive.
    A removed one stays, for the logbook speaks of it; its secrets go.
    """

    name = models.CharField(max_length=80)
    url = models.CharField(max_length=LONGEST_URL)
    verbs = models.JSONField(default=list)
    reach = models.CharField(max_length=16, choices=Reach, default=Reach.STAFF)
    sealed = models.TextField(blank=True)
    old_good_until = models.DateTimeField(null=True)
    from_position = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = EndpointQuerySet.as_manager()

    #: Webhooks belong to the whole house.
    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(name="webhook_removed_keeps_no_secret", condition=Q(removed_at=None) | Q(sealed=""))]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("webhooks:endpoint", args=[self.pk])

    def secrets(self, at: datetime) -> list[str]:
        """Those to sign with now: the present one, and for a day after a change the one before. Raises Unreadable."""
        kept = unseal(self.sealed)
        old = [kept["old"]] if kept.get("old") and self.old_good_until and self.old_good_until > at else []
        return [kept["now"], *old]

    def keep_secret(self, secret: str, *, old: str = "") -> None:
        self.sealed = seal({"now": secret, "old": old})


class Delivery(models.Model):
    """One entry for one endpoint, and how telling it went: the status that came back, never what was written there."""

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="deliveries")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.SmallIntegerField(default=0)
    next_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    status = models.SmallIntegerField(null=True)
    fault = models.CharField(max_length=12, choices=Fault, blank=True)
    took_ms = models.IntegerField(null=True)
    at = models.DateTimeField()

    objects = DeliveryQuerySet.as_manager()

    organisation_id = team_id = requester_id = None

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint", "entry"], name="delivery_once")]
        indexes = [
            models.Index(fields=["endpoint", "-id"], name="delivery_endpoint"),
            models.Index(fields=["next_at", "id"], condition=Q(state=State.WAITING), name="delivery_waiting"),
            models.Index(
                fields=["endpoint", "subject_type", "subject_id", "id"], condition=Q(state=State.WAITING), name="delivery_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry.verb} → {self.endpoint}"

    @property
    def message_id(self) -> str:
        """The same at every attempt, so that the other side can tell a repetition."""
        return f"msg_{self.endpoint_id}_{self.entry.position}"
