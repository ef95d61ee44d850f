"""Where the rota stands in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.shifts import permissions
from vakdesk.ui.registry import MenuItem

MenuItem("shifts", _("Rota"), "shifts:rota", "calendar-days", permission=permissions.SEE, after="tasks", keys="g o")
