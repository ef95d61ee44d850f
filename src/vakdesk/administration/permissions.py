"""Who may look over the whole house."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role

AUDIT = Permission("administration.audit", _("Read the whole logbook"), granted_to=(Role.AUDITOR, Role.ADMINISTRATOR))
VERIFY = Permission("administration.verify", _("Have the logbook verified"), granted_to=(Role.AUDITOR, Role.ADMINISTRATOR))
CONCLUDE = Permission("administration.conclude", _("Write down what a verification found"), machines=("verifier",))
EXPORT = Permission(
    "administration.export", _("Take everything out, and download it"), granted_to=(Role.ADMINISTRATOR,), machines=("exporter",)
)
SEE_HEALTH = Permission("administration.see_health", _("See whether the house is well"), granted_to=(Role.ADMINISTRATOR,))
