"""The words of service level management: kinds of agreement, what is measured, whose doing a breach was."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vakdesk.levels.clockwork import State as Running
from vakdesk.levels.clockwork import Verdict as Judged
from vakdesk.logbook.verbs import Kind, choice, named
from vakdesk.records.kinds import RecordType, record_types
from vakdesk.ui.components import span

DEVIATION = record_types.add(RecordType("deviation", "DEV", _("Deviation"), "levels:deviation"))


class AgreementKind(models.TextChoices):
    """With whom it was agreed, and so when its clocks run."""

    SLA = "sla", _("Service level agreement")
    OLA = "ola", _("Operational level agreement")
    UNDERPINNING = "underpinning", _("Underpinning contract")
    LEGAL = "legal", _("Legal term")


AGREED_WITH: dict[str, object] = {
    AgreementKind.SLA: _("With a client: counts from report to solution, and holds while we wait for those named below."),
    AgreementKind.OLA: _("Between teams: counts while a ticket lies with the team."),
    AgreementKind.UNDERPINNING: _("With a supplier: counts while we wait for them."),
    AgreementKind.LEGAL: _("By law: nothing holds it."),
}


class Measure(models.TextChoices):
    FIRST_RESPONSE = "first_response", _("First response")
    NEXT_UPDATE = "next_update", _("Next update")
    RESOLUTION = "resolution", _("Resolution")


class State(models.TextChoices):
    IDLE = Running.IDLE.value, pgettext_lazy("clock", "Not started")
    RUNNING = Running.RUNNING.value, pgettext_lazy("clock", "Runs")
    HELD = Running.HELD.value, pgettext_lazy("clock", "Held")
    STOPPED = Running.STOPPED.value, pgettext_lazy("clock", "Stopped")


class Verdict(models.TextChoices):
    KEPT = Judged.KEPT.value, _("Kept")
    BREACHED = Judged.BREACHED.value, _("Breached")
    OPEN = Judged.OPEN.value, _("Still open")
    NONE = Judged.NONE.value, _("None agreed")


VERDICT_TONES = {Verdict.KEPT: "good", Verdict.BREACHED: "bad", Verdict.OPEN: "accent", Verdict.NONE: "plain"}


class Responsibility(models.TextChoices):
    """Whose doing it was that an agreed time was not met."""

    DESK = "desk", _("The desk")
    OTHER_TEAM = "other_team", _("Another team")
    SUPPLIER = "supplier", _("A supplier")
    REQUESTER = "requester", _("The requester")
    AGREEMENT = "agreement", _("The agreement: the time was not feasible")
    NOBODY = "nobody", _("Nobody: circumstances")


AGREEMENT = named("levels.Agreement", "agreement")
AGREEMENT_VERSION = named("levels.AgreementVersion", "agreement")
SERVICE = named("services.Service", "service")
MEASURE = choice(Measure)
RESPONSIBILITY = choice(Responsibility)
#: The timekeeper looks every minute; what is said later than this was missed.
PUNCTUAL_SECONDS = 300


def _late_by(values: Iterable[int]) -> dict[int, str]:
    told = _(", said %(span)s late because nobody kept time")
    return {value: told % {"span": span(timedelta(seconds=value))} if value > PUNCTUAL_SECONDS else "" for value in values}


LATE_BY = Kind("levels.late_by", _late_by)
WARN_AT = [50, 75]
