"""What can happen to rotas. Read this first.

A rota is its team's, so the team is the subject. An entry names who and which line alone: when somebody is absent stands on the
rota, can be taken off it, and is kept nowhere else.
"""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PERSON, PLAIN, Verb

PLANNED = Verb("shift.planned", _("put {person} on the rota"), carries={"shift": PLAIN, "person": PERSON}, icon="calendar-plus")
CHANGED = Verb("shift.changed", _("changed the rota of {person}"), carries={"shift": PLAIN, "person": PERSON}, icon="calendar-cog")
REMOVED = Verb("shift.removed", _("took {person} off the rota"), carries={"shift": PLAIN, "person": PERSON}, icon="calendar-minus")
COPIED = Verb(
    "shift.copied", _("copied the week before into {week}: {count}"), carries={"week": PLAIN, "count": PLAIN, "shifts": PLAIN}, icon="copy"
)
