"""Which webhooks there are, and what waits to be delivered."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from vakdesk.access.actors import Actor
from vakdesk.logbook.queries import sight
from vakdesk.webhooks.kinds import State
from vakdesk.webhooks.permissions import ARRANGE

if TYPE_CHECKING:
    from vakdesk.webhooks.models import Delivery, Endpoint


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those who arrange the whole house; nobody else."""
        return self.filter(removed_at=None) if actor.reach(ARRANGE).house else self.none()

    def telling(self) -> Self:
        """Those that are told of what happens."""
        return self.filter(removed_at=None, paused_at=None)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, actor: Actor) -> Self:
        return self if actor.reach(ARRANGE).house else self.none()

    def waiting(self) -> Self:
        return self.filter(state=State.WAITING)

    def first_of_their_subject(self) -> Self:
        """Those before which nothing about the same thing waits for the same endpoint: order matters within a subject."""
        earlier = self.model._base_manager.filter(
            endpoint=OuterRef("endpoint"),
            subject_type=OuterRef("subject_type"),
            subject_id=OuterRef("subject_id"),
            state=State.WAITING,
            pk__lt=OuterRef("pk"),
        )
        return self.waiting().filter(~Exists(earlier))

    def due(self, at: datetime) -> Self:
        """What can be sent now: nobody has it in hand, and its endpoint is not paused."""
        free = Q(claimed_until=None) | Q(claimed_until__lt=at)
        return self.first_of_their_subject().filter(free, next_at__lte=at, endpoint__paused_at=None, endpoint__removed_at=None)


@sight("webhooks.endpoint")
def _entries_about_endpoints(actor: Actor) -> "tuple[models.QuerySet[Any] | None, None]":
    if not actor.reach(ARRANGE).house:
        return None, None
    return apps.get_model("webhooks.Endpoint")._base_manager.values("pk"), None
