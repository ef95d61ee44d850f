"""Everything the page of a major incident says, in a number of queries that does not grow with those affected."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.majors.models import Duty, Major, News, Proposal
from vakdesk.records.kinds import REVERSE
from vakdesk.records.models import Link
from vakdesk.tickets.kinds import OPEN
from vakdesk.tickets.models import Ticket

MOST_AFFECTED = 12
MOST_CLIENTS = 8
MOST_PROPOSED = 25
SOON = timedelta(minutes=15)


@dataclass(frozen=True)
class Told:
    """A piece of news and how many of the children have it, or a later one."""

    news: News
    reached: int
    of: int

    @property
    def is_under_way(self) -> bool:
        return self.reached < self.of


@dataclass(frozen=True)
class Linked:
    words: Any
    record: Any


class MajorPage:
    def __init__(self, major: Major, actor: Actor) -> None:
        self.major, self.actor, self.now = major, actor, clock.now()

    @property
    def seen(self) -> QuerySet[Ticket]:
        return Ticket.objects.visible_to_staff(self.actor).filter(parent=self.major.pk)

    @cached_property
    def counted(self) -> dict[str, int]:
        is_open = Q(state__in=OPEN)
        return self.seen.aggregate(
            reports=Count("pk"),
            people=Count("record__requester", distinct=True),
            clients=Count("record__organisation", distinct=True),
            open=Count("pk", is_open),
            waiting=Count("pk", is_open & Q(needs_answer=True)),
            not_yet=Count("pk", is_open & Q(times_reopened__gt=0)),
        )

    @property
    def solved(self) -> int:
        return self.counted["reports"] - self.counted["open"]

    @cached_property
    def by_client(self) -> list[tuple[str, int]]:
        """Where they are, most first."""
        named = (
            self.seen.values_list("record__organisation__name")
            .annotate(number=Count("pk"))
            .order_by("-number", "record__organisation__name")
        )
        return [(name or "", number) for name, number in named[:MOST_CLIENTS]]

    @cached_property
    def affected(self) -> list[Ticket]:
        """Those who wait for a word first, then the newest."""
        rows = self.seen.select_related("record__requester", "record__organisation", "told")
        return list(rows.order_by("-needs_answer", "-pk")[:MOST_AFFECTED])

    @property
    def more_affected(self) -> int:
        return self.counted["reports"] - len(self.affected)

    @cached_property
    def news(self) -> list[Told]:
        """Newest first. Whoever came later was told the later one only."""
        reached = dict(self.seen.filter(told__isnull=False).values_list("told__news").annotate(number=Count("pk")))
        told, total = [], 0
        for one in News.objects.filter(major=self.major).select_related("author"):
            total += reached.get(one.pk, 0)
            told.append(Told(one, total, self.counted["open"] if not total or not one.is_last else self.counted["reports"]))
        return told

    @cached_property
    def duties(self) -> list[Duty]:
        return list(self.major.duties.select_related("person"))

    @cached_property
    def proposals(self) -> list[Proposal]:
        rows = Proposal.objects.visible_to(self.actor).waiting().filter(major=self.major)
        return list(rows.select_related("ticket__record__requester", "ticket__record__organisation").order_by("-at")[:MOST_PROPOSED])

    @cached_property
    def links(self) -> list[Linked]:
        """What bears on it, from either end."""
        rows = (
            Link.objects.visible_to(self.actor).filter(Q(source=self.major.pk) | Q(target=self.major.pk)).select_related("source", "target")
        )
        return [
            Linked(one.get_kind_display(), one.target) if one.source_id == self.major.pk else Linked(REVERSE[one.kind], one.source)
            for one in rows.order_by("pk")
        ]

    @property
    def clock_tone(self) -> str:
        """How near the promised news is."""
        due = self.major.next_news_at
        if due is None or not self.major.is_going_on:
            return "plain"
        return "bad" if due <= self.now else "warn" if due - self.now <= SOON else "good"

    @property
    def left(self) -> timedelta | None:
        due = self.major.next_news_at
        return abs(due - self.now) if due else None

    @property
    def lasted(self) -> timedelta:
        return (self.major.ended_at or self.now) - self.major.declared_at
