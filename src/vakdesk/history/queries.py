"""Which runs, and which numbers of elsewhere."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models

from vakdesk.access.actors import Actor
from vakdesk.history.permissions import SEE
from vakdesk.records.models import Record

if TYPE_CHECKING:
    from vakdesk.history.models import Case, Run


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, actor: Actor) -> Self:
        """Runs are of the house: who may see them anywhere but in the whole house sees none."""
        return self if actor.reach(SEE).house else self.none()


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(record__in=Record.objects.visible_to_staff(actor))

    def digests(self, system: str, numbers: Iterable[str]) -> dict[str, str]:
        """Of those of these numbers that are here, the digest of what came with them."""
        return dict(self.filter(system=system, number__in=numbers).values_list("number", "digest"))
