"""Maintenance is planned, changed and cancelled; everybody reads of it on the status page from then on."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.kit.translated import cleaned_names
from vakdesk.logbook.act import act
from vakdesk.services.models import Service
from vakdesk.status import permissions, verbs
from vakdesk.status.models import Maintenance

LONGEST = timedelta(days=31)
LONGEST_TEXT = 1_000


def plan(
    *, by: Actor, names: dict[str, str], texts: dict[str, str], services: Iterable[Service], starts_at: datetime, ends_at: datetime
) -> Maintenance:
    """It stands on the status page. Refuses no English name, no service, an end before the start or in the past, and more than a month."""
    with act(by, may=permissions.PLAN) as log:
        assert by.person_id is not None
        made = Maintenance(planned_by_id=by.person_id)
        _set(made, names=names, texts=texts, services=services, starts_at=starts_at, ends_at=ends_at)
        log.record(verbs.PLANNED, made)
    return made


def change(
    maintenance: Maintenance,
    *,
    by: Actor,
    names: dict[str, str],
    texts: dict[str, str],
    services: Iterable[Service],
    starts_at: datetime,
    ends_at: datetime,
) -> None:
    """It is as given. Refuses what `plan` refuses, and what is over or cancelled."""
    with act(by, may=permissions.PLAN, on=maintenance) as log:
        _require_to_come(maintenance)
        _set(maintenance, names=names, texts=texts, services=services, starts_at=starts_at, ends_at=ends_at)
        log.record(verbs.CHANGED, maintenance)


def cancel(maintenance: Maintenance, *, by: Actor, why: str) -> None:
    """It does not take place, and stands on the status page no more. Refuses no reason, and what is over or cancelled."""
    with act(by, may=permissions.PLAN, on=maintenance) as log:
        _require_to_come(maintenance)
        why = one_line(storable(why), at_most=500)
        require(why, _("Say why it does not take place."), field="why")
        maintenance.cancelled_at = log.at
        maintenance.save(update_fields=["cancelled_at"])
        log.record(verbs.CANCELLED, maintenance, sealed={"why": why})


def _set(
    maintenance: Maintenance,
    *,
    names: dict[str, str],
    texts: dict[str, str],
    services: Iterable[Service],
    starts_at: datetime,
    ends_at: datetime,
) -> None:
    chosen = list(services)
    require(chosen, _("Choose at least one service."), field="services")
    require(starts_at < ends_at, _("It ends before it begins."), field="ends_at")
    require(ends_at > clock.now(), _("That moment has passed."), field="ends_at")
    require(ends_at - starts_at <= LONGEST, _("That is longer than a month. Plan each part by itself."), field="ends_at")
    maintenance.names = cleaned_names(names, at_most=120)
    given = {language: storable(text).strip()[:LONGEST_TEXT] for language, text in texts.items()}
    maintenance.texts = {language: text for language, text in given.items() if text}
    maintenance.starts_at, maintenance.ends_at = starts_at, ends_at
    maintenance.save()
    maintenance.services.set(chosen)


def _require_to_come(maintenance: Maintenance) -> None:
    require(maintenance.cancelled_at is None, _("This is cancelled already."))
    require(maintenance.ends_at > clock.now(), _("This is over already."))
