"""From the logbook to clocks: the marks of a record's entries, what each clock says, and the rows that keep it for lists.

Rows are derived. `recompute` makes them anew from entries and versions; nothing else writes what a clock says.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from vakdesk.kit.prepared import prepared
from vakdesk.kit.rows import update_rows
from vakdesk.levels import working_time
from vakdesk.levels.agreeing import Fallbacks, Key, fallbacks_of, target_of, with_fallbacks
from vakdesk.levels.calendars import engine_calendar
from vakdesk.levels.clockwork import Effect, Mark, Reading, Terms, read
from vakdesk.levels.clockwork import State as Running
from vakdesk.levels.kinds import AgreementKind, State
from vakdesk.levels.models import AgreementVersion, Clock
from vakdesk.levels.plans import ClockPlan, effects
from vakdesk.levels.verbs import AGREED, REBASED
from vakdesk.levels.versions import versions_of
from vakdesk.logbook.models import Book, Entry
from vakdesk.records.models import Record

#: So many records are read and written in one transaction: their tickets are locked no longer than that takes.
AT_ONCE = 250
#: What clocks look at in an entry.
READ = ("book", "happened_at", "verb", "subject_id", "actor", "facts")
UNWRITTEN = 2**62
#: Terms are recorded after the act that sets them, and hold in its whole second.
BEFORE = 2**70
FIELDS = [
    "version",
    "kind",
    "priority",
    "service",
    "state",
    "verdict",
    "target_seconds",
    "consumed_seconds",
    "read_at",
    "due_at",
    "started_at",
    "stopped_at",
    "breached_at",
    "alarm_at",
    "alarmed",
    "lap",
    "late_laps",
]
_values = attrgetter(*(Clock._meta.get_field(name).attname for name in FIELDS))
#: What keeps a list waiting: an underpinning contract is the supplier's hurry, not the queue's.
HURTS = (AgreementKind.SLA, AgreementKind.OLA, AgreementKind.LEGAL)


@dataclass
class Basis:
    """Everything the clocks of some records are read from, fetched at once."""

    plan: ClockPlan
    entries: dict[int, list[Entry]]
    versions: dict[int, AgreementVersion]
    fallbacks: Fallbacks = field(default_factory=dict)
    calendars: dict[int, working_time.Calendar] = field(default_factory=dict)

    def calendar_of(self, version: AgreementVersion) -> working_time.Calendar:
        if version.calendar_id not in self.calendars:
            self.calendars[version.calendar_id] = engine_calendar(version.calendar)
        return self.calendars[version.calendar_id]

    def agreed(self, record_id: int) -> dict[str, list[Entry]]:
        """By slot: the entries that set its terms, oldest first."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries[record_id]:
            if entry.verb == AGREED.name:
                found[entry.facts["slot"]].append(entry)
        return found

    def holding(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, AgreementVersion | None, datetime]]:
        """Each entry that sets terms with the version it names, and since when that version has held without a break."""
        held, since = None, None
        for entry in entries:
            if since is None or entry.facts["version"] != held:
                held, since = entry.facts["version"], entry.happened_at
            yield entry, self.versions.get(held or 0), since

    def measures(self, entries: Iterable[Entry]) -> list[str]:
        """What is measured in a slot: whatever any of its versions, or what they fall back to, has a target for."""
        held = {version.pk: (version, since) for _entry, version, since in self.holding(entries) if version}
        whole = chain.from_iterable(with_fallbacks(version, self.fallbacks, since) for version, since in held.values())
        return sorted({target.measure for version in whole for target in version.targets.all()})

    def terms(self, entry: Entry, version: AgreementVersion, measure: str, since: datetime) -> Terms:
        """What the entry set: the target of the measure, and the calendar it is counted by."""
        facts = entry.facts
        key: Key = (facts["version"], facts["kind"], facts["priority"], facts["service"])
        target = target_of(version, self.fallbacks, measure, key, since) if facts["version"] else None
        return Terms(target, self.calendar_of(version), version.pk)

    def holds_for(self, version: AgreementVersion) -> Collection[str]:
        """For whom one may wait without the clock running."""
        return version.holds_for  # type: ignore[no-any-return]

    def is_quiet(self, record_id: int) -> bool:
        """Imported and practised history warns nobody."""
        return any(entry.book != Book.MAIN for entry in self.entries[record_id][:1])


