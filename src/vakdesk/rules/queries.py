"""Which rules there are for whom, and what came of them."""

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models

from vakdesk.access.actors import Actor
from vakdesk.logbook.queries import sight
from vakdesk.records.queries import staff_side
from vakdesk.rules.permissions import SEE

if TYPE_CHECKING:
    from vakdesk.rules.models import Rule, Run


class RuleQuerySet(models.QuerySet["Rule"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever reads rules reads all of them: they belong to the whole house."""
        return self.standing() if actor.reach(SEE) else self.none()

    def standing(self) -> Self:
        """Those that were not removed."""
        return self.filter(removed_at=None)

    def on(self) -> Self:
        return self.standing().filter(is_on=True)

    def with_things(self) -> Self:
        """With everything its effects speak of, in one query."""
        return self.select_related("to_team", "category", "watcher", "task_team", "canned")


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever reads rules, of tickets whose desk's side they read."""
        return self.filter(staff_side(actor, "ticket__record__")) if actor.reach(SEE) else self.none()


@sight("rules.rule")
def _entries_about_rules(actor: Actor) -> "tuple[models.QuerySet[Any] | None, None]":
    return (apps.get_model("rules.Rule")._base_manager.values("pk"), None) if actor.reach(SEE) else (None, None)
