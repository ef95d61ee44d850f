"""Who sees services."""

from typing import TYPE_CHECKING, Self

from django.db import models

from vakdesk.access.actors import Actor
from vakdesk.services.permissions import SEE

if TYPE_CHECKING:
    from vakdesk.services.models import Service


class ServiceQuerySet(models.QuerySet["Service"]):
    def visible_to(self, actor: Actor) -> Self:
        """All of them to staff of any scope: the house offers each to every client."""
        return self if actor.reach(SEE) else self.none()

    def active(self) -> Self:
        """Those that are live."""
        return self.filter(stage="live")
