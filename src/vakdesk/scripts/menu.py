"""What question scripts add to the shell."""

from django.utils.translation import gettext_lazy as _

from vakdesk.scripts import permissions
from vakdesk.ui.registry import PaletteAction

PaletteAction(
    "scripts.scripts", _("Question scripts"), "message-circle-question-mark", url_name="scripts:scripts", permission=permissions.ARRANGE
)
PaletteAction(
    "scripts.report", _("Asked in time"), "message-circle-question-mark", url_name="scripts:report", permission=permissions.REPORT
)
