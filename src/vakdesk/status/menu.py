"""Where the status page and planned maintenance stand."""

from django.utils.translation import gettext_lazy as _

from vakdesk.status.permissions import SEE
from vakdesk.ui.registry import MenuItem

MenuItem("status", _("Service status"), "status:status", "activity", section="door", order=60)
MenuItem("status.maintenance", _("Maintenance"), "status:maintenance", "calendar-clock", permission=SEE, section="trade", order=42)
