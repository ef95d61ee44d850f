"""Which scripts, and which answers, does somebody see?"""

from typing import TYPE_CHECKING, Self

from django.db import models

from vakdesk.access.actors import Actor
from vakdesk.records.queries import staff_side
from vakdesk.scripts.permissions import ARRANGE

if TYPE_CHECKING:
    from vakdesk.scripts.models import Answer, Script


class ScriptQuerySet(models.QuerySet["Script"]):
    def visible_to(self, actor: Actor) -> Self:
        """Drafts are for those who arrange them."""
        return self if actor.may(ARRANGE) else self.published()

    def published(self) -> Self:
        return self.exclude(current=None)


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever reads the desk's side of the record: an answer may be the desk's own words about somebody."""
        return self.filter(staff_side(actor, "record__"))

    def holding(self) -> Self:
        return self.filter(is_current=True)
