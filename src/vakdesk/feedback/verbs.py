"""What can happen between a requester and the desk afterwards. A score is in no entry: the logbook holds no figures per person."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PERSON, PLAIN, Audience, Verb

RATED = Verb("feedback.rated", _("said how it went"), icon="smile")
COMPLAINED = Verb(
    "feedback.complained",
    _("complained; {count} people see it"),
    carries={"count": PLAIN},
    audience=Audience.NEED_TO_KNOW,
    icon="frown",
)
HANDLER_NAMED = Verb("feedback.handler_named", _("named who handles complaints: {person}"), carries={"person": PERSON}, icon="user-check")
