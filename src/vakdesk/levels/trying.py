"""What if? The clocks of the last months, read with other agreed times or other hours, without changing anything."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.levels import working_time
from vakdesk.levels.actions.agreements import Wanted
from vakdesk.levels.agreeing import Key, fallbacks_of, target_of
from vakdesk.levels.calendars import as_hours, engine_calendar
from vakdesk.levels.clockwork import Reading, Terms, read
from vakdesk.levels.kinds import Measure, Verdict
from vakdesk.levels.models import Agreement, AgreementVersion, Calendar, CalendarVersion, Clock, Target, fits, particular
from vakdesk.levels.plans import the_plan
from vakdesk.levels.reading import Basis, basis_of, marks_of
from vakdesk.logbook.models import Entry
from vakdesk.records.models import Record

MONTHS = range(1, 13)
AT_FIRST = 3
#: More than this is not read while somebody waits for the page; the newest are.
AT_MOST = 2_000
#: As many rows behind a figure stand on the page.
SHOWN = 200
JUDGED = (Verdict.KEPT, Verdict.BREACHED)


class Figure(StrEnum):
    """What is counted of the clocks that are decided, or would be."""

    DECIDED = "decided"
    KEPT = "kept"
    WOULD_KEEP = "would-keep"
    CHANGED = "changed"


FIGURES = {Figure.DECIDED: _("Decided"), Figure.KEPT: _("Kept"), Figure.WOULD_KEEP: _("Would be kept"), Figure.CHANGED: _("Changed")}


@dataclass(frozen=True)
class Case:
    """One clock as it is, and as it would be."""

    record: Record
    measure: Measure
    now: Reading
    then: Reading

    @property
    def verdicts(self) -> tuple[Verdict, Verdict]:
        return Verdict(self.now.verdict.value), Verdict(self.then.verdict.value)

    def counts_as(self, figure: Figure) -> bool:
        now, then = self.verdicts
        said = {
            Figure.DECIDED: now in JUDGED or then in JUDGED,
            Figure.KEPT: now == Verdict.KEPT,
            Figure.WOULD_KEEP: then == Verdict.KEPT,
            Figure.CHANGED: now != then,
        }
        return said[figure]


@dataclass(frozen=True)
class Tried:
    """What was read: every clock with both verdicts. `left_out` says that there were more than are read at once."""

    months: int
    cases: tuple[Case, ...]
    left_out: bool

    def behind(self, figure: Figure, measure: Measure | None = None) -> list[Case]:
        return [case for case in self.cases if case.counts_as(figure) and measure in (None, case.measure)]

    @property
    def measures(self) -> list[Measure]:
        return [measure for measure in Measure if self.behind(Figure.DECIDED, measure) or self.behind(Figure.CHANGED, measure)]


@dataclass(kw_only=True)
class _OtherTimes(Basis):
    """As if the agreement had said this from the beginning."""

    agreement: Agreement
    counts_by: working_time.Calendar
    targets: Sequence[Target]
    behind: AgreementVersion | None
    holds: Sequence[str]

    def terms(self, entry: Entry, version: AgreementVersion, measure: str, since: datetime) -> Terms:
        said = super().terms(entry, version, measure, since)
        if version.agreement_id != self.agreement.pk or not entry.facts["version"]:
            return said
        kind, priority, service = (entry.facts[name] for name in ("kind", "priority", "service"))
        fitting = [one for one in self.targets if one.measure == measure and fits(one, kind=kind, priority=priority, service_id=service)]
        if fitting:
            return replace(said, target=max(fitting, key=particular).seconds, calendar=self.counts_by)
        key: Key = (version.pk, kind, priority, service)
        target = target_of(self.behind, self.fallbacks, measure, key, clock.now()) if self.behind else None
        return replace(said, target=target, calendar=self.counts_by)

    def holds_for(self, version: AgreementVersion) -> Collection[str]:
        return self.holds if version.agreement_id == self.agreement.pk else super().holds_for(version)


@dataclass(kw_only=True)
class _OtherHours(Basis):
    """As if the calendar had had these hours from the beginning."""

    calendar: Calendar
    counts_by: working_time.Calendar

    def terms(self, entry: Entry, version: AgreementVersion, measure: str, since: datetime) -> Terms:
        said = super().terms(entry, version, measure, since)
        return replace(said, calendar=self.counts_by) if version.calendar_id == self.calendar.pk else said


def try_agreement(
    agreement: Agreement,
    *,
    calendar: Calendar,
    targets: Iterable[Wanted],
    holds_for: Iterable[str] = (),
    falls_back_to: Agreement | None = None,
    months: int = AT_FIRST,
    actor: Actor,
) -> Tried:
    """What was measured by this agreement in the last months, as these times would have judged it."""
    wanted = [
        Target(measure=one.measure, kind=one.kind, priority=one.priority, service=one.service, seconds=one.seconds) for one in targets
    ]
    fallbacks = fallbacks_of([AgreementVersion(falls_back_to=falls_back_to)])
    begun = [one for one in fallbacks.get(falls_back_to.pk, ()) if one.starts_at <= clock.now()] if falls_back_to else []
    rows = Clock.objects.visible_to(actor).filter(version__agreement=agreement)

    def changed(basis: Basis) -> Basis:
        return _OtherTimes(
            **_parts(basis) | {"fallbacks": basis.fallbacks | fallbacks},
            agreement=agreement,
            counts_by=engine_calendar(Calendar.objects.prefetch_related("versions").get(pk=calendar.pk)),
            targets=wanted,
            behind=max(begun, key=lambda one: (one.starts_at, one.number), default=None),
            holds=list(holds_for),
        )

    return _try(rows, changed, months, also={one.measure for one in wanted})


def try_calendar(calendar: Calendar, hours: CalendarVersion, *, months: int = AT_FIRST, actor: Actor) -> Tried:
    """What was measured by this calendar in the last months, as these hours would have counted it.

    Days before `hours.starts_on` that were closed stay closed.
    """
    past = {day for version in calendar.versions.all() for day in as_hours(version).closed if day < hours.starts_on}
    given = as_hours(hours)
    always = working_time.Version(1, datetime(2000, 1, 1, tzinfo=UTC).date(), 0, replace(given, closed=given.closed | past))
    tried = working_time.Calendar(calendar.name, (always,))
    rows = Clock.objects.visible_to(actor).filter(version__calendar=calendar)
    return _try(rows, lambda basis: _OtherHours(**_parts(basis), calendar=calendar, counts_by=tried), months)


def _parts(basis: Basis) -> dict[str, Any]:
    return {"plan": basis.plan, "entries": basis.entries, "versions": basis.versions, "fallbacks": basis.fallbacks}


def _try(rows: "QuerySet[Clock]", changed: Callable[[Basis], Basis], months: int, also: Iterable[str] = ()) -> Tried:
    """Each clock, and of the same records what `also` names, by the logbook as it is and as `changed` reads it."""
    now = clock.now()
    since = now - timedelta(days=365 * months // 12)
    found = list(rows.filter(started_at__gte=since).select_related("record").order_by("-started_at", "-pk")[: AT_MOST + 1])
    wanted = {(row.record_id, row.slot, measure): row.record for row in found[:AT_MOST] for measure in (row.measure, *also)}
    basis = basis_of(the_plan(), {record_id for record_id, _slot, _measure in wanted}, now)
    other, moment = changed(basis), int(now.timestamp())
    cases = []
    for (_record_id, slot, measure), record in wanted.items():
        readings = (read(marks_of(one, record, slot, measure), moment) for one in (basis, other))
        cases.append(Case(record, Measure(measure), *readings))
    return Tried(months, tuple(cases), len(found) > AT_MOST)
