"""Everything that can happen to calendars, agreements, clocks and deviations."""

from django.utils.translation import gettext_lazy as _

from vakdesk.levels.kinds import AGREEMENT_VERSION, LATE_BY, MEASURE, RESPONSIBILITY, SERVICE
from vakdesk.logbook.verbs import PLAIN, Verb

CALENDAR_ADDED = Verb("calendar.added", _("added this calendar"), icon="calendar-plus")
CALENDAR_CHANGED = Verb(
    "calendar.changed",
    _("made version {number} of this calendar, from {starts_on}"),
    carries={"number": PLAIN, "starts_on": PLAIN},
    icon="calendar-cog",
)
CALENDAR_ENDED = Verb("calendar.ended", _("took this calendar out of use"), icon="calendar-x")

AGREEMENT_ADDED = Verb("agreement.added", _("added this agreement"), icon="handshake")
AGREEMENT_CHANGED = Verb(
    "agreement.changed", _("made version {number} of this agreement"), carries={"number": PLAIN, "version": PLAIN}, icon="pencil"
)
AGREEMENT_ENDED = Verb("agreement.ended", _("ended this agreement on {on}"), carries={"on": PLAIN}, icon="calendar-x")
AGREEMENT_DELETED = Verb("agreement.deleted", _("deleted this agreement, which nothing was measured by"), icon="trash-2")

AGREED = Verb(
    "clock.agreed",
    _("set the agreed times: {version}"),
    carries={"slot": PLAIN, "version": AGREEMENT_VERSION, "kind": PLAIN, "priority": PLAIN, "service": SERVICE},
    icon="handshake",
)
MIGRATED = Verb(
    "clock.migrated",
    _("moved it to other agreed times: {version}"),
    carries={"version": AGREEMENT_VERSION},
    seals=("why",),
    icon="move-right",
)
REBASED = Verb(
    "clock.rebased",
    _("recounted its clocks with the calendars as they are known now ({seconds} seconds of difference)"),
    carries={"seconds": PLAIN},
    seals=("why",),
    icon="calendar-sync",
)
_ALARM = {"slot": PLAIN, "measure": MEASURE, "percent": PLAIN, "due": PLAIN, "late_by": LATE_BY, "passed_over": PLAIN}
# xgettext:no-python-format
WARNED = Verb("clock.warned", _("warned: {percent} % of the agreed time is used ({measure}){late_by}"), carries=_ALARM, icon="alarm-clock")
BREACHED = Verb("clock.breached", _("escalated: the agreed time is over ({measure}){late_by}"), carries=_ALARM, icon="siren")

DEVIATION_OPENED = Verb(
    "deviation.opened", _("entered this deviation"), carries={"measure": MEASURE, "record": PLAIN}, icon="triangle-alert"
)
DEVIATION_EXPLAINED = Verb(
    "deviation.explained",
    _("explained it: {responsibility}"),
    carries={"responsibility": RESPONSIBILITY, "avoidable": PLAIN},
    icon="message-square-text",
)
