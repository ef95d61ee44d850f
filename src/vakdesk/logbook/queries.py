"""Reading the logbook: entries of a subject, entries an actor may see."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models
from django.db.models import Q

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.logbook.verbs import Audience, Verb

if TYPE_CHECKING:
    from vakdesk.logbook.models import Entry

#: For each subject type, a query for the ids the actor may see: (as staff, as requester). Rooms register theirs.
Sight = Callable[[Actor], "tuple[models.QuerySet[Any] | None, models.QuerySet[Any] | None]"]
sights: dict[str, Sight] = {}


def sight(subject_type: str) -> Callable[[Sight], Sight]:
    """Registers who sees entries about `subject_type`: ids for staff readers, and ids for readers of the public side."""

    def declare(function: Sight) -> Sight:
        assert subject_type not in sights, f"sight of {subject_type} is declared twice"
        sights[subject_type] = function
        return function

    return declare


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, subject: models.Model) -> "EntryQuerySet":
        """Entries whose subject is this row, oldest first."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk).order_by("position")

    def visible_to(self, actor: Actor, *, see_all: Permission | None = None) -> "EntryQuerySet":
        """Entries about subjects the actor sees: all audiences as staff, only `REQUESTER` ones otherwise.

        `see_all` names a permission (the auditor's) that opens every entry except need-to-know ones.
        """
        by_audience = {audience: [verb.name for verb in Verb.registry if verb.audience is audience] for audience in Audience}
        seen = Q(pk__in=[])
        if see_all is not None and actor.may(see_all):
            seen |= ~Q(verb__in=by_audience[Audience.NEED_TO_KNOW])
        for subject_type, ids_for in sights.items():
            as_staff, as_requester = ids_for(actor)
            about = Q(subject_type=subject_type)
            if as_staff is not None:
                seen |= about & Q(subject_id__in=as_staff)
            if as_requester is not None:
                seen |= about & Q(subject_id__in=as_requester, verb__in=by_audience[Audience.REQUESTER])
        return self.filter(seen)

    def for_requester(self) -> "EntryQuerySet":
        """Entries whose verb is meant for requesters to read."""
        return self.filter(verb__in=[verb.name for verb in Verb.registry if verb.audience is Audience.REQUESTER])

    def update(self, **kwargs: Any) -> NoReturn:
        raise NotImplementedError("Entries are never changed.")

    def delete(self) -> NoReturn:
        raise NotImplementedError("Entries are never deleted.")
