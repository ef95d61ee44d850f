"""Which tickets: whose work, which team's, waiting, unassigned; always started from visible_to(actor)."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from vakdesk.access.actors import Actor
from vakdesk.access.roles import Role
from vakdesk.logbook.queries import sight
from vakdesk.people.models import Membership, Person
from vakdesk.records.models import Record
from vakdesk.records.queries import RecordModelQuerySet, also_staff, public_side, staff_side
from vakdesk.tickets.kinds import OPEN, ReleaseState, Speech, State, Verification
from vakdesk.tickets.permissions import ARRANGE, ARRANGE_VIEWS, CHECK_IDENTITY, RELEASE, SEE_QUEUE, SHARE_CANNED

if TYPE_CHECKING:
    from vakdesk.people.models import Team
    from vakdesk.tickets.models import (
        BulkAct,
        CannedAnswer,
        CareSetting,
        Category,
        IdentityWay,
        Outgoing,
        PriorityMatrix,
        Release,
        SavedView,
        Ticket,
    )


#: Without children whose parent is worked on for them, unless somebody waits for a word on one of them.
ALONE = Q(parent=None) | Q(parent__state__in=[State.RESOLVED, State.CLOSED]) | Q(needs_answer=True)


class MatrixQuerySet(models.QuerySet["PriorityMatrix"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever works with priorities may read by what they are argued."""
        return self if actor.may(SEE_QUEUE) else self.none()

    def now(self) -> "PriorityMatrix | None":
        """The edition that argues from now on; None while it is the standard matrix."""
        return self.order_by("-edition").first()


