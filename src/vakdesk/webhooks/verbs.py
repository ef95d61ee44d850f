"""What can happen to a webhook."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PLAIN, Verb
from vakdesk.webhooks.kinds import FAULT, REACH

ADDED = Verb(
    "webhook.added", _("added this webhook: {reach}; {verbs}"), carries={"reach": REACH, "verbs": PLAIN}, seals=("url",), icon="webhook"
)
EDITED = Verb(
    "webhook.edited", _("changed this webhook: {reach}; {verbs}"), carries={"reach": REACH, "verbs": PLAIN}, seals=("url",), icon="pencil"
)
ROTATED = Verb(
    "webhook.secret_rotated",
    _("gave it a new secret; the old one is good for {hours} hours more"),
    carries={"hours": PLAIN},
    icon="key-round",
)
PAUSED = Verb("webhook.paused", _("paused it"), icon="pause")
RESUMED = Verb("webhook.resumed", _("resumed it"), icon="play")
FAILED = Verb(
    "webhook.failed",
    _("paused it after {days} days without a delivery: {fault}"),
    carries={"days": PLAIN, "fault": FAULT},
    icon="triangle-alert",
)
TRIED = Verb("webhook.tried", _("sent a test: {status}"), carries={"status": PLAIN}, icon="send")
REMOVED = Verb("webhook.removed", _("removed this webhook"), seals=("url",), icon="trash-2")
RESENT = Verb("webhook.resent", _("let entry {position} be told again"), carries={"position": PLAIN}, icon="rotate-cw")