def basis_of(plan: ClockPlan, records: Collection[int], at: datetime, unwritten: Iterable[Entry] = ()) -> Basis:
    """Two queries, however many records, for what was read before at `at`. `unwritten` are entries of the act at hand."""
    verbs = [*plan.meanings, AGREED.name, REBASED.name]
    types = [plan.subject_type, "records.record"]

    def read_of(records: Sequence[int]) -> QuerySet[Entry]:
        told = Entry.objects.filter(subject_type__in=types, subject_id__in=records, verb__in=verbs)  # anyone: clocks
        return told.order_by("happened_at", "pk").only(*READ)

    kept = prepared("levels.entries", read_of, depends_on=(*types, *verbs), records=sorted(records))
    entries: dict[int, list[Entry]] = defaultdict(list)
    for entry in chain(kept, (one for one in unwritten if one.verb in verbs)):
        if entry.subject_id in records:
            entries[entry.subject_id].append(entry)
    wanted = {entry.facts["version"] for own in entries.values() for entry in own if entry.verb == AGREED.name} - {None}
    versions = versions_of(wanted, at)
    return Basis(plan, entries, versions, fallbacks_of(versions.values()))


def marks_of(basis: Basis, record: Record, slot: str, measure: str) -> list[Mark]:
    """What happened to one clock of the record."""
    kind = slot.partition(":")[0]
    marks: list[Mark] = []
    version: AgreementVersion | None = None
    team: int | None = None
    agreed = basis.agreed(record.pk)[slot]
    latest = next((basis.versions[one.facts["version"]] for one in reversed(agreed) if one.facts["version"]), None)
    if latest is None:
        return []
    since = {id(entry): begun for entry, _version, begun in basis.holding(agreed)}
    for place, entry in enumerate(basis.entries[record.pk]):
        at, order = int(entry.happened_at.timestamp()), (entry.pk or UNWRITTEN + place) * 4
        if entry.verb == AGREED.name:
            if entry.facts["slot"] == slot:
                version = basis.versions.get(entry.facts["version"]) or version
                terms = basis.terms(entry, version or latest, measure, since[id(entry)])
                marks.append(Mark(at, order - BEFORE, Effect.TERMS, terms, entry.pk or 0))
                if kind == AgreementKind.OLA:
                    marks.append(Mark(at, order, Effect.START, entry=entry.pk or 0))
        elif entry.verb == REBASED.name:
            marks.append(Mark(at, order, Effect.REBASE, entry=entry.pk or 0))
        elif (happened := basis.plan.meanings[entry.verb](entry, record)) is not None:
            held, happened = version or latest, happened.lying_with(team)
            team = happened.team
            done = effects(
                kind,
                measure,
                happened,
                holds_for=basis.holds_for(held),
                team_id=held.agreement.team_id,
                supplier_word=basis.plan.supplier_word,
            )
            marks += [Mark(at, order + step, effect, entry=entry.pk or 0) for step, effect in enumerate(done)]
    return marks


def readings(basis: Basis, record: Record, at: datetime) -> dict[tuple[str, str], tuple[Reading, Entry]]:
    """What each clock of the record says at `at`, by slot and measure, with the entry that set its terms last."""
    moment = int(at.timestamp())
    found = {}
    for slot, entries in basis.agreed(record.pk).items():
        for measure in basis.measures(entries):
            said = read(marks_of(basis, record, slot, measure), moment)
            if said.terms is not None:
                found[(slot, measure)] = (said, entries[-1])
    return found


def recompute(plan: ClockPlan, records: Collection[Record], at: datetime, *, unwritten: Collection[Entry] = (), anew: bool = False) -> int:
    """The clock rows of the records say what their entries say, and lists know what is due next. Answers how many rows were read.

    A record about which nothing was ever agreed costs nothing but the look whether it has clocks. With `anew` the logbook
    is asked also of records that have none, as after their rows were lost. Whoever calls holds the records' subjects locked.
    """
    read_rows, records = 0, list(records)
    agreed = {entry.subject_id for entry in unwritten if entry.verb == AGREED.name}
    new = plan.begun_in(unwritten)
    for start in range(0, len(records), AT_ONCE):
        some = records[start : start + AT_ONCE]
        with transaction.atomic(savepoint=False):
            present = _present([one.pk for one in some if one.pk not in new])
            measured = {one.pk for one in some} if anew else agreed | {record_id for record_id, _slot, _measure in present}
            read_rows += _recompute(plan, [record for record in some if record.pk in measured], present, at, unwritten)
    return read_rows


