"""The monthly service report of an agreement: what was attained per measure, what was not, how it develops, what we propose.

A clock belongs to the month in which it was decided: kept or breached when it stopped, breached when its time was over.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from vakdesk.access.actors import Actor
from vakdesk.levels.kinds import Measure, State, Verdict
from vakdesk.levels.models import Agreement, Clock, Deviation

TREND_MONTHS = 6
DECIDED = Q(state=State.STOPPED) | Q(verdict=Verdict.BREACHED)


@dataclass(frozen=True)
class Month:
    """A month in the house's zone."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def from_text(cls, text: str, otherwise: "Month") -> "Month":
        """ "2026-11"; anything else is `otherwise`."""
        year, _dash, number = text.partition("-")
        if year.isdecimal() and number.isdecimal() and 1990 <= int(year) <= 2100 and 1 <= int(number) <= 12:
            return cls(int(year), int(number))
        return otherwise

    def plus(self, months: int) -> "Month":
        counted = self.year * 12 + self.number - 1 + months
        return Month(counted // 12, counted % 12 + 1)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time(), ZoneInfo(settings.TIME_ZONE))

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"


@dataclass(frozen=True)
class Figure:
    """Of so many clocks that were decided, so many were kept. `percent` is None where nothing was decided.

    `seconds` is the target it is about, 0 where it is about all of a measure.
    """

    measure: str
    kept: int
    breached: int
    seconds: int = 0

    @property
    def label(self) -> str:
        return str(Measure(self.measure).label)

    @property
    def decided(self) -> int:
        return self.kept + self.breached

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means all."""
        return self.kept * 100 // self.decided if self.decided else None


@dataclass(frozen=True)
class Report:
    agreement: Agreement
    month: Month
    figures: tuple[Figure, ...]
    targets: tuple[Figure, ...]
    trend: tuple[tuple[Month, Figure], ...]
    deviations: tuple[Deviation, ...]

    @property
    def overall(self) -> Figure:
        return Figure(Measure.RESOLUTION, sum(one.kept for one in self.figures), sum(one.breached for one in self.figures))

    @property
    def proposals(self) -> list[str]:
        """What was proposed while deviations were explained, each once."""
        return list(dict.fromkeys(one.improvement for one in self.deviations if one.improvement))


def decided_in(rows: QuerySet[Clock], month: Month, until: Month | None = None) -> QuerySet[Clock]:
    """Clocks decided in the month, or up to the end of another one."""
    begins, ends = month.begins, (until or month).plus(1).begins
    stopped = Q(state=State.STOPPED, breached_at=None, stopped_at__gte=begins, stopped_at__lt=ends)
    late = Q(verdict=Verdict.BREACHED, breached_at__gte=begins, breached_at__lt=ends)
    late_before = Q(verdict=Verdict.BREACHED, breached_at=None, stopped_at=None, due_at__gte=begins, due_at__lt=ends)
    return rows.filter(stopped | late | late_before).exclude(verdict__in=[Verdict.NONE, Verdict.OPEN])


def report_of(agreement: Agreement, month: Month, actor: Actor) -> Report:
    """Three queries, whatever the month held."""
    first = month.plus(1 - TREND_MONTHS)
    own = Clock.objects.visible_to(actor).filter(version__agreement=agreement)
    rows = decided_in(own, first, month).values_list("measure", "verdict", "stopped_at", "breached_at", "due_at", "target_seconds")
    tally: dict[tuple[Month, str], list[int]] = defaultdict(lambda: [0, 0])
    zone = ZoneInfo(settings.TIME_ZONE)
    by_target: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
    for measure, verdict, stopped, breached, due, seconds in rows:
        decided = Month.of((breached or stopped or due).astimezone(zone).date())
        tally[(decided, measure)][verdict == Verdict.BREACHED] += 1
        if decided == month:
            by_target[(measure, seconds)][verdict == Verdict.BREACHED] += 1
    figures = tuple(Figure(measure, *tally[(month, measure)]) for measure in Measure.values if (month, measure) in tally)
    order = {measure: place for place, measure in enumerate(Measure.values)}
    targets = sorted(by_target, key=lambda one: (order[one[0]], one[1]))
    months = [first.plus(number) for number in range(TREND_MONTHS)]
    trend = tuple((one, _overall(one, tally)) for one in months)
    found = Deviation.objects.visible_to(actor).filter(
        version__agreement=agreement, due_at__gte=month.begins, due_at__lt=month.plus(1).begins
    )
    return Report(
        agreement,
        month,
        figures,
        tuple(Figure(measure, *by_target[(measure, seconds)], seconds) for measure, seconds in targets),
        trend,
        tuple(found.select_related("record", "about", "version__agreement").order_by("due_at", "pk")),
    )


def _overall(month: Month, tally: dict[tuple[Month, str], list[int]]) -> Figure:
    own: Iterable[list[int]] = [counts for (one, _measure), counts in list(tally.items()) if one == month]
    return Figure(Measure.RESOLUTION, sum(kept for kept, _late in own), sum(late for _kept, late in own))
