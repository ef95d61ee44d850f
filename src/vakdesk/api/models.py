"""Tokens, and the answers that are kept so that a request sent again acts once."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from vakdesk.access.actors import Actor
from vakdesk.api.queries import TokenQuerySet
from vakdesk.kit import clock
from vakdesk.kit.archive import not_in_backups
from vakdesk.logbook.queries import sight

#: How exactly it is known when a token was last used; writing it at each request would cost more than the request.
SEEN_EVERY = timedelta(minutes=1)


class Token(models.Model):
    """What a program shows to be let in as a person. Only the digest of its secret is kept; `handle` finds it and is no secret."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    handle = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    organisation_id = team_id = None

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="token_expires_after_it_is_made", condition=models.Q(expires_at__gt=models.F("made_at")))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def requester_id(self) -> int:
        """A token is its person's own."""
        return self.person_id

    @property
    def is_in_force(self) -> bool:
        return self.revoked_at is None and self.expires_at > clock.now() and self.person.is_active

    def get_absolute_url(self) -> str:
        return reverse("api:token", args=[self.pk])


@not_in_backups
class Answered(models.Model):
    """That a request with an Idempotency-Key was carried out, written in the transaction of its act, and what it made.

    What it said is not kept: who sends it again is answered from how that stands now.
    """

    token = models.ForeignKey(Token, models.CASCADE, related_name="answered")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    thing = models.CharField(max_length=40, blank=True)
    made = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answered_once")]
        indexes = [models.Index(fields=["at"], name="answered_at")]


@sight("api.token")
def _entries_about_tokens(actor: Actor) -> "tuple[models.QuerySet[Any] | None, None]":
    return Token.objects.visible_to(actor).values("pk"), None
