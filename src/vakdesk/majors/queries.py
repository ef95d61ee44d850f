"""Which major incidents: those going on, those a requester should know of."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from vakdesk.access.actors import Actor
from vakdesk.majors.kinds import MajorState
from vakdesk.majors.permissions import SEE
from vakdesk.people.models import Person
from vakdesk.records.queries import staff_side
from vakdesk.tickets.kinds import OPEN
from vakdesk.tickets.models import Ticket

if TYPE_CHECKING:
    from vakdesk.majors.models import Major, Proposal

MOST_ON_A_BANNER = 3


class MajorQuerySet(models.QuerySet["Major"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever reads the desk's side of its ticket."""
        return self.filter(staff_side(actor, "ticket__record__")) if actor.reach(SEE) else self.none()

    def going_on(self) -> Self:
        return self.filter(state=MajorState.DECLARED)

    def with_people(self) -> Self:
        return self.select_related("ticket__record__organisation", "ticket__record__team", "ticket__category", "lead")

    def known_to(self, person: Person) -> Self:
        """Those a requester reads of: shown, for everybody or where their own organisation has a part in it. Never another client's."""
        theirs = Ticket.objects.filter(parent=OuterRef("ticket"), record__organisation=person.organisation_id)
        own = Q(ticket__record__organisation=person.organisation_id) | Exists(theirs)
        near = Q(for_everybody=True) | own if person.organisation_id else Q(for_everybody=True)
        return self.going_on().filter(near, is_shown=True).order_by("-declared_at")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(staff_side(actor, "ticket__record__"))

    def waiting(self) -> Self:
        """Nobody has decided, the report is open and nobody's child, and the major incident goes on."""
        return self.filter(declined_at=None, ticket__parent=None, ticket__state__in=OPEN, major__state=MajorState.DECLARED).exclude(
            ticket=F("major__ticket")
        )
