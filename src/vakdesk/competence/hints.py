"""Which open ticket would help whom? A hint for whoever assigns, about people who asked for it; never an order, and never a figure.

Only the kind of a ticket is looked at: what it would turn out to be nobody knows.
"""

from dataclasses import dataclass

from vakdesk.access.actors import Actor
from vakdesk.competence.kinds import Readiness
from vakdesk.competence.matrix import Book
from vakdesk.competence.models import Evidence, Passport
from vakdesk.competence.permissions import HINT
from vakdesk.people.models import Membership, Person
from vakdesk.standards.crosswalk import Activity, activities
from vakdesk.tickets.kinds import TicketKind
from vakdesk.tickets.models import Ticket

#: What a ticket of a kind would mostly show, besides what every ticket shows.
SHOWS = {
    TicketKind.ACCESS: "A12",
    TicketKind.COMPLAINT: "A10",
    TicketKind.SERVICE_REQUEST: "A13",
    TicketKind.INCIDENT: "A07",
    TicketKind.CHANGE_ENQUIRY: "A33",
}
MOST_TICKETS, MOST_PEOPLE = 40, 30


@dataclass(frozen=True)
class Hint:
    """A ticket nobody has, what it would show, and whom that would help."""

    ticket: Ticket
    activity: Activity
    people: list[Person]


def hints(actor: Actor) -> list[Hint]:
    """For tickets nobody has, of people in the teams the actor leads. Three queries."""
    wanting = _wanting(actor)
    if not wanting:
        return []
    rows = Ticket.objects.visible_to_staff(actor).unassigned().filter(kind__in=SHOWS).select_related("record").what_hurts_next()
    found = [(ticket, SHOWS[TicketKind(ticket.kind)]) for ticket in rows[:MOST_TICKETS]]
    return [Hint(ticket, activities()[code], wanting[code]) for ticket, code in found if code in wanting]


def _wanting(actor: Actor) -> dict[str, list[Person]]:
    """By activity who would need material of it."""
    scope = actor.reach(HINT)
    passports = Passport.objects.filter(hints=True, person__is_active=True).exclude(person=actor.person_id).select_related("person")
    if not scope.house:
        passports = passports.filter(person__in=Membership.objects.filter(team__in=scope.teams).values("person"))
    chosen = list(passports[:MOST_PEOPLE])
    evidence: dict[int, list[Evidence]] = {}
    for one in Evidence.objects.submitted().filter(person__in=[each.person_id for each in chosen]).with_work():
        evidence.setdefault(one.person_id, []).append(one)
    found: dict[str, list[Person]] = {}
    for passport in chosen:
        book = Book(passport, False, [one for one in evidence.get(passport.person_id, []) if one.counts])
        for code in _lacking(book):
            found.setdefault(code, []).append(passport.person)
    return found


def _lacking(book: Book) -> set[str]:
    rows = [row for standard in book.standards for row in standard.rows if row.readiness is not Readiness.READY]
    reached = {activity.code for row in rows for activity in row.branch.reached}
    return {code for code in SHOWS.values() if code in reached and len(book.by_activity.get(code, ())) < 2}
