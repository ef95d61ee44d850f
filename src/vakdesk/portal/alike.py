"""What is there already about something a person is about to report: their own open reports, and what they may read besides."""

from dataclasses import dataclass

from django.db.models import QuerySet

from vakdesk.access.actors import Actor
from vakdesk.portal.queries import not_over, own_reports, reports_for
from vakdesk.portal.words import Standing, standing
from vakdesk.search.find import find
from vakdesk.search.registry import Hit
from vakdesk.search.similar import alike
from vakdesk.tickets.models import Ticket

MOST = 3
CONSIDERED = 30
SHORTEST = 4


@dataclass(frozen=True)
class Offer:
    """A report that may be about the same. `is_own` when they told us themselves and it is not over."""

    report: Ticket
    standing: Standing
    is_own: bool


def offers(actor: Actor, text: str) -> list[Offer]:
    """Their own open reports that share words with the text, then reports they may read in which all its words stand."""
    if len(text.strip()) < SHORTEST:
        return []
    mine = _in_order(alike(text, actor.language, actor, types=["ticket"], limit=CONSIDERED), not_over(own_reports(actor)))
    others = _in_order(
        find(actor, text, types=["ticket"], limit=CONSIDERED).hits, reports_for(actor).exclude(pk__in=[report.pk for report in mine])
    )
    found = [Offer(report, standing(report), True) for report in mine] + [Offer(report, standing(report), False) for report in others]
    return found[:MOST]


def _in_order(hits: list[Hit], reports: QuerySet[Ticket]) -> list[Ticket]:
    keys = [hit.record.pk for hit in hits if hit.record]
    found = reports.in_bulk(keys)
    return [found[key] for key in keys if key in found][:MOST]
