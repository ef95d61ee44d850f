"""Where service levels stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.levels.permissions import EXPLAIN, SEE
from vakdesk.ui.registry import MenuItem, PaletteAction

MenuItem("levels", _("Service levels"), "levels:agreements", "handshake", permission=SEE, section="trade", order=40)
PaletteAction("levels.calendars", _("Calendars"), "calendar-days", url_name="levels:calendars", permission=SEE)
PaletteAction("levels.deviations", _("Deviations"), "triangle-alert", url_name="levels:deviations", permission=EXPLAIN)
