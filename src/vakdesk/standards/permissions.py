"""Who reads standards, brings them in, and settles what looks wrong in them."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role

SEE = Permission("standards.see", _("Read standards"), granted_to=tuple(role for role in Role if role is not Role.REQUESTER))
IMPORT = Permission("standards.import", _("Bring in the text of a standard"), granted_to=(Role.ADMINISTRATOR,), machines=("importer",))
SETTLE = Permission(
    "standards.settle",
    _("Settle what looks wrong in a standard, and confirm what was proposed"),
    granted_to=(Role.COACH, Role.VERIFIER, Role.ADMINISTRATOR),
)
