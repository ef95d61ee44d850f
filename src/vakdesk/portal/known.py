"""What is known to be down, for a person who is about to report it."""

from dataclasses import dataclass
from datetime import datetime

from vakdesk.access.actors import Actor
from vakdesk.majors.models import Major
from vakdesk.majors.queries import MOST_ON_A_BANNER, MajorQuerySet
from vakdesk.people.models import Person
from vakdesk.tickets.kinds import OPEN
from vakdesk.tickets.models import Ticket


@dataclass(frozen=True)
class Known:
    """`own` is their report of it, once they are on the list."""

    reference: str
    headline: str
    text: str
    at: datetime
    next_at: datetime | None
    own: Ticket | None


def known_to(actor: Actor) -> list[Known]:
    """Two queries where nothing is down."""
    majors = list(majors_known_to(actor).prefetch_related("news")[:MOST_ON_A_BANNER])
    own = Ticket.objects.filter(parent__in=[one.pk for one in majors], record__requester=actor.person_id, state__in=OPEN)
    theirs = {report.parent_id: report for report in own.select_related("record")} if majors else {}
    return [_known(one, theirs.get(one.pk)) for one in majors]


def majors_known_to(actor: Actor) -> MajorQuerySet:
    person = Person.objects.filter(pk=actor.person_id).first()
    return Major.objects.known_to(person).with_people() if person else Major.objects.none()


def _known(major: Major, own: Ticket | None) -> Known:
    news = next(iter(major.news.all()))
    return Known(major.ticket.reference, major.headline, news.text, news.at, major.next_news_at, own)
