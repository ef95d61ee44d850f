"""What or whom a complaint can name at the portal: one's own reports, and those who helped with them."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.people.models import Person
from vakdesk.portal.models import Unsent
from vakdesk.portal.queries import own_reports
from vakdesk.records.models import Message
from vakdesk.tickets.models import Ticket
from vakdesk.ui.components import icon

#: The newest reports somebody chooses from, and how many of those who helped.
MOST_REPORTS, MOST_PEOPLE = 6, 6


def choices(actor: Actor) -> list[tuple[str, SafeString]]:
    """Two queries. Nobody is named here who did not write to them, or work on a report of theirs."""
    reports = _reports(actor)
    named = [(f"ticket.{one.pk}", format_html("{}<b>{}</b>", icon("inbox"), f"{one.reference} {one.title}"[:90])) for one in reports]
    people = [(f"person.{one.pk}", format_html("{}<b>{}</b>", icon("user"), one.name)) for one in _helpers(actor, reports)]
    return named + people


def about(actor: Actor, whom: str) -> tuple[Ticket | None, Person | None]:
    """The report or the person that was chosen, if it is still one that can be."""
    kind, _dot, key = whom.partition(".")
    reports = _reports(actor)
    ticket = next((one for one in reports if kind == "ticket" and str(one.pk) == key), None)
    person = next((one for one in _helpers(actor, reports) if kind == "person" and str(one.pk) == key), None)
    return ticket, person


def chosen_words(actor: Actor, unsent: Unsent) -> str:
    ticket, person = about(actor, unsent.whom)
    return str(ticket or person or _("Something else"))


def _reports(actor: Actor) -> list[Ticket]:
    return list(own_reports(actor).filter(record__restricted=False).order_by("-opened_at", "-pk")[:MOST_REPORTS])


def _helpers(actor: Actor, reports: list[Ticket]) -> list[Person]:
    wrote = Message.objects.public().filter(record__in=[one.pk for one in reports]).exclude(author=None)  # anyone: of their own reports
    keys = set(wrote.values_list("author", flat=True)) | {one.assignee_id for one in reports if one.assignee_id}
    people = Person.objects.active().filter(pk__in=keys - {actor.person_id})  # anyone: whom they met on their own reports
    return list(people.order_by("folded", "pk")[:MOST_PEOPLE])
