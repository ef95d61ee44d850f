"""Where the passport, the group of a coach and the clients' say stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.competence import permissions
from vakdesk.ui.registry import MenuItem, PaletteAction

MenuItem("competence", _("Passport"), "competence:passport", "book-user", permission=permissions.SEE, section="trade", order=40)
MenuItem("competence.people", _("Whom I coach"), "competence:people", "users", permission=permissions.COACH, section="trade", order=41)
MenuItem("competence.purposes", _("Tickets as evidence"), "competence:purposes", "scale", permission=permissions.PURPOSE, section="house")
PaletteAction("competence.work", _("Submit work as evidence"), "file-check", url_name="competence:suggestions", permission=permissions.SEE)
PaletteAction(
    "competence.hints",
    _("Tickets that would help somebody who learns"),
    "lightbulb",
    url_name="competence:hints",
    permission=permissions.HINT,
)