def _present(records: list[int]) -> dict[tuple[int, str, str], Clock]:
    """The rows there are, by what makes them unique, locked: an alarm that looks at the same clock is waited for, or waits."""
    rows = Clock.objects.filter(record__in=records).select_for_update(no_key=True).order_by("pk") if records else ()
    return {(row.record_id, row.slot, row.measure): row for row in rows}


def _recompute(
    plan: ClockPlan, records: list[Record], present: dict[tuple[int, str, str], Clock], at: datetime, unwritten: Iterable[Entry]
) -> int:
    if not records:
        return 0
    basis = basis_of(plan, {record.pk for record in records}, at, unwritten)
    was = {row.pk: _values(row) for row in present.values()}
    rows = []
    for record in records:
        for (slot, measure), (said, agreed) in readings(basis, record, at).items():
            row = present.get((record.pk, slot, measure)) or Clock(record=record, slot=slot, measure=measure)
            take_over(row, said, agreed, basis, at)
            rows.append(row)
    _write(was, {row.pk: _values(row) for row in rows if row.pk})
    Clock.objects.bulk_create([row for row in rows if not row.pk])
    plan.store(_nearest(records, rows))
    return len(rows)


def _write(was: Mapping[int, tuple[Any, ...]], now: Mapping[int, tuple[Any, ...]]) -> None:
    """Only the columns in which any row differs: most readings change a moment or two."""
    changed = [place for place in range(len(FIELDS)) if any(own[place] != was[pk][place] for pk, own in now.items())]
    update_rows(Clock, [FIELDS[place] for place in changed], {pk: [own[place] for place in changed] for pk, own in now.items()})


def take_over(row: Clock, said: Reading, agreed: Entry, basis: Basis, at: datetime) -> None:
    facts: Mapping[str, Any] = agreed.facts
    assert said.terms is not None
    row.version = basis.versions[said.terms.version]
    row.kind, row.priority, row.service_id = facts["kind"], facts["priority"], facts["service"]
    row.state, row.verdict = said.state.value, said.verdict.value
    row.target_seconds, row.consumed_seconds, row.read_at = said.target, said.consumed, at
    row.due_at, row.started_at, row.stopped_at, row.breached_at = (
        moment(one) for one in (said.due, said.started, said.stopped, said.breached_at)
    )
    if row.lap != said.lap:
        row.lap, row.alarmed = said.lap, 0
    fresh_late = len(said.late_laps) > row.late_laps
    row.late_laps = len(said.late_laps)
    crossed, now = crossings(row, said), int(at.timestamp())
    row.alarmed = max(
        (percent for percent, then in crossed.items() if percent <= row.alarmed and then is not None and then <= now), default=0
    )
    row.alarm_at = at if fresh_late else _next_alarm(row, said, crossed, at)
    if basis.is_quiet(row.record_id):
        row.alarm_at = None


def crossings(row: Clock, said: Reading) -> dict[int, int | None]:
    """When each percentage that is announced was or will be consumed; None while nobody can say. 100 is the first late second."""
    return {percent: said.reaches(percent) for percent in sorted(row.version.warn_at)} | {100: None if said.due is None else said.due + 1}


def _next_alarm(row: Clock, said: Reading, crossed: Mapping[int, int | None], at: datetime) -> datetime | None:
    """A clock that stopped late is announced at once, one that stopped in time never."""
    if said.state is Running.STOPPED:
        return at if said.breached_at is not None and row.alarmed < 100 else None
    coming = [then for percent, then in crossed.items() if percent > row.alarmed and then is not None]
    return moment(min(coming)) if coming else None


def _nearest(records: Iterable[Record], rows: Iterable[Clock]) -> dict[int, datetime | None]:
    due: dict[int, datetime | None] = {record.pk: None for record in records}
    for row in rows:
        if row.state == State.RUNNING and row.due_at is not None and row.agreement_kind in HURTS:
            held = due[row.record_id]
            due[row.record_id] = row.due_at if held is None else min(held, row.due_at)
    return due


def moment(seconds: int | None) -> datetime | None:
    """The engine's seconds as a moment in UTC."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
