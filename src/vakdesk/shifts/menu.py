"""Where rotas, mornings and the end of a shift stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.shifts import permissions
from vakdesk.ui.registry import MenuItem

MenuItem("shifts.morning", _("Morning"), "shifts:morning", "sunrise", permission=permissions.MORNING, after="tickets", keys="g o")
MenuItem("shifts", _("Rota"), "shifts:rota", "calendar-days", permission=permissions.SEE, after="tasks")
MenuItem("shifts.end", _("End of shift"), "shifts:end_shift", "sunset", permission=permissions.END, section="own")
