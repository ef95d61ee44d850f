"""Which offerings may somebody ask for, and whose forms and answers do they see?"""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from vakdesk.access.actors import Actor
from vakdesk.catalogue.permissions import ARRANGE
from vakdesk.people.models import Membership, Organisation, Person
from vakdesk.records.queries import staff_side

if TYPE_CHECKING:
    from vakdesk.catalogue.models import Filling, Offering, Submission


class OfferingQuerySet(models.QuerySet["Offering"]):
    def visible_to(self, actor: Actor) -> Self:
        """All of them to whoever arranges them; to others what they may ask for."""
        return self if actor.may(ARRANGE) else self.for_asker(actor)

    def published(self) -> Self:
        return self.exclude(current=None)

    def for_asker(self, actor: Actor) -> Self:
        """Published, and meant for everybody or for something the actor belongs to: nothing for machines and those who left."""
        if actor.person_id is None:
            return self.none()
        asker = apps.get_model("catalogue.Asker").objects.filter(offering=OuterRef("pk"))
        belongs = (
            Q(organisation__in=Organisation.objects.filter(people=actor.person_id).values("pk"))
            | Q(team__in=Membership.objects.filter(person=actor.person_id).values("team"))
            | Q(group__in=Person.objects.filter(pk=actor.person_id).values("cohorts"))
            | Q(role__in=[str(role) for role in actor.roles()])
        )
        return self.published().filter(Q(for_everyone=True) | Exists(asker.filter(belongs)))


class FillingQuerySet(models.QuerySet["Filling"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own alone."""
        return self.filter(person=actor.person_id)

    def unsent(self) -> Self:
        return self.filter(sent_as=None)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever reads the desk's side of the ticket."""
        return self.filter(staff_side(actor, "record__"))
