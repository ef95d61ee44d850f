"""Whose tokens: one's own, and for administrators everybody's."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from vakdesk.access.actors import Actor
from vakdesk.api.permissions import MANAGE

if TYPE_CHECKING:
    from vakdesk.api.models import Token


class TokenQuerySet(models.QuerySet["Token"]):
    def visible_to(self, actor: Actor) -> Self:
        return self if actor.reach(MANAGE).house else self.filter(person=actor.person_id)

    def in_force(self, at: datetime) -> Self:
        """Neither revoked nor expired, of people who are still here."""
        return self.filter(revoked_at=None, expires_at__gt=at, person__is_active=True)

    def over(self, at: datetime) -> Self:
        return self.filter(Q(revoked_at__isnull=False) | Q(expires_at__lte=at) | Q(person__is_active=False))
