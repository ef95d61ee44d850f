"""Who brings in history from another desk, and who may look at what came."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role

IMPORT = Permission("history.import", _("Bring in history from another desk"), granted_to=(Role.ADMINISTRATOR,), machines=("importer",))
SEE = Permission("history.see", _("See what came from another desk"), granted_to=(Role.ADMINISTRATOR, Role.AUDITOR, Role.LEAD))
