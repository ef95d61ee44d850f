"""What happens to clocks besides the work itself: warnings, escalation, moving to other agreed times, recounting."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.levels import permissions, verbs
from vakdesk.levels.actions.deviations import open_deviation
from vakdesk.levels.agreeing import record_agreed
from vakdesk.levels.models import AgreementVersion, Calendar, Clock
from vakdesk.levels.plans import ClockPlan
from vakdesk.levels.reading import basis_of, crossings, moment, readings, take_over
from vakdesk.logbook.act import act
from vakdesk.logbook.models import Entry
from vakdesk.records.models import Record


def alarm(clock: Clock, *, by: Actor) -> None:
    """What the clock has crossed is in the logbook, once: a warning, or the escalation with its deviation at 100 %.

    Of several crossings that nobody announced the last is recorded and names the others. Refuses when nothing is crossed.
    """
    record = clock.record
    plan = ClockPlan.registry[record.type]
    with act(by, may=permissions.KEEP_TIME) as log:
        plan.lock([record.pk])
        clock.refresh_from_db(from_queryset=Clock.objects.select_for_update(no_key=True))
        require(clock.alarm_at is not None and clock.alarm_at <= log.at, _("Nothing is to be announced yet."))
        basis = basis_of(plan, {record.pk}, log.at)
        said, agreed = readings(basis, record, log.at)[(clock.slot, clock.measure)]
        for late in said.late_laps:
            open_deviation(clock, log, due=_moment(late))
        passed = {percent: at for percent, at in crossings(clock, said).items() if at is not None and at <= log.at.timestamp()}
        fresh = sorted(percent for percent in passed if percent > clock.alarmed)
        if fresh:
            _announce(log, record, clock, fresh, late_by=int(log.at.timestamp()) - passed[fresh[-1]], due=said.due)
            clock.alarmed = fresh[-1]
            if fresh[-1] == 100:
                open_deviation(clock, log, due=_moment(said.due))
        take_over(clock, said, agreed, basis, log.at)
        clock.save()


def migrate(record: Record, *, by: Actor, version: AgreementVersion, why: str) -> None:
    """From now on the record is measured by this version; what was consumed stays consumed.

    Refuses no reason, no change, and what was agreed with another client.
    """
    plan = ClockPlan.registry[record.type]
    with act(by, may=permissions.MIGRATE, on=plan.subject_of(record)) as log:
        require(why.strip(), _("Say why it is measured by other agreed times."), field="why")
        require(
            version.agreement.organisation_id in (None, record.organisation_id),
            _("That was agreed with another client. Choose what holds for this one."),
            field="version",
        )
        there = Clock.objects.filter(record=record, version=version).exists()
        require(not there, _("It is measured by this version already."), field="version")
        kind, priority, service = plan.described(record)
        record_agreed(log, record, version.agreement.slot, (version.pk, kind, priority, service.pk if service else None))
        log.record(verbs.MIGRATED, record, sealed={"why": why.strip()[:500]}, version=version.pk)


def rebase(record: Record, *, by: Actor, why: str) -> int:
    """The clocks of the record are counted with every calendar version known now; answers the largest difference in seconds.

    Refuses no reason, and a record without clocks.
    """
    plan = ClockPlan.registry[record.type]
    with act(by, may=permissions.MIGRATE, on=plan.subject_of(record)) as log:
        require(why.strip(), _("Say why it is recounted."), field="why")
        basis = basis_of(plan, {record.pk}, log.at)
        before = readings(basis, record, log.at)
        require(before, _("Nothing is measured here."))
        trial = Entry(verb=verbs.REBASED.name, subject_id=record.pk, happened_at=log.at, facts={})
        basis.entries[record.pk].append(trial)
        after = readings(basis, record, log.at)
        difference = max((said.consumed - before[key][0].consumed for key, (said, _agreed) in after.items()), key=abs)
        log.record(verbs.REBASED, record, sealed={"why": why.strip()[:500]}, seconds=difference)
    return difference


def rebase_open(calendar: Calendar, *, by: Actor, why: str) -> int:
    """Everything open that is measured by the calendar is recounted; answers how many records."""
    with act(by, may=permissions.MIGRATE, on=calendar):
        records = Record.objects.filter(clocks__in=Clock.objects.open().filter(version__calendar=calendar)).distinct().order_by("pk")
        for record in records:
            rebase(record, by=by, why=why)
        return len(records)


def _announce(log: Any, record: Record, clock: Clock, fresh: list[int], *, late_by: int, due: int | None) -> None:
    verb = verbs.BREACHED if fresh[-1] == 100 else verbs.WARNED
    log.record(
        verb,
        record,
        slot=clock.slot,
        measure=clock.measure,
        percent=fresh[-1],
        due=_moment(due).isoformat() if due is not None else None,
        late_by=late_by,
        passed_over=", ".join(str(percent) for percent in fresh[:-1]),
    )


def _moment(seconds: int | None) -> datetime:
    found = moment(seconds)
    assert found is not None
    return found
