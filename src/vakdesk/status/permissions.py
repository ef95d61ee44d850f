"""Who plans maintenance."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

SEE = Permission("status.see", _("See planned maintenance"), granted_to=(*DESK, Role.ADMINISTRATOR))
PLAN = Permission("status.plan", _("Plan maintenance and tell everybody"), granted_to=(Role.AGENT, Role.LEAD, Role.ADMINISTRATOR))
