"""The register of deviations: opened by the timekeeper, explained by whoever answers for it."""

from datetime import datetime

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.levels import permissions, verbs
from vakdesk.levels.kinds import Responsibility
from vakdesk.levels.models import Clock, Deviation
from vakdesk.logbook.act import Act, act
from vakdesk.records.actions import make_record, touch


def open_deviation(clock: Clock, log: Act, *, due: datetime) -> None:
    """The breach stands in the register, once per clock and due moment. Part of the act that found it."""
    if Deviation.objects.filter(clock=clock, due_at=due).exists():
        return
    about = clock.record
    place = {"organisation": about.organisation, "team": about.team, "restricted": about.restricted, "language": about.language}
    record = make_record(log, "deviation", title=about.title, **place)
    deviation = Deviation.objects.create(record=record, about=about, clock=clock, version=clock.version, measure=clock.measure, due_at=due)
    log.record(verbs.DEVIATION_OPENED, deviation, measure=clock.measure, record=about.reference)


def explain_deviation(deviation: Deviation, *, by: Actor, cause: str, responsibility: str, avoidable: bool, improvement: str = "") -> None:
    """Why the agreed time was not met, whose doing it was, and whether it could have been avoided, is on record.

    Refuses a missing cause or responsibility. Source: the Estonian standard's B.3.7.3-4 (deviations and their causes).
    """
    with act(by, may=permissions.EXPLAIN, on=deviation) as log:
        cause = one_line(storable(cause), at_most=500)
        require(cause, _("Say what the cause was."), field="cause")
        require(responsibility in Responsibility.values, _("Say whose doing it was."), field="responsibility")
        deviation.cause, deviation.responsibility, deviation.avoidable = cause, Responsibility(responsibility), avoidable
        deviation.improvement, deviation.explained_at = one_line(storable(improvement), at_most=500), log.at
        deviation.save()
        touch(deviation.record, log)
        log.record(verbs.DEVIATION_EXPLAINED, deviation, responsibility=responsibility, avoidable=avoidable)
