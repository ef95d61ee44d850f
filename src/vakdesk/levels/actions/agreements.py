"""Agreements: made, changed by a new version, ended. What was measured by one stays measured by it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Refused, require
from vakdesk.kit.text import one_line, storable
from vakdesk.levels import permissions, verbs
from vakdesk.levels.kinds import WARN_AT, AgreementKind, Measure
from vakdesk.levels.models import Agreement, AgreementVersion, Calendar, Clock, Target
from vakdesk.levels.plans import FOR_CLIENTS
from vakdesk.logbook.act import Act, act
from vakdesk.people.models import Organisation, Team
from vakdesk.services.models import Service
from vakdesk.suppliers.models import Supplier

LENGTH = re.compile(r"(?:(\d+(?:[.,]\d+)?)\s*(?:h|hours?|u|uur|t|$))?\s*(?:(\d+)\s*(?:m|min|minutes?))?", re.IGNORECASE)


@dataclass(frozen=True)
class Wanted:
    """A target as given: `seconds` of working time for the measure, for any kind, priority and service where not said."""

    measure: str
    seconds: int
    kind: str = ""
    priority: int | None = None
    service: Service | None = None


def add_agreement(
    *,
    by: Actor,
    kind: str,
    name: str,
    organisation: Organisation | None = None,
    service: Service | None = None,
    team: Team | None = None,
    supplier: Supplier | None = None,
    **version: Any,
) -> Agreement:
    """There is an agreement with its first version (`version` as `change_agreement` takes it).

    Refuses a name in use, an operational agreement without a team, and an underpinning one without a supplier.
    """
    for_client = kind in FOR_CLIENTS
    agreement = Agreement(
        kind=kind,
        name=one_line(storable(name), at_most=120),
        organisation=organisation if for_client else None,
        service=service if for_client else None,
        team=team if kind == AgreementKind.OLA else None,
        supplier=supplier if kind == AgreementKind.UNDERPINNING else None,
    )
    with act(by, may=permissions.ARRANGE, on=agreement) as log:
        require(kind in AgreementKind.values, _("Say what kind of agreement it is."), field="kind")
        require(agreement.name, _("Give the agreement a name."), field="name")
        require(not Agreement.objects.filter(name=agreement.name).exists(), _("There is an agreement by that name already."), field="name")
        require(kind != AgreementKind.OLA or team, _("Say which team agreed to it."), field="team")
        require(kind != AgreementKind.UNDERPINNING or supplier, _("Say which supplier agreed to it."), field="supplier")
        agreement.save()
        _add_version(agreement, log, **version)
        log.record(verbs.AGREEMENT_ADDED, agreement)
    return agreement


def change_agreement(agreement: Agreement, *, by: Actor, **version: Any) -> AgreementVersion:
    """The agreement has a further version, for whatever begins from `starts_on`; what runs keeps the version it began under.

    Refuses a first day in the past, no target or one of no time, a warning outside 1-99 %, and a fall-back that leads back.
    """
    with act(by, may=permissions.ARRANGE, on=agreement) as log:
        require(agreement.ended_on is None, _("This agreement has ended. Make a new one."))
        made = _add_version(agreement, log, **version)
        log.record(verbs.AGREEMENT_CHANGED, agreement, number=made.number, version=made.pk)
    return made


def end_agreement(agreement: Agreement, *, by: Actor, on: date) -> None:
    """Nothing that begins after `on` is measured by it; what runs goes on. Refuses a second time."""
    with act(by, may=permissions.ARRANGE, on=agreement) as log:
        require(agreement.ended_on is None, _("This agreement has ended already."), field="on")
        agreement.ended_on = on
        agreement.save(update_fields=["ended_on"])
        log.record(verbs.AGREEMENT_ENDED, agreement, on=on.isoformat())


def delete_agreement(agreement: Agreement, *, by: Actor) -> None:
    """The agreement never was. Refuses one by which anything was measured, or to which another falls back: end it instead."""
    with act(by, may=permissions.ARRANGE, on=agreement) as log:
        used = (
            Clock.objects.filter(version__agreement=agreement).exists() or AgreementVersion.objects.filter(falls_back_to=agreement).exists()
        )
        require(not used, _("This agreement is in use, so it cannot be deleted. End it instead."))
        log.record(verbs.AGREEMENT_DELETED, agreement)
        agreement.versions.all().delete()
        Agreement.objects.filter(pk=agreement.pk).delete()


def seconds_from(text: str, *, field: str) -> int:
    """ "4 h", "30 min", "1 h 30 min", "1:30" or "4" (hours) as seconds. Refuses what is no time, and no time at all."""
    written = text.strip()
    if clock := re.fullmatch(r"(\d+):([0-5]\d)", written):
        seconds = int(clock[1]) * 3600 + int(clock[2]) * 60
    else:
        found = LENGTH.fullmatch(written)
        if not written or found is None:
            raise Refused(_("Write a time as 4 h, 30 min or 1:30; “%(text)s” is none.") % {"text": written[:20]}, field=field)
        seconds = round(float((found[1] or "0").replace(",", ".")) * 3600) + int(found[2] or 0) * 60
    require(seconds > 0, _("A target of no time cannot be met. Give at least a minute."), field=field)
    return seconds


def _add_version(
    agreement: Agreement,
    log: Act,
    *,
    calendar: Calendar,
    targets: Iterable[Wanted],
    starts_on: date | None = None,
    falls_back_to: Agreement | None = None,
    holds_for: Iterable[str] = (),
    warn_at: Iterable[int] = WARN_AT,
    note: str = "",
) -> AgreementVersion:
    targets, warn_at = list(targets), sorted(set(warn_at))
    require(targets, _("Give at least one target."), field="targets")
    require(all(one.seconds > 0 for one in targets), _("A target of no time cannot be met. Give at least a minute."), field="targets")
    require(all(one.measure in Measure.values for one in targets), _("Say what is measured."), field="targets")
    require(
        agreement.kind in FOR_CLIENTS or all(one.measure == Measure.RESOLUTION for one in targets),
        _("Only the resolution can be measured between teams and with suppliers."),
        field="targets",
    )
    require(all(0 < percent < 100 for percent in warn_at), _("Warn at percentages from 1 to 99."), field="warn_at")
    _refuse_circle(agreement, falls_back_to)
    require(calendar.is_active, _("That calendar is out of use. Choose another."), field="calendar")
    version = AgreementVersion.objects.create(
        agreement=agreement,
        number=(agreement.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        starts_at=_first_moment(starts_on, log.at),
        recorded_at=log.at,
        calendar=calendar,
        falls_back_to=falls_back_to,
        holds_for=[] if agreement.kind == AgreementKind.LEGAL else sorted(set(holds_for)),
        warn_at=warn_at,
        note=one_line(storable(note)),
    )
    Target.objects.bulk_create(
        Target(version=version, measure=one.measure, kind=one.kind, priority=one.priority, service=one.service, seconds=one.seconds)
        for one in targets
    )
    return version


def _first_moment(starts_on: date | None, now: datetime) -> datetime:
    """The day's first moment in the house's zone; today means now, since what began earlier today began under what held then."""
    here = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    if starts_on is None or starts_on == here.date():
        return now
    require(
        starts_on > here.date(),
        _("An agreement cannot begin in the past. Begin today, and move tickets to it that should follow it."),
        field="starts_on",
    )
    return datetime.combine(starts_on, time(), ZoneInfo(settings.TIME_ZONE))


def _refuse_circle(agreement: Agreement, falls_back_to: Agreement | None) -> None:
    behind = falls_back_to
    while behind is not None:
        require(
            behind.pk != agreement.pk,
            _("“%(agreement)s” falls back to this one already: that would go round in a circle.") % {"agreement": falls_back_to},
            field="falls_back_to",
        )
        behind = behind.versions.select_related("falls_back_to").latest("number").falls_back_to
