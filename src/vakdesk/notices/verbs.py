"""What can happen to mails, to how people hear, and to the texts of mails."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PERSON, PLAIN, Retention, Verb
from vakdesk.notices.kinds import FATE, HOW
from vakdesk.notices.news import NEWS

NOT_DELIVERED = Verb(
    "notice.not_delivered",
    _("could not deliver the mail to {person}: {fate}"),
    carries={"person": PERSON, "notice": PLAIN, "fate": FATE},
    icon="mail-x",
)
DELIVERED_LATE = Verb(
    "notice.delivered_late",
    _("delivered the mail to {person} after all"),
    carries={"person": PERSON, "notice": PLAIN},
    icon="mail-check",
)
RETRIED = Verb("notice.retried", _("let the mail be sent again"), icon="rotate-cw")
GIVEN_UP = Verb("notice.given_up", _("gave the mail up"), seals=("reason",), icon="mail-x")

CHOSEN = Verb(
    "person.news_chosen",
    _("chose how to hear about “{news}”: {how}"),
    carries={"news": NEWS, "how": HOW},
    icon="bell",
    retention=Retention.PERSON,
)
RHYTHM_CHOSEN = Verb("person.rhythm_chosen", _("chose when mail comes"), icon="clock", retention=Retention.PERSON)

REWORDED = Verb("text.reworded", _("changed the text to version {number}"), carries={"number": PLAIN}, icon="pencil")
RESET = Verb("text.reset", _("went back to the shipped text, as version {number}"), carries={"number": PLAIN}, icon="undo-2")
