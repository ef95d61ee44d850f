"""Who may see suppliers, and tend them."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

SEE = Permission("suppliers.see", _("See suppliers and their contracts"), granted_to=(*DESK, Role.ADMINISTRATOR, Role.AUDITOR))
ARRANGE = Permission(
    "suppliers.arrange", _("Tend suppliers and their contracts"), granted_to=(Role.LEAD, Role.ADMINISTRATOR), machines=("installer",)
)
