"""@name in an internal note: who is meant, and who may be: whoever reads the desk's side of the ticket, and nobody else."""

import re
from collections.abc import Collection, Iterable

from django.db.models import Q
from django.utils.html import escape
from django.utils.safestring import SafeString

from vakdesk.kit import clock
from vakdesk.kit.text import fold
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person, PersonQuerySet, RoleGrant
from vakdesk.records.kinds import Side
from vakdesk.records.models import Share
from vakdesk.records.permissions import SEE
from vakdesk.tickets.models import Ticket

#: Not the one in an address of mail.
_AT = re.compile(r"(?<![\w@.])@(\w[\w.'’-]*(?: \w[\w.'’-]*){0,4})")
_TAGS = re.compile(r"(<[^>]*>)")
MOST_OFFERED = 8


def readers(ticket: Ticket) -> PersonQuerySet:
    """Who reads the desk's side of it by a role that reaches where it lies, or by a share of that side."""
    record = ticket.record
    here = Q(scope="house") | Q(organisation=record.organisation_id, scope="organisation") | Q(team=record.team_id, scope="team")
    by_role = RoleGrant.objects.in_force().filter(here, role__in=SEE.granted_to)
    shared = Share.objects.filter(Q(until=None) | Q(until__gt=clock.now()), record=record, side=Side.STAFF)
    told = Q(pk__in=shared.values("person"))
    return Person.objects.active().filter(told if record.restricted else told | Q(pk__in=by_role.values("person")))


def offered(ticket: Ticket, text: str) -> list[Person]:
    """Whom the words typed so far may mean."""
    found = readers(ticket).named_like(text) if text.strip() else readers(ticket)
    return list(found.select_related("organisation").order_by("folded", "pk")[:MOST_OFFERED])


def meant(text: str, ticket: Ticket) -> list[Person]:
    """Whom the text names by their whole name, their user name, or a first name that only one of the readers has.

    No query without an @. Of several readings the longest name counts.
    """
    called = [fold(words) for words in _AT.findall(text)]
    if not called:
        return []
    people = list(readers(ticket))
    by_word = _unambiguous(people)
    found = {person.pk: person for words in called if (person := _named(words, by_word)) is not None}
    return [person for person in found.values() if _reads(person, ticket)]


def marked(html: SafeString, people: Iterable[Person]) -> SafeString:
    """The note with the names of who is mentioned set off."""
    names = sorted({escape(name) for person in people for name in _ways(person)}, key=len, reverse=True)
    if not names:
        return html
    pattern = re.compile(rf"(?<![\w@.])@(?:{'|'.join(re.escape(name) for name in names)})(?!\w)", re.IGNORECASE)
    parts = _TAGS.split(html)
    return SafeString("".join(part if part.startswith("<") else pattern.sub(r'<span class="mention">\g<0></span>', part) for part in parts))


def _ways(person: Person) -> list[str]:
    return [way for way in (person.name, person.username or "", person.name.split()[0]) if way]


def _unambiguous(people: Collection[Person]) -> dict[str, Person]:
    """Whole names and user names before first names; what two people are called means neither."""
    exact: dict[str, set[Person]] = {}
    first: dict[str, set[Person]] = {}
    for person in people:
        for way in (person.name, person.username or ""):
            if way:
                exact.setdefault(fold(way), set()).add(person)
        first.setdefault(fold(person.name.split()[0]), set()).add(person)
    return {way: next(iter(ones)) for way, ones in (first | exact).items() if len(ones) == 1}


def _named(words: str, by_word: dict[str, Person]) -> Person | None:
    said = words.split()
    for length in range(len(said), 0, -1):
        tried = " ".join(said[:length])
        if found := by_word.get(tried) or by_word.get(tried.rstrip(".'’-")):
            return found
    return None


def _reads(person: Person, ticket: Ticket) -> bool:
    return Ticket.objects.visible_to_staff(actor_for(person)).filter(pk=ticket.pk).exists()
