"""Who sees suppliers."""

from typing import TYPE_CHECKING, Self

from django.db import models

from vakdesk.access.actors import Actor
from vakdesk.suppliers.permissions import SEE

if TYPE_CHECKING:
    from vakdesk.suppliers.models import Supplier


class SupplierQuerySet(models.QuerySet["Supplier"]):
    def visible_to(self, actor: Actor) -> Self:
        """All of them, with their contracts, to staff of any scope: they deliver to the house, and everybody waits for them."""
        return self if actor.reach(SEE) else self.none()

    def active(self) -> Self:
        return self.filter(is_active=True)
