"""What came before that is like this: which tickets, why we say so, what solved them, and which category most of them have.

Nothing is applied: a person reads it and decides.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from vakdesk.access.actors import Actor
from vakdesk.search.registry import Hit
from vakdesk.search.similar import alike, similar
from vakdesk.tickets.kinds import TICKET, Closure
from vakdesk.tickets.models import Category, Ticket

SHOWN = 5
#: A category is suggested when this share of the likeness of so many tickets, and not fewer, points to it. Measured on real
#: tickets in eight categories by `vakdesk bench categories`.
NEIGHBOURS, FEWEST, SHARE = 10, 3, 0.6
#: Ended without having been solved: what was done there helps nobody.
UNSOLVED = (Closure.WITHDRAWN, Closure.MERGED, Closure.NOT_APPROVED)


@dataclass(frozen=True)
class Like:
    """A ticket that came before, the words it shares, and what was done, if it was solved."""

    ticket: Ticket
    why: tuple[str, ...]
    score: float

    @property
    def solution(self) -> str:
        return self.ticket.done if not self.ticket.is_open and self.ticket.closure not in UNSOLVED else ""


@dataclass(frozen=True)
class Suggestion:
    """A category most of the likest tickets have: so many of so many."""

    category: Category
    agreeing: int
    of: int


def like(ticket: Ticket, actor: Actor) -> list[Like]:
    """The tickets most like this one that the actor may read as staff, the likest first; as many as a suggestion looks at."""
    return _tickets(similar(ticket.record, actor, limit=NEIGHBOURS), actor)


def like_text(text: str, language: str, actor: Actor) -> list[Like]:
    """The same for a text that somebody is writing down."""
    return _tickets(alike(text, language, actor, types=["ticket"], limit=NEIGHBOURS), actor)


def suggested(likes: Sequence[Like]) -> Suggestion | None:
    """The category in use that most of the likeness points to; None where the likest tickets disagree or are too few."""
    having = [each for each in likes if each.ticket.category is not None and each.ticket.category.is_active]
    if len(having) < FEWEST:
        return None
    weights: dict[int, float] = defaultdict(float)
    for each in having:
        weights[each.ticket.category_id] += each.score  # type: ignore[index]
    best = max(weights, key=lambda pk: weights[pk])
    if weights[best] < SHARE * sum(weights.values()):
        return None
    agreeing = [each for each in having if each.ticket.category_id == best]
    category = agreeing[0].ticket.category
    assert category is not None
    return Suggestion(category, len(agreeing), len(having))


def _tickets(hits: list[Hit], actor: Actor) -> list[Like]:
    scores = {hit.record.pk: hit for hit in hits if hit.record is not None and hit.record.type == TICKET.name}
    found = Ticket.objects.visible_to_staff(actor).select_related("record", "category").in_bulk(list(scores))
    return [Like(found[key], hit.why, hit.score) for key, hit in scores.items() if key in found]
