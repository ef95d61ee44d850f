"""Who reads standards, and which version is the newest."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from vakdesk.access.actors import Actor
from vakdesk.standards.permissions import SEE

if TYPE_CHECKING:
    from vakdesk.standards.models import Finding, Framework, Node, NodeLink


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def visible_to(self, actor: Actor) -> Self:
        """All of them to whoever works or judges here, in whatever place: a standard is nobody's secret, and nothing for requesters."""
        return self if actor.reach(SEE) else self.none()

    def newest(self) -> Self:
        """Of each standard the version brought in last."""
        later = self.model.objects.filter(key=OuterRef("key"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def counted(self) -> Self:
        """With how many things in it still wait for a person."""
        return self.annotate(unsettled=Count("findings", filter=Q(findings__settled_at=None)))


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, actor: Actor) -> Self:
        return self if actor.reach(SEE) else self.none()


class NodeLinkQuerySet(models.QuerySet["NodeLink"]):
    def visible_to(self, actor: Actor) -> Self:
        return self if actor.reach(SEE) else self.none()


class NodeQuerySet(models.QuerySet["Node"]):
    def visible_to(self, actor: Actor) -> Self:
        return self if actor.reach(SEE) else self.none()