class TicketQuerySet(RecordModelQuerySet["Ticket"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def assigned_to(self, person_id: int | None) -> Self:
        return self.filter(assignee=person_id)

    def unassigned(self) -> Self:
        return self.filter(assignee=None, state__in=OPEN)

    def waiting(self) -> Self:
        return self.filter(state=State.WAITING)

    def for_teams(self, teams: "models.QuerySet[Team]") -> Self:
        return self.filter(record__team__in=teams)

    def requested_by(self, person_id: int | None) -> Self:
        return self.filter(record__requester=person_id)

    def unconfirmed_since(self, moment: datetime) -> Self:
        """Resolved until then and not closed since. What ended in another desk is nobody's to confirm here."""
        return self.filter(state=State.RESOLVED, resolved_at__lte=moment).exclude(verification=Verification.ELSEWHERE)

    def due_to_resume(self, moment: datetime) -> Self:
        return self.filter(state=State.WAITING, hold_until__lte=moment)

    def worked_on_alone(self) -> Self:
        return self.filter(ALONE)

    def children_of(self, parent: "Ticket") -> Self:
        return self.filter(parent=parent)

    def with_people(self) -> Self:
        """Everything a row or a page says about people and places, in one query."""
        return self.select_related(
            "record__organisation", "record__team", "record__requester__organisation", "assignee", "category__service", "resolver"
        )

    def others_of(self, requester: int, but_not: int) -> Self:
        """The requester's other tickets that are not closed, newest first."""
        return self.filter(record__requester=requester).exclude(state=State.CLOSED).exclude(pk=but_not).order_by("-opened_at", "-pk")

    def what_hurts_next(self) -> Self:
        return self.order_by("hurts_at", "priority", "opened_at", "pk")


class CategoryQuerySet(models.QuerySet["Category"]):
    def active(self) -> Self:
        return self.filter(is_active=True)


class IdentityWayQuerySet(models.QuerySet["IdentityWay"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever checks identities, or arranges how."""
        return self if actor.reach(CHECK_IDENTITY) or actor.reach(ARRANGE) else self.none()

    def active(self) -> Self:
        return self.filter(is_active=True)


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own, those of one's teams, and those of the teams whose views one arranges."""
        scope = actor.reach(ARRANGE_VIEWS)
        arranged = Q(team__isnull=False) if scope.house else Q(team__in=scope.teams)
        return self.filter(self._own(actor) | arranged)

    def on_tabs_of(self, person_id: int) -> Self:
        """One's own and those of one's teams, in the order of the tabs."""
        return self.filter(self._kept_for(person_id)).order_by("team", "name", "pk")

    def _own(self, actor: Actor) -> Q:
        if actor.person_id is None:
            return Q(pk__in=[])
        return self._kept_for(actor.person_id)

    def _kept_for(self, person_id: int) -> Q:
        teams = Membership.objects.filter(person=person_id).values("team")
        return Q(owner=person_id, team=None) | Q(team__in=teams)

    def editable_by(self, actor: Actor) -> Self:
        """Those the actor may change: their own; of their teams' those that the team edits; those they arrange."""
        scope = actor.reach(ARRANGE_VIEWS)
        arranged = Q(team__isnull=False) if scope.house else Q(team__in=scope.teams)
        mine = Q(owner=actor.person_id) | Q(edited_by="team")
        return self.filter(self._own(actor) & mine | arranged)


class BulkActQuerySet(models.QuerySet["BulkAct"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own: what somebody did is in the logbook for all others who may read it."""
        return self.filter(person=actor.person_id) if actor.person_id else self.none()


class CareQuerySet(models.QuerySet["CareSetting"]):
    def in_force(self, day: date) -> Self:
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def about(self, kind: str) -> Self:
        return self.filter(kind__in=["", kind])


class ReleaseQuerySet(models.QuerySet["Release"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever reads the desk's side of the ticket."""
        return self.filter(staff_side(actor, "ticket__record__"))

    def waiting(self) -> Self:
        return self.filter(state=ReleaseState.WAITING)

    def decided(self) -> Self:
        return self.filter(state__in=[ReleaseState.RELEASED, ReleaseState.SENT_BACK])

    def solution_sent_back(self, ticket: "Ticket", actor: Actor) -> "Release | None":
        """The actor's last solution of this ticket, if it came back to them."""
        last = self.filter(ticket=ticket, message__author=actor.person_id, speech=Speech.RESOLVE).order_by("-pk").first()
        return last if last and last.state in (ReleaseState.SENT_BACK, ReleaseState.TAKEN_BACK) else None

    def releasable_by(self, actor: Actor) -> Self:
        """Those the actor may release: not their own."""
        scope = actor.reach(RELEASE)
        placed = Q(ticket__record__organisation__in=scope.organisations) | Q(ticket__record__team__in=scope.teams)
        coached = Q(message__author__in=Person.objects.filter(cohorts__in=scope.groups).values("pk"))
        found = self if scope.house else self.filter(placed | coached)
        return found.exclude(message__author=actor.person_id)

    def due_for(self, actor: Actor) -> Self:
        """What waits for this actor: everything for a coach, for a lead what no coach released in time."""
        found = self.waiting().visible_to(actor).releasable_by(actor)
        return found if Role.COACH in actor.roles() else found.filter(lapsed_at__isnull=False)

    def with_people(self) -> Self:
        """Everything a row or a page says, in one query."""
        return self.select_related(
            "message__author__organisation",
            "sent",
            "decided_by",
            "ticket__record__requester",
            "ticket__record__organisation",
            "ticket__record__team",
        )


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever reads the desk's side of the ticket."""
        return self.filter(staff_side(actor, "ticket__record__"))

    def written_by(self, actor: Actor) -> Self:
        return self.filter(person=actor.person_id)


class CannedQuerySet(models.QuerySet["CannedAnswer"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own, those of one's teams and of the teams one arranges for, and everybody's."""
        scope = actor.reach(SHARE_CANNED)
        teams = Q(team__in=scope.teams) | Q(team__members=actor.person_id)
        shared = Q(owner=None) if scope.house else Q(owner=None) & (Q(team=None) | teams)
        return self.filter(Q(owner=actor.person_id) | shared).distinct()

    def usable_by(self, actor: Actor) -> Self:
        """Those in use that somebody is offered: not those of teams they are not in."""
        near = Q(owner=actor.person_id) | Q(owner=None, team=None) | Q(owner=None, team__members=actor.person_id)
        return self.filter(near, is_active=True).distinct()


@also_staff
def _tickets_of_own_trainees(actor: Actor) -> "models.QuerySet[Ticket] | None":
    """Whoever coaches a group reads the tickets its members work on, and those on which they wrote what was to be released."""
    groups = actor.reach(RELEASE).groups
    if not groups:
        return None
    members = Person.objects.filter(cohorts__in=groups).values("pk")
    tickets: models.QuerySet[Ticket] = apps.get_model("tickets.Ticket")._base_manager.filter(record__restricted=False)
    releases = apps.get_model("tickets.Release")._base_manager.filter(message__author__in=members)
    return tickets.filter(Q(assignee__in=members) | Q(pk__in=releases.values("ticket"))).values("pk")  # type: ignore[return-value]


@sight("tickets.ticket")
def _entries_of_tickets(actor: Actor) -> "tuple[models.QuerySet[Record] | None, models.QuerySet[Record] | None]":
    return _ids(Record.objects.visible_to_staff(actor)), _ids(Record.objects.filter(public_side(actor)))


@sight("records.record")
def _entries_of_records(actor: Actor) -> "tuple[models.QuerySet[Record] | None, models.QuerySet[Record] | None]":
    return _entries_of_tickets(actor)


def _ids(records: "models.QuerySet[Record]") -> "models.QuerySet[Record]":
    return records.values("pk")  # type: ignore[return-value]
