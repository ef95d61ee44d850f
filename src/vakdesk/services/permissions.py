"""Who may see services, and tend them."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

SEE = Permission("services.see", _("See services"), granted_to=(*DESK, Role.ADMINISTRATOR, Role.AUDITOR))
ARRANGE = Permission("services.arrange", _("Tend services"), granted_to=(Role.LEAD, Role.ADMINISTRATOR), machines=("installer",))
