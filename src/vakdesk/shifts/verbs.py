"""What can happen to rotas and to appointments. Read this first.

An appointment is its ticket's; of it requesters read that it is made, moved or called off. A rota is its team's, so the team is the subject. An entry names who and which line alone: when somebody is absent stands on the
rota, can be taken off it, and is kept nowhere else.
"""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PERSON, PLAIN, Audience, Verb
from vakdesk.shifts.kinds import APPOINTMENT_KIND, CONSENT, SAFE

PLANNED = Verb("shift.planned", _("put {person} on the rota"), carries={"shift": PLAIN, "person": PERSON}, icon="calendar-plus")
CHANGED = Verb("shift.changed", _("changed the rota of {person}"), carries={"shift": PLAIN, "person": PERSON}, icon="calendar-cog")
REMOVED = Verb("shift.removed", _("took {person} off the rota"), carries={"shift": PLAIN, "person": PERSON}, icon="calendar-minus")
COPIED = Verb(
    "shift.copied", _("copied the week before into {week}: {count}"), carries={"week": PLAIN, "count": PLAIN, "shifts": PLAIN}, icon="copy"
)

ARRANGED = Verb(
    "appointment.arranged",
    _("made an appointment for {person}: {kind}"),
    carries={"appointment": PLAIN, "kind": APPOINTMENT_KIND, "person": PERSON},
    audience=Audience.REQUESTER,
    plain=_("An appointment was made."),
    icon="calendar-check",
)
RESCHEDULED = Verb(
    "appointment.rescheduled",
    _("moved an appointment: {why}"),
    carries={"appointment": PLAIN},
    seals=("why",),
    audience=Audience.REQUESTER,
    plain=_("The appointment was moved."),
    icon="calendar-clock",
)
CANCELLED = Verb(
    "appointment.cancelled",
    _("called an appointment off: {why}"),
    carries={"appointment": PLAIN},
    seals=("why",),
    audience=Audience.REQUESTER,
    plain=_("The appointment was called off."),
    icon="calendar-x",
)
SAFETY_CHECKED = Verb(
    "appointment.safety_checked",
    _("answered the safety checklist: power off {power}, ESD protection {esd}, ladder {ladder}, tools {tools}"),
    carries={"appointment": PLAIN, "power": SAFE, "esd": SAFE, "ladder": SAFE, "tools": SAFE},
    icon="shield-check",
)
CONSENTED = Verb(
    "appointment.consented",
    _("recorded that the user agreed to a remote session, {how}"),
    carries={"appointment": PLAIN, "how": CONSENT},
    icon="circle-check",
)
BEGUN = Verb("appointment.begun", _("began: {kind}"), carries={"appointment": PLAIN, "kind": APPOINTMENT_KIND}, icon="play")
FINISHED = Verb("appointment.finished", _("ended: {kind}"), carries={"appointment": PLAIN, "kind": APPOINTMENT_KIND}, icon="circle-stop")

FEED_OPENED = Verb("feed.opened", _("gave their calendar a new address"), icon="calendar-sync")
FEED_CLOSED = Verb("feed.closed", _("closed the address of their calendar"), icon="calendar-off")
