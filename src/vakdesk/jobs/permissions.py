from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role

MANAGE = Permission("jobs.manage", _("Manage background jobs"), granted_to=(Role.ADMINISTRATOR,))
