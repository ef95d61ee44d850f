"""Which instructions does somebody read, and whose givings?"""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Q

from vakdesk.access.actors import Actor
from vakdesk.instructions.kinds import NOT_YET, Progress
from vakdesk.instructions.permissions import SEE, SEE_REGISTER

if TYPE_CHECKING:
    from vakdesk.instructions.models import Giving, Instruction, Medium


def _staff(actor: Actor, path: str) -> Q:
    """Condition: those of the house, and of the clients whom staff of this reach serve (a team serves all, and so does who coaches a group)."""
    scope = actor.reach(SEE)
    if scope.house or scope.teams or scope.groups:
        return Q(**{f"{path}record__isnull": False})
    record = f"{path}record__organisation"
    return Q(**{record: None}) | Q(**{f"{record}__in": scope.organisations}) if scope else Q(pk__in=[])


def _reader(actor: Actor, path: str) -> Q:
    """Condition: published, and open to them or given to them."""
    if actor.person_id is None:
        return Q(pk__in=[])
    own = apps.get_model("people.Person")._base_manager.filter(pk=actor.person_id).values("organisation")
    record = f"{path}record__organisation"
    is_open = Q(**{f"{path}is_open": True}) & (Q(**{record: None}) | Q(**{f"{record}__in": own}))
    given = apps.get_model("instructions.Giving")._base_manager.filter(person=actor.person_id).exclude(progress=Progress.TAKEN_BACK)
    return Q(**{f"{path}current__isnull": False}) & is_open | Q(**{f"{path}pk__in": given.values("instruction")})


class InstructionQuerySet(models.QuerySet["Instruction"]):
    def visible_to(self, actor: Actor) -> Self:
        """Staff read all they serve; others what is published and open to them, and what was given to them."""
        return self.filter(_staff(actor, "") | _reader(actor, ""))

    def visible_to_staff(self, actor: Actor) -> Self:
        return self.filter(_staff(actor, ""))

    def published(self) -> Self:
        return self.exclude(current=None)

    def open_to(self, actor: Actor) -> Self:
        """What they find by themselves."""
        return self.filter(_reader(actor, ""), is_open=True).published()

    def with_words(self) -> Self:
        return self.select_related("record__organisation", "current")

    def counted(self) -> Self:
        """With how many people were instructed, and how many not yet."""
        return self.annotate(
            instructed=Count("givings", filter=Q(givings__progress=Progress.INSTRUCTED)),
            waiting=Count("givings", filter=Q(givings__progress__in=NOT_YET)),
        )


class MediumQuerySet(models.QuerySet["Medium"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(_staff(actor, "instruction__") | _reader(actor, "instruction__"))


class GivingQuerySet(models.QuerySet["Giving"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own, and to those who keep the register whatever was given to the people they serve."""
        scope = actor.reach(SEE_REGISTER)
        if scope.house or scope.teams:
            return self
        own = Q(person=actor.person_id) if actor.person_id is not None else Q(pk__in=[])
        coached = (
            Q(person__in=apps.get_model("people.Person")._base_manager.filter(cohorts__in=scope.groups)) if scope.groups else Q(pk__in=[])
        )
        return self.filter(own | coached | Q(person__organisation__in=scope.organisations))

    def of(self, person_id: int | None) -> Self:
        return self.filter(person=person_id)

    def not_yet(self) -> Self:
        return self.filter(progress__in=NOT_YET)

    def standing(self) -> Self:
        return self.exclude(progress=Progress.TAKEN_BACK)

    def counts(self) -> dict[str, int]:
        """How many were instructed, how many not yet, and for how many it did not work."""
        return self.aggregate(
            instructed=Count("pk", filter=Q(progress=Progress.INSTRUCTED)),
            waiting=Count("pk", filter=Q(progress__in=NOT_YET)),
            failed=Count("pk", filter=Q(worked=False)),
        )

    def with_words(self) -> Self:
        return self.select_related("instruction__record", "edition", "person__organisation", "record", "session", "given_by")
