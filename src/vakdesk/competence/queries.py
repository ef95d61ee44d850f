"""Whose evidence is whose: a person reads their own, a coach what those they coach have submitted, nobody else anything."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from vakdesk.access.actors import Actor
from vakdesk.competence.kinds import CopyState, EvidenceKind, EvidenceState
from vakdesk.competence.permissions import COACH, PURPOSE
from vakdesk.logbook.queries import sight
from vakdesk.people.models import Membership, Person

if TYPE_CHECKING:
    from vakdesk.competence.models import Copy, Evidence, Need, Passport, Purpose, Rating, Suggestion


def coached_by(actor: Actor) -> "models.QuerySet[Person]":
    """Those in the groups, teams and organisations for which the actor is a coach, but never the actor."""
    scope, people = actor.reach(COACH), Person.objects.exclude(pk=actor.person_id)
    if scope.house:
        return people
    places = Q(pk__in=[])
    if scope.groups:
        places |= Q(pk__in=Person.objects.filter(cohorts__in=scope.groups).values("pk"))
    if scope.teams:
        places |= Q(pk__in=Membership.objects.filter(team__in=scope.teams).values("person"))
    if scope.organisations:
        places |= Q(organisation__in=scope.organisations)
    return people.filter(places)


class PurposeQuerySet(models.QuerySet["Purpose"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those who decide about it; and everybody reads what was decided for their own organisation."""
        if actor.reach(PURPOSE):
            return self
        return self.filter(organisation__in=Person.objects.filter(pk=actor.person_id).values("organisation"))

    def on(self) -> Self:
        return self.filter(is_on=True)


class PassportQuerySet(models.QuerySet["Passport"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(Q(person=actor.person_id) | Q(person__in=coached_by(actor).values("pk")))


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own alone: what somebody has not submitted is nobody's business."""
        return self.filter(person=actor.person_id) if actor.person_id else self.none()

    def to_submit(self, at: datetime) -> Self:
        """What may be submitted now: relied upon, unrestricted, of a client that allows it, and not submitted already."""
        evidence, trace, purpose = (apps.get_model("competence", name) for name in ("Evidence", "Trace", "Purpose"))
        submitted = evidence.objects.filter(
            person=OuterRef("person"), record=OuterRef("record"), kind=EvidenceKind.WORK, state=EvidenceState.SUBMITTED
        )
        ripe = trace.objects.filter(suggestion=OuterRef("pk"), ripe_at__lte=at)
        allowed = purpose.objects.on().values("organisation")
        return self.filter(~Exists(submitted), Exists(ripe), record__restricted=False, record__organisation__in=allowed)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own; of those one coaches what they submitted, and what one wrote down or asked for oneself."""
        submitted = Q(state__in=[EvidenceState.SUBMITTED, EvidenceState.ERASED]) | Q(observer=actor.person_id)
        return self.filter(Q(person=actor.person_id) | submitted & Q(person__in=coached_by(actor).values("pk")))

    def submitted(self) -> Self:
        return self.filter(state=EvidenceState.SUBMITTED)

    def by_link(self, digest: str, at: datetime) -> Self:
        """What the holder of a witness's link may state: once, and in time."""
        return self.filter(link_digest=digest, state=EvidenceState.ASKED, link_until__gt=at)

    def with_work(self) -> Self:
        return self.select_related("record__ticket__category", "observer", "person")


class CopyQuerySet(models.QuerySet["Copy"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whose evidence it is, and who coaches them."""
        return self.filter(Q(evidence__person=actor.person_id) | Q(evidence__person__in=coached_by(actor).values("pk")))

    def waiting(self) -> Self:
        return self.filter(state=CopyState.PREPARED)


class RatingQuerySet(models.QuerySet["Rating"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(Q(person=actor.person_id) | Q(person__in=coached_by(actor).values("pk")))


class NeedQuerySet(models.QuerySet["Need"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(Q(person=actor.person_id) | Q(person__in=coached_by(actor).values("pk")))


Ids = models.QuerySet[Any] | None


@sight("competence.evidence")
def _about_evidence(actor: Actor) -> tuple[Ids, Ids]:
    return apps.get_model("competence", "Evidence").objects.visible_to(actor).values("pk"), None


@sight("competence.passport")
def _about_passports(actor: Actor) -> tuple[Ids, Ids]:
    return apps.get_model("competence", "Passport").objects.visible_to(actor).values("pk"), None
