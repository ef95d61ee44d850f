"""Trainees under care: whose words to requesters wait for a release, who may give it, and until when they wait for a coach."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from difflib import SequenceMatcher
from functools import cache
from re import findall
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.levels.calendars import engine_calendar, spans_from
from vakdesk.levels.models import Clock
from vakdesk.levels.reading import HURTS, moment
from vakdesk.levels.working_time import Calendar, Hours, Version
from vakdesk.people.models import Person, RoleGrant
from vakdesk.records.models import Record
from vakdesk.tickets.kinds import Care, ReleaseState, TicketKind
from vakdesk.tickets.models import CareSetting, Release, Ticket
from vakdesk.tickets.permissions import CARE, RELEASE, REPLY

#: Of what is left on the nearest clock, the part after which a release lapses to the lead.
HALF = 2
MONDAY_TO_FRIDAY = 5


def is_trainee_on(ticket: Ticket, actor: Actor) -> bool:
    """Whether the actor writes to this requester by being a trainee, and by nothing else."""
    if Role.TRAINEE not in actor.roles():
        return False
    otherwise = replace(actor, grants=tuple(grant for grant in actor.grants if grant.role != Role.TRAINEE))
    return actor.may(REPLY, ticket) and not otherwise.may(REPLY, ticket)


def care_of(person_id: int, kind: str) -> Care:
    """How the trainee's words are looked after today on tickets of that kind. One query."""
    newest = CareSetting.objects.filter(trainee=person_id).in_force(today()).about(kind).first()
    return Care(newest.care if newest else settings.TRAINEES_BEGIN)


def care_by_kind(people: Collection[int]) -> dict[int, dict[TicketKind, Care]]:
    """The same for every kind of several people. One query."""
    found = {pk: dict.fromkeys(TicketKind, Care(settings.TRAINEES_BEGIN)) for pk in people}
    for setting in CareSetting.objects.filter(trainee__in=people).in_force(today()).order_by("pk"):
        kinds = [TicketKind(setting.kind)] if setting.kind else list(TicketKind)
        found[setting.trainee_id] |= dict.fromkeys(kinds, Care(setting.care))
    return found


def is_held_back(ticket: Ticket, actor: Actor) -> bool:
    """Whether what the actor writes to the requester now waits for a release. No query for who is no trainee."""
    if not is_trainee_on(ticket, actor):
        return False
    assert actor.person_id is not None
    return care_of(actor.person_id, ticket.kind) == Care.RELEASED and unsent_release(ticket.record, actor) is None


def unsent_release(record: Record, actor: Actor) -> Release | None:
    """A release that was given in the act at hand, and is good for one message."""
    given = Release.objects.filter(ticket=record.pk, message__author=actor.person_id, state=ReleaseState.RELEASED, sent=None)
    return given.first()


def today() -> date:
    return timezone.localdate(clock.now(), ZoneInfo(settings.TIME_ZONE))


def trainees_of(actor: Actor) -> "QuerySet[Person]":
    """Trainees whose care the actor may set: of the house, of their organisations, teams and groups."""
    scope = actor.reach(CARE)
    near = Q(organisation__in=scope.organisations) | Q(teams__in=scope.teams) | Q(cohorts__in=scope.groups)
    trainees = Person.objects.active().filter(pk__in=RoleGrant.objects.in_force().filter(role=Role.TRAINEE).values("person"))
    found = trainees if scope.house else trainees.filter(pk__in=Person.objects.filter(near).values("pk"))
    return found.exclude(pk=actor.person_id)


def holding(permission: Permission, role: Role, ticket: Ticket) -> "QuerySet[Person]":
    """Who holds the permission on this ticket by that role."""
    assert role in permission.granted_to
    record = ticket.record
    here = Q(scope="house") | Q(organisation=record.organisation_id, scope="organisation") | Q(team=record.team_id, scope="team")
    grants = RoleGrant.objects.in_force().filter(here, role=role)
    return Person.objects.active().filter(pk__in=grants.values("person")).select_related("organisation")


def coaches_of(ticket: Ticket, trainee_id: int | None) -> "QuerySet[Person]":
    """Who coaches where the ticket lies, or a group the trainee is in."""
    groups = RoleGrant.objects.in_force().filter(role=Role.COACH, group__members=trainee_id)
    near = Q(pk__in=holding(RELEASE, Role.COACH, ticket).values("pk")) | Q(pk__in=groups.values("person"))
    return Person.objects.active().filter(near).exclude(pk=trainee_id).select_related("organisation")


def leads_of(ticket: Ticket) -> "QuerySet[Person]":
    """The leads in its team, else all who lead here."""
    leads = holding(RELEASE, Role.LEAD, ticket)
    here = leads.filter(memberships__team=ticket.team_id)
    return here if here.exists() else leads


def lapse_moments(releases: Iterable[Release]) -> dict[int, datetime]:
    """By release: when it becomes the lead's too. Three queries at most.

    After settings.RELEASE_WITHIN_WORKING_HOURS, or when half of the working time that was left on the ticket's nearest clock
    is gone, whichever comes first. Worked example: sent at 10:00 on a ticket that is due at 14:00 the same day, it
    lapses at 12:00.
    """
    releases = list(releases)
    nearest = _nearest_clocks({one.ticket_id for one in releases})
    return {one.pk: _lapses(int(one.at.timestamp()), nearest.get(one.ticket_id)) for one in releases}


def _nearest_clocks(tickets: set[int]) -> dict[int, Clock]:
    running = Clock.objects.filter(record__in=tickets, due_at__isnull=False).open().select_related("version__calendar")
    rows = running.prefetch_related("version__calendar__versions").order_by("-due_at") if tickets else ()
    return {row.record_id: row for row in rows if row.agreement_kind in HURTS}


def _lapses(at: int, nearest: Clock | None) -> datetime:
    found = moment(_office().as_known(at).after(at, settings.RELEASE_WITHIN_WORKING_HOURS * 3600))
    assert found is not None, "the office opens at times"
    if nearest is None or nearest.due_at is None:
        return found
    due = int(nearest.due_at.timestamp())
    hours = engine_calendar(nearest.version.calendar).as_known(at)
    half = moment(hours.after(at, hours.between(at, due) // HALF))
    return min(found, half or found)


def _office() -> Calendar:
    return _office_of(settings.OFFICE_HOURS, settings.TIME_ZONE, settings.HOLIDAYS_OF)


@cache
def _office_of(spans: str, zone: str, country: str) -> Calendar:
    day = tuple((start, end) for start, end in spans_from(spans, field=""))
    week = tuple(day if number < MONDAY_TO_FRIDAY else () for number in range(7))
    first = datetime(2000, 1, 1, tzinfo=UTC)
    return Calendar("office", (Version(1, first.date(), 0, Hours(zone, week, country)),))


def changes(before: str, after: str) -> list[tuple[str, str, str]]:
    """What was changed, word by word: ("equal" | "replace" | "delete" | "insert", words before, words after), in order."""
    old, new = findall(r"\s+|\w+|[^\w\s]", before), findall(r"\s+|\w+|[^\w\s]", after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(how, "".join(old[a:b]), "".join(new[c:d])) for how, a, b, c, d in steps]


def authorship(before: str, after: str) -> dict[str, int]:
    """How many characters of the sent text the trainee wrote, how many are new, and how many of theirs were taken out."""
    steps = changes(before, after)
    return {
        "kept": sum(len(new) for how, _old, new in steps if how == "equal"),
        "added": sum(len(new) for how, _old, new in steps if how != "equal"),
        "dropped": sum(len(old) for how, old, _new in steps if how != "equal"),
    }
