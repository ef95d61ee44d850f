"""What is recorded about the logbook itself being looked at."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PLAIN, Verb

VERIFICATION_ASKED = Verb("logbook.verification_asked", _("asked for the logbook to be verified"), icon="shield-question-mark")
VERIFIED = Verb(
    "logbook.verified",
    _("verified {entries} entries of the logbook; first bad one: {first_bad}"),
    carries={"entries": PLAIN, "ok": PLAIN, "first_bad": PLAIN},
    icon="shield-check",
)
