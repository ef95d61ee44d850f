"""How often answers spared a report. Nothing here is about one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q
from django.utils import timezone

from vakdesk.access.actors import Actor
from vakdesk.knowledge.models import Article, Visit

MONTHS = 6
MOST_ARTICLES = 25


@dataclass(frozen=True)
class Month:
    """Visits on which answers were shown, one was opened, and one helped."""

    first: date
    shown: int
    opened: int
    helped: int

    @property
    def part(self) -> float:
        return self.helped / self.shown if self.shown else 0.0

    @property
    def percent(self) -> int:
        return round(100 * self.part)


def months_until(day: date) -> list[Month]:
    """This month and those before it, the newest first."""
    firsts = [_month(day, back) for back in range(MONTHS)]
    return [_counted(first, after) for first, after in zip(firsts, [_month(day, -1), *firsts], strict=False)]


def articles_since(first: date, actor: Actor) -> list[tuple[Article, int, int]]:
    """Of what the reader may read: how often it was opened by somebody about to ask, and how often it helped, the most helpful first."""
    since = _moment(first)
    opened = dict(_by_article("opened", since))
    helped = dict(_by_article("helped", since))
    keys = sorted(opened.keys() | helped.keys(), key=lambda key: (-helped.get(key, 0), -opened.get(key, 0), key))[:MOST_ARTICLES]
    rows = Article.objects.visible_to_staff(actor).select_related("record").in_bulk(keys)
    return [(rows[key], opened.get(key, 0), helped.get(key, 0)) for key in keys if key in rows]


def _by_article(field: str, since: datetime) -> Iterable[tuple[int, int]]:
    rows = Visit.objects.filter(at__gte=since).exclude(**{field: None}).order_by()
    return rows.values_list(field).annotate(many=Count("pk"))


def _counted(first: date, after: date) -> Month:
    within = Visit.objects.filter(at__gte=_moment(first), at__lt=_moment(after))
    found = within.aggregate(
        shown=Count("pk"), opened=Count("pk", filter=Q(opened__isnull=False)), helped=Count("pk", filter=Q(helped__isnull=False))
    )
    return Month(first, **found)


def _month(day: date, back: int) -> date:
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
