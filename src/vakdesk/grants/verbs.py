"""What can happen in the access register. Read this first.

What happens to a wish or a grant is told about the record it came from; what happens to a campaign, about the campaign.
"""

from django.utils.translation import gettext_lazy as _

from vakdesk.grants.kinds import APPLICATION, RIGHT, VERDICT, WHY_REMOVED, WORK
from vakdesk.logbook.verbs import PERSON, PLAIN, Verb
from vakdesk.tasks.kinds import TASK

APPLICATION_ADDED = Verb("application.added", _("added this application"), icon="app-window")
APPLICATION_EDITED = Verb("application.edited", _("changed this application"), icon="pencil")
RIGHT_ADDED = Verb("right.added", _("added a right: {right}"), carries={"right": RIGHT}, icon="key-round")
RIGHT_EDITED = Verb("right.edited", _("changed a right: {right}"), carries={"right": RIGHT}, icon="pencil")

WISHED = Verb(
    "access.wished",
    _("asked for {right} for {person}"),
    carries={"wish": PLAIN, "right": RIGHT, "person": PERSON},
    icon="key-round",
)
WISH_CHANGED = Verb(
    "access.wish_changed",
    _("changed what is asked: {right} for {person}"),
    carries={"wish": PLAIN, "right": RIGHT, "person": PERSON},
    icon="pencil",
)
WISH_REFUSED = Verb(
    "access.wish_refused",
    _("let it end: {right} is not given to {person}"),
    carries={"wish": PLAIN, "right": RIGHT, "person": PERSON},
    icon="ban",
)
GRANTED = Verb(
    "access.granted",
    _("gave {right} to {person}"),
    carries={"grant": PLAIN, "right": RIGHT, "person": PERSON, "until": PLAIN},
    icon="key-round",
)
RECORDED = Verb(
    "access.recorded",
    _("wrote down that {person} has {right}"),
    carries={"grant": PLAIN, "right": RIGHT, "person": PERSON, "until": PLAIN},
    icon="book-key",
)
TO_REMOVE = Verb(
    "access.to_remove",
    _("said that {person} is to lose {right}: {why}"),
    carries={"grant": PLAIN, "right": RIGHT, "person": PERSON, "why": WHY_REMOVED, "task": TASK},
    icon="key-square",
)
REMOVED = Verb(
    "access.removed", _("took {right} away from {person}"), carries={"grant": PLAIN, "right": RIGHT, "person": PERSON}, icon="lock"
)
KEPT = Verb(
    "access.kept", _("did not take away: {right} of {person}"), carries={"grant": PLAIN, "right": RIGHT, "person": PERSON}, icon="lock-open"
)
EXPIRES_SOON = Verb(
    "access.expires_soon",
    _("saw that {right} of {person} ends soon"),
    carries={"grant": PLAIN, "right": RIGHT, "person": PERSON},
    icon="hourglass",
)
ACCOUNT_WORK_ASKED = Verb(
    "account.work_asked",
    _("wants for {person}: {work}"),
    carries={"work": WORK, "person": PERSON, "application": APPLICATION, "task": TASK},
    icon="user-cog",
)
ACCOUNT_WORK_DONE = Verb(
    "account.work_done",
    _("did for {person}: {work}"),
    carries={"work": WORK, "person": PERSON, "application": APPLICATION, "check": PLAIN},
    icon="user-check",
)

CAMPAIGN_BEGUN = Verb("review.begun", _("began a review of {count} rights"), carries={"count": PLAIN}, icon="list-checks")
REVIEWED = Verb(
    "review.decided",
    _("said of {right} of {person}: {verdict}"),
    carries={"item": PLAIN, "right": RIGHT, "person": PERSON, "verdict": VERDICT},
    icon="scale",
)
CAMPAIGN_CLOSED = Verb("review.closed", _("closed the review; {undecided} were not decided"), carries={"undecided": PLAIN}, icon="list-x")
LEAVING = Verb("person.leaving", _("wrote down that this person leaves on {on}"), carries={"on": PLAIN}, icon="door-open")
