"""Who keeps evidence, who reads along, and who says that a client's tickets may be used for it."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

SEE = Permission("competence.see", _("Have a passport, and look at it"), granted_to=DESK)
#: By nobody's role: evidence is its person's own.
KEEP = Permission("competence.keep", _("Submit and withdraw evidence of one's own"), for_requester=True)
COACH = Permission(
    "competence.coach", _("Read the evidence of whom one coaches, write down what one saw, ask witnesses"), granted_to=(Role.COACH,)
)
PURPOSE = Permission(
    "competence.purpose",
    _("Say whether the tickets of a client may be used to qualify people"),
    granted_to=(Role.PRIVACY, Role.ADMINISTRATOR),
)
TESTIFY = Permission("competence.testify", _("State what one saw, by a link that was given"), machines=("witness",))
HINT = Permission(
    "competence.hint", _("See which open tickets would help somebody who learns, and who wants that"), granted_to=(Role.LEAD,)
)
