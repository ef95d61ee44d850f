"""Which maintenance: to come, going on; and who reads of it."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from vakdesk.access.actors import Actor
from vakdesk.status.permissions import SEE

if TYPE_CHECKING:
    from vakdesk.status.models import Maintenance


class MaintenanceQuerySet(models.QuerySet["Maintenance"]):
    def visible_to(self, actor: Actor) -> Self:
        """All of it, also what is over, to staff of any scope."""
        return self if actor.reach(SEE) else self.none()

    def announced(self, now: datetime) -> Self:
        """What everybody may know: going on or to come."""
        return self.filter(cancelled_at=None, ends_at__gt=now)
