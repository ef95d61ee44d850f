"""What can happen to approvals. Read this first. The subject is the record that was asked for, so all of it stands on its timeline."""

from django.utils.translation import gettext_lazy as _

from vakdesk.approvals.kinds import APPROVAL
from vakdesk.logbook.verbs import PERSON, PLAIN, Audience, Verb

ASKED = Verb(
    "approval.asked",
    _("asked for approval: {approval}"),
    carries={"approval": APPROVAL, "digest": PLAIN},
    audience=Audience.REQUESTER,
    plain=_("We asked whether it may be done."),
    icon="stamp",
)
MOVED_ON = Verb(
    "approval.moved_on", _("went to the next approvers: {approval}"), carries={"approval": APPROVAL, "step": PLAIN}, icon="arrow-right"
)
AGREED = Verb(
    "approval.agreed",
    _("approved: {approval}"),
    carries={"approval": APPROVAL, "seat": PLAIN, "instead_of": PERSON, "digest": PLAIN},
    seals=("comment",),
    icon="thumbs-up",
)
DECLINED = Verb(
    "approval.declined",
    _("did not approve: {approval}. {comment}"),
    carries={"approval": APPROVAL, "seat": PLAIN, "instead_of": PERSON, "digest": PLAIN},
    seals=("comment",),
    icon="thumbs-down",
)
GIVEN = Verb(
    "approval.given",
    _("completed the approval: {approval}"),
    carries={"approval": APPROVAL, "digest": PLAIN},
    audience=Audience.REQUESTER,
    plain=_("It was approved."),
    icon="badge-check",
)
REFUSED = Verb(
    "approval.refused",
    _("ended the approval, so it is not approved: {approval}"),
    carries={"approval": APPROVAL, "digest": PLAIN},
    audience=Audience.REQUESTER,
    plain=_("It was not approved."),
    icon="ban",
)
FALLEN = Verb(
    "approval.fallen",
    _("changed what was asked, so the approval fell: {approval}"),
    carries={"approval": APPROVAL, "before": PLAIN, "after": PLAIN},
    icon="unlink",
)
EXPIRED = Verb(
    "approval.expired",
    _("let the approval expire: {approval}"),
    carries={"approval": APPROVAL},
    audience=Audience.REQUESTER,
    plain=_("Nobody decided in time."),
    icon="hourglass",
)
WITHDRAWN = Verb("approval.withdrawn", _("took back: {approval}. {why}"), carries={"approval": APPROVAL}, seals=("why",), icon="undo-2")
USED = Verb(
    "approval.used", _("carried out what was approved: {approval}"), carries={"approval": APPROVAL, "digest": PLAIN}, icon="check-check"
)
REMINDED = Verb("approval.reminded", _("reminded the approvers: {approval}"), carries={"approval": APPROVAL}, icon="alarm-clock")
STUCK = Verb(
    "approval.stuck", _("found nobody who can decide: {approval}"), carries={"approval": APPROVAL, "seat": PLAIN}, icon="octagon-alert"
)
APPOINTED = Verb(
    "approval.appointed",
    _("asked {person} instead: {approval}. {why}"),
    carries={"approval": APPROVAL, "seat": PLAIN, "person": PERSON},
    seals=("why",),
    icon="user-pen",
)

DEPUTY_NAMED = Verb(
    "deputy.named",
    _("made {deputy} deputy from {starts} to {ends}"),
    carries={"deputy": PERSON, "starts": PLAIN, "ends": PLAIN},
    icon="users",
)
DEPUTY_ENDED = Verb("deputy.ended", _("ended that {deputy} is deputy"), carries={"deputy": PERSON}, icon="user-minus")
