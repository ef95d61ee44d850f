"""Everything that can happen to a ticket. Read this first."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PERSON, PLAIN, TEAM, Audience, Verb, Words
from vakdesk.records.verbs import VIA
from vakdesk.tickets.kinds import (
    CARE,
    CARE_KIND,
    CATEGORY,
    CLOSURE,
    FIELDS,
    IDENTITY_WAY,
    KIND,
    LEVEL,
    PLAIN_CLOSURES,
    PLAIN_WAITING,
    PRIORITY,
    SPEECH,
    STATE,
    VERIFICATION,
    WAITING,
    Step,
)

TOLD = Audience.REQUESTER


def _whom_we_wait_for(facts: Mapping[str, Any]) -> Words:
    return PLAIN_WAITING[facts["waiting_for"]]


def _why_closed(facts: Mapping[str, Any]) -> Words:
    return PLAIN_CLOSURES[facts["closure"]]


REGISTERED = Verb(
    "ticket.registered",
    _("registered this {kind} by {via}"),
    carries={"kind": KIND, "via": VIA, "requester": PERSON},
    audience=TOLD,
    plain=_("We have this report."),
    step=Step.REGISTER,
    icon="inbox",
)
REPORTED = Verb(
    "ticket.reported",
    _("reported this by {via}"),
    carries={"kind": KIND, "via": VIA},
    audience=TOLD,
    plain=_("We have this report."),
    step=Step.REGISTER,
    icon="inbox",
)
INFORMED = Verb(
    "ticket.informed",
    _("told the requester what happens next"),
    carries={"message": PLAIN},
    audience=TOLD,
    step=Step.INFORM,
    icon="megaphone",
)
TAKEN = Verb("ticket.taken", _("took it"), audience=TOLD, plain=_("{actor} is going to help."), icon="hand")
ASSIGNED = Verb(
    "ticket.assigned",
    _("assigned it to {assignee}"),
    carries={"assignee": PERSON},
    audience=TOLD,
    plain=_("{assignee} is going to help."),
    icon="user-check",
)
CLASSIFIED = Verb(
    "ticket.classified",
    _("classified it: {category}, {priority} priority (impact {impact}, urgency {urgency})"),
    carries={"category": CATEGORY, "impact": LEVEL, "urgency": LEVEL, "priority": PRIORITY, "argued": PRIORITY, "matrix": PLAIN},
    step=Step.ANALYSE,
    icon="list-filter",
)
MATRIX_EDITED = Verb(
    "priority_matrix.edited",
    _("edited the priority matrix: edition {edition}, {changed} cells differ ({why})"),
    carries={"edition": PLAIN, "changed": PLAIN},
    seals=("why",),
    icon="grid-3x3",
)
OVERRIDDEN = Verb(
    "ticket.priority_overridden",
    _("set the priority to {priority} against the matrix ({argued})"),
    carries={"priority": PRIORITY, "argued": PRIORITY},
    seals=("why",),
    icon="scale",
)
OVERRIDE_JUDGED = Verb(
    "ticket.override_judged",
    _("judged whether the priority was right that was set against the matrix"),
    carries={"override": PLAIN, "right": PLAIN},
    seals=("why",),
    icon="scale",
)
EDITED = Verb("ticket.edited", _("changed {fields}"), carries={"fields": FIELDS}, icon="pencil")
HELD = Verb(
    "ticket.held",
    _("put it on hold, waiting for {waiting_for}"),
    carries={"waiting_for": WAITING, "until": PLAIN},
    audience=TOLD,
    plain=_whom_we_wait_for,
    icon="pause",
)
RESUMED = Verb(
    "ticket.resumed", _("resumed it"), carries={"waited_for": WAITING}, audience=TOLD, plain=_("We are working on it again."), icon="play"
)
HANDED_OVER = Verb(
    "ticket.handed_over",
    _("handed it over to {team}"),
    carries={"team": TEAM, "from_team": TEAM},
    audience=TOLD,
    plain=_("Colleagues are looking at it now: {team}."),
    step=Step.SOLVE,
    icon="corner-up-right",
)
ROUTED = Verb(
    "ticket.routed",
    _("sent it to {team}"),
    carries={"team": TEAM, "from_team": TEAM},
    audience=TOLD,
    plain=_("Colleagues are looking at it now: {team}."),
    icon="waypoints",
)
HANDED_BACK = Verb(
    "ticket.handed_back",
    _("handed it back to {team}: beyond me, with what was tried and what is needed"),
    carries={"team": TEAM, "from_team": TEAM, "message": PLAIN},
    audience=TOLD,
    plain=_("Colleagues are looking at it now: {team}."),
    step=Step.SOLVE,
    icon="undo-2",
)
ESCALATED = Verb(
    "ticket.escalated",
    _("asked the lead, with why and for what"),
    carries={"message": PLAIN},
    audience=TOLD,
    plain=_("We asked a team lead to look at this with us."),
    icon="triangle-alert",
)
SETTLED = Verb("ticket.settled", _("answered what was asked of the lead"), carries={"message": PLAIN}, icon="gavel")
RESOLVED = Verb(
    "ticket.resolved",
    _("resolved it ({verification})"),
    carries={"verification": VERIFICATION},
    audience=TOLD,
    plain=_("{actor} solved it."),
    step=Step.SOLVE,
    icon="circle-check",
)
VERIFIED = Verb(
    "ticket.verified",
    _("recorded how it was verified: {verification}"),
    carries={"verification": VERIFICATION, "resolver": PERSON},
    step=Step.VERIFY,
    icon="badge-check",
)
FED_BACK = Verb(
    "ticket.fed_back",
    _("told the requester what was done"),
    carries={"message": PLAIN},
    audience=TOLD,
    step=Step.FEED_BACK,
    icon="message-circle",
)
REMINDED = Verb(
    "ticket.reminded",
    _("reminded the requester to say whether it works"),
    audience=TOLD,
    plain=_("We asked again whether it works."),
    icon="bell",
)
CONFIRMED = Verb(
    "ticket.confirmed",
    _("confirmed that it works"),
    carries={"resolver": PERSON},
    audience=TOLD,
    plain=_("The answer came: it works."),
    step=Step.VERIFY,
    icon="thumbs-up",
)
DISPUTED = Verb(
    "ticket.disputed",
    _("said that it does not work yet"),
    carries={"resolver": PERSON},
    audience=TOLD,
    plain=_("The answer came: it does not work yet."),
    icon="thumbs-down",
)
CLOSED = Verb(
    "ticket.closed",
    _("closed it, {closure}"),
    carries={"closure": CLOSURE},
    audience=TOLD,
    plain=_why_closed,
    step=Step.CLOSE,
    icon="archive",
)
REOPENED = Verb(
    "ticket.reopened", _("reopened it"), carries={"days_closed": PLAIN}, audience=TOLD, plain=_("This is open again."), icon="rotate-ccw"
)
MERGED = Verb(
    "ticket.merged",
    _("merged it into {into}"),
    carries={"into": PLAIN},
    audience=TOLD,
    plain=_("We handle this together with another report."),
    icon="merge",
)
ABSORBED = Verb("ticket.absorbed", _("merged {merged} into this"), carries={"merged": PLAIN}, icon="merge")
UNMERGED = Verb(
    "ticket.unmerged",
    _("undid the merging: it is handled on its own again"),
    carries={"state": STATE, "waiting_for": PLAIN, "team": PLAIN},
    audience=TOLD,
    plain=_("We handle this on its own again."),
    icon="split",
)
PARTED = Verb("ticket.parted", _("undid the merging of {parted}"), carries={"parted": PLAIN}, icon="split")
JOINED = Verb(
    "ticket.joined",
    _("made it a child of {parent}"),
    carries={"parent": PLAIN},
    audience=TOLD,
    plain=_("Others have this too. We solve it for all of you together."),
    icon="folder-tree",
)
LEFT = Verb(
    "ticket.left",
    _("took it away from {parent}: it is handled on its own again"),
    carries={"parent": PLAIN},
    audience=TOLD,
    plain=_("We handle this on its own again."),
    icon="split",
)
FOLLOWED = Verb(
    "ticket.followed",
    _("let it follow its parent {parent}, which is solved"),
    carries={"parent": PLAIN},
    audience=TOLD,
    plain=_("What caused this is solved."),
    icon="folder-tree",
)
SPLIT = Verb(
    "ticket.split",
    _("split a message off into {into}"),
    carries={"said": PLAIN, "into": PLAIN},
    audience=TOLD,
    plain=_("We handle a part of this on its own: {into}."),
    icon="split",
)
SPLIT_OFF = Verb(
    "ticket.split_off",
    _("made it from a message on {source}"),
    carries={"said": PLAIN, "source": PLAIN},
    audience=TOLD,
    plain=_("You wrote this in {source}. We handle it here on its own."),
    icon="split",
)
WITHDRAWN = Verb("ticket.withdrawn", _("withdrew it"), audience=TOLD, plain=_("{actor} closed this: it is no longer needed."), icon="x")
IDENTITY_CHECKED = Verb(
    "ticket.identity_checked",
    _("checked that it is really {person}: {way}"),
    carries={"person": PERSON, "way": IDENTITY_WAY},
    icon="id-card",
)
IDENTITY_DOUBTED = Verb(
    "ticket.identity_doubted",
    _("could not establish that it is really {person}: {way}"),
    carries={"person": PERSON, "way": IDENTITY_WAY},
    icon="user-x",
)

MENTIONED = Verb("ticket.mentioned", _("mentioned {person}"), carries={"message": PLAIN, "person": PERSON}, icon="at-sign")

CATEGORY_ADDED = Verb("category.added", _("added this category"), icon="shapes")
CATEGORY_EDITED = Verb("category.edited", _("changed this category"), icon="pencil")
CALL_TEMPLATE_ADDED = Verb("call_template.added", _("added this call template"), icon="phone")
CALL_TEMPLATE_EDITED = Verb("call_template.edited", _("changed this call template"), icon="pencil")
IDENTITY_WAY_ADDED = Verb("identity_way.added", _("added this way to check who somebody is"), icon="id-card")
IDENTITY_WAY_EDITED = Verb("identity_way.edited", _("changed this way to check who somebody is"), icon="pencil")

CANNED_ADDED = Verb("canned_answer.added", _("added this canned answer"), icon="message-square-text")
CANNED_EDITED = Verb("canned_answer.edited", _("changed this canned answer"), icon="pencil")
PUT_BACK = Verb(
    "ticket.put_back",
    _("undid that: {fields} as before"),
    carries={"fields": FIELDS, "assignee": PERSON, "state": STATE, "priority": PRIORITY},
    audience=TOLD,
    plain=_("We took back what we had just changed here."),
    icon="undo-2",
)
BEGUN = Verb("bulk.begun", _("began this for {count} tickets at once: {act}"), carries={"act": PLAIN, "count": PLAIN}, icon="list-checks")
UNDONE = Verb("bulk.undone", _("undid this for {count} tickets: {act}"), carries={"act": PLAIN, "count": PLAIN}, icon="undo-2")
VIEW_ADDED = Verb("view.added", _("gave {team} this view of the queue"), carries={"team": TEAM}, icon="bookmark")
VIEW_EDITED = Verb("view.edited", _("changed this view of {team}"), carries={"team": TEAM, "from_team": TEAM}, icon="pencil")
VIEW_DELETED = Verb("view.deleted", _("took this view from {team}"), carries={"team": TEAM}, seals=("name",), icon="trash-2")

CARE_SET = Verb(
    "care.set",
    _("set for {kind}: {care}, from {starts_on}"),
    carries={"kind": CARE_KIND, "care": CARE, "starts_on": PLAIN, "ends_on": PLAIN},
    seals=("why",),
    icon="graduation-cap",
)
SUBMITTED = Verb(
    "release.asked",
    _("sent {speech} to the coach, to be released"),
    carries={"message": PLAIN, "speech": SPEECH},
    icon="hourglass",
)
RELEASED = Verb(
    "release.given",
    _("released {speech} of {trainee}: {kept} characters as written, {added} new, {dropped} taken out"),
    carries={"message": PLAIN, "speech": SPEECH, "trainee": PERSON, "kept": PLAIN, "added": PLAIN, "dropped": PLAIN},
    icon="send",
)
SENT_BACK = Verb(
    "release.sent_back",
    _("sent {speech} back to {trainee}"),
    carries={"message": PLAIN, "speech": SPEECH, "trainee": PERSON},
    icon="undo-2",
)
TAKEN_BACK = Verb(
    "release.taken_back",
    _("took {speech} back before it was released"),
    carries={"message": PLAIN, "speech": SPEECH},
    icon="undo-2",
)
LAPSED = Verb(
    "release.lapsed",
    _("passed {speech} of {trainee} to the lead: it waited too long for its release"),
    carries={"waiting": PLAIN, "speech": SPEECH, "trainee": PERSON},
    icon="alarm-clock",
)
