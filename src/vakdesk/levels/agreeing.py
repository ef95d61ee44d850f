"""Which agreed times hold for a record: chosen when it begins, kept by version, and recorded as entries that clocks read."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from weakref import WeakKeyDictionary

from django.db.models import Q, QuerySet

from vakdesk.kit.prepared import prepared
from vakdesk.levels.kinds import AgreementKind
from vakdesk.levels.models import Agreement, AgreementVersion, Clock, Target, fits, particular
from vakdesk.levels.plans import ClockPlan
from vakdesk.levels.verbs import AGREED
from vakdesk.logbook.act import Act
from vakdesk.records.models import Record
from vakdesk.services.models import Service

#: What distinguishes the targets of one version: its key, the kind and priority of the record, and the service.
Key = tuple[int | None, str, int | None, int | None]


def agree(log: Act, record: Record, *, kind: str, priority: int, service: Service | None) -> None:
    """What is agreed for the record as it is now stands in the logbook; nothing is recorded when nothing differs.

    A slot that is taken keeps its version while the same agreement is the fitting one; another agreement, or none, takes over.
    """
    present = _present(log, record)
    chosen = _chosen(log, record, service)
    for slot in [*chosen, *(slot for slot in present if slot not in chosen and not slot.startswith(AgreementKind.OLA))]:
        version = chosen.get(slot)
        held = present.get(slot)
        version_id = version.pk if version else None
        if held and version and held[1] == version.agreement_id:
            version_id = held[0][0]
        key: Key = (version_id, kind, priority, service.pk if service else None)
        if held is None or held[0] != key:
            record_agreed(log, record, slot, key)


def record_agreed(log: Act, record: Record, slot: str, key: Key) -> None:
    version, kind, priority, service = key
    log.record(AGREED, record, slot=slot, version=version, kind=kind, priority=priority, service=service)


#: By agreement: every version of it, oldest first.
Fallbacks = dict[int, list[AgreementVersion]]


def target_of(version: AgreementVersion, fallbacks: Fallbacks, measure: str, key: Key, since: datetime) -> int | None:
    """Working seconds agreed for the measure, by this version or what it falls back to; None when there are none."""
    for held in with_fallbacks(version, fallbacks, since):
        fitting = [one for one in held.targets.all() if one.measure == measure and _fits(one, key)]
        if fitting:
            return max(fitting, key=particular).seconds
    return None


def with_fallbacks(version: AgreementVersion, fallbacks: Fallbacks, since: datetime) -> Iterator[AgreementVersion]:
    """The version and those behind it: of each agreement the one that was in force when this version began to hold, and so kept."""
    seen: set[int] = set()
    held: AgreementVersion | None = version
    while held is not None and held.pk not in seen:
        seen.add(held.pk)
        yield held
        begun = [one for one in fallbacks.get(held.falls_back_to_id or 0, ()) if one.starts_at <= since]
        held = max(begun, key=lambda one: (one.starts_at, one.number), default=None)


def fallbacks_of(versions: Iterable[AgreementVersion]) -> Fallbacks:
    """For every agreement that one of these may fall back to: its versions. No query where none does."""
    found: Fallbacks = {}
    wanted = {version.falls_back_to_id for version in versions} - {None}
    while wanted:
        rows = list(AgreementVersion.objects.filter(agreement__in=wanted).prefetch_related("targets").order_by("number"))
        found |= {pk: [row for row in rows if row.agreement_id == pk] for pk in wanted}
        wanted = {row.falls_back_to_id for row in rows} - {None} - found.keys()
    return found


def _fits(target: Target, key: Key) -> bool:
    return fits(target, kind=key[1], priority=key[2], service_id=key[3])


def _present(log: Act, record: Record) -> dict[str, tuple[Key, int | None]]:
    """By slot: what was agreed last, in this act or before, and of which agreement. No query for what begins in this act."""
    new = ClockPlan.registry[record.type].begun_in(one for one in log.entries if one.subject_id == record.pk)
    clocks = () if new else Clock.objects.filter(record=record).select_related("version")
    found: dict[str, tuple[Key, int | None]] = {
        clock.slot: ((clock.version_id, clock.kind, clock.priority, clock.service_id), clock.version.agreement_id) for clock in clocks
    }
    recorded = [one for one in log.entries if one.verb == AGREED.name and one.subject_id == record.pk]
    if recorded:
        versions = AgreementVersion.objects.in_bulk([one.facts["version"] for one in recorded if one.facts["version"]])
        for one in recorded:
            facts = one.facts
            version = versions.get(facts["version"])
            key: Key = (facts["version"], facts["kind"], facts["priority"], facts["service"])
            found[facts["slot"]] = (key, version.agreement_id if version else None)
    return found


#: Versions by where a record lies, asked once per act. Acts agree when all else is done, so none of them sees this change.
_asked: WeakKeyDictionary[Act, dict[tuple[int | None, ...], dict[str, AgreementVersion]]] = WeakKeyDictionary()


def _chosen(log: Act, record: Record, service: Service | None) -> dict[str, AgreementVersion]:
    """By slot: the version in force of the agreement that fits best. At most one query."""
    service_id, supplier_id = (service.pk, service.supplier_id) if service else (None, None)
    place = (record.organisation_id, record.team_id, service_id, supplier_id)
    asked = _asked.setdefault(log, {})
    if place not in asked:
        asked[place] = _best(*place, log.happened_at)
    return asked[place]


def _best(
    organisation_id: int | None, team_id: int | None, service_id: int | None, supplier_id: int | None, at: datetime
) -> dict[str, AgreementVersion]:
    place = {"organisation": organisation_id, "team": team_id, "service": service_id, "supplier": supplier_id}
    known = {name: key for name, key in place.items() if key is not None}
    rows = prepared("levels.agreed", _agreed_for, depends_on=(*known,), at=at, day=at.date(), **known)
    best: dict[str, tuple[Any, AgreementVersion]] = {}
    for row in rows:
        rank = (*_fitting(row.agreement), row.agreement_id, row.number)
        if row.agreement.slot not in best or rank > best[row.agreement.slot][0]:
            best[row.agreement.slot] = (rank, row)
    return {slot: row for slot, (_rank, row) in best.items()}


def _agreed_for(
    *,
    at: datetime,
    day: date,
    organisation: int | None = None,
    team: int | None = None,
    service: int | None = None,
    supplier: int | None = None,
) -> QuerySet[AgreementVersion]:
    """Versions in force of what is agreed with the client or about the service, with the team, and with the supplier."""
    for_client = (
        Q(agreement__kind__in=[AgreementKind.SLA, AgreementKind.LEGAL])
        & (Q(agreement__organisation=None) | Q(agreement__organisation=organisation))
        & (Q(agreement__service=None) | Q(agreement__service=service))
    )
    for_team = Q(agreement__kind=AgreementKind.OLA, agreement__team=team)
    with_supplier = Q(agreement__kind=AgreementKind.UNDERPINNING, agreement__supplier=supplier) if supplier else Q(pk__in=[])
    return AgreementVersion.objects.in_force(at, day).filter(for_client | for_team | with_supplier).select_related("agreement")


def _fitting(agreement: Agreement) -> tuple[bool, bool]:
    """One with the client itself weighs more than one about the service, and both more than the house's own."""
    return (agreement.organisation_id is not None, agreement.service_id is not None)
