"""Is a report about a major incident that goes on? By what it shares with what is known to be: words, category, service."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from vakdesk.majors.kinds import LOOK_BACK_HOURS
from vakdesk.majors.models import Major
from vakdesk.people.actors import actor_for
from vakdesk.search.engine import engine
from vakdesk.search.similar import COMMON, NEVER_COMMON, similar
from vakdesk.search.terms import terms_of, words
from vakdesk.tickets.models import Ticket

#: So many of the likest are looked at for one that belongs to it.
LOOKED_AT = 8
TITLES_LOOKED_AT = 40
SHORTEST = 4
MOST_WORDS = 4


@dataclass(frozen=True)
class Likeness:
    """Why we think so, in what a person can check."""

    major: Major
    words: list[str] = field(default_factory=list)
    same_category: bool = False
    same_service: bool = False

    @property
    def reasons(self) -> dict[str, Any]:
        return {"words": self.words, "same_category": self.same_category, "same_service": self.same_service}

    @property
    def holds(self) -> bool:
        """Two words that tell something, or one and the category or service."""
        return len(self.words) >= (1 if self.same_category or self.same_service else 2)

    @property
    def strength(self) -> int:
        return len(self.words) + 2 * self.same_category + self.same_service


def likest(ticket: Ticket) -> Likeness | None:
    """The major incident it is most like, if it is like one enough. No query where none goes on but the one that finds that out."""
    found = [_likeness(ticket, major) for major in Major.objects.going_on().with_people().exclude(pk=ticket.pk)]
    return max((one for one in found if one.holds), key=lambda one: one.strength, default=None)


def _likeness(ticket: Ticket, major: Major) -> Likeness:
    """What it shares with the words of the outage, and with those of its reports that search finds likest."""
    own, known = _stems(_said(ticket), ticket.record.language), _words_of(major, ticket.record.language)
    shared = {stem: spelled for stem, spelled in own.items() if stem in known}
    hits = {hit.record.pk: hit for hit in similar(ticket.record, actor_for(major.lead), limit=LOOKED_AT) if hit.record}
    for key in Ticket.objects.filter(parent=major.pk, pk__in=hits).values_list("pk", flat=True):
        shared |= _stems(" ".join(hits[key].why), ticket.record.language)
    services = (ticket.service and ticket.service.pk, major.ticket.service and major.ticket.service.pk)
    return Likeness(
        major,
        list(shared.values())[:MOST_WORDS],
        ticket.category_id is not None and ticket.category_id == major.ticket.category_id,
        services[0] is not None and services[0] == services[1],
    )


def _words_of(major: Major, language: str) -> set[str]:
    """The headline's and title's, and what at least two reports of it are called by; none that the desk used all the time before.

    Search alone would not do: the more people report an outage, the commoner its words, and the less they tell apart there.
    """
    children = Ticket.objects.filter(parent=major.pk)
    titles = children.order_by("-pk").values_list("record__title", flat=True)[:TITLES_LOOKED_AT]
    counted = Counter(stem for title in titles for stem in _stems(title, language))
    named = _stems(" ".join([*major.headlines.values(), major.ticket.title]), language)
    found = {*named, *(stem for stem, count in counted.items() if count > 1)}
    since = major.declared_at - timedelta(hours=LOOK_BACK_HOURS)
    common, lately = engine.how_common(list(found)), Ticket.objects.filter(opened_at__gte=since).count()
    return {stem for stem in found if common.get(stem, 0) - lately <= max(COMMON * engine.how_many(), NEVER_COMMON)}


def _said(ticket: Ticket) -> str:
    first = ticket.record.messages.public().order_by("pk").values_list("text", flat=True).first()
    return f"{ticket.title} {first or ''}"


def _stems(text: str, language: str) -> dict[str, str]:
    """The stems of the words that tell something, and how each is spelled first."""
    found: dict[str, str] = {}
    for word in words(text):
        telling = len(word) >= SHORTEST or any(sign.isdigit() for sign in word)
        if telling and (terms := terms_of(word, language)):
            found.setdefault(terms[-1], word)
    return found
