"""Who may see and tend people, teams, organisations and roles."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

SEE = Permission(
    "people.see",
    _("See the people and teams the desk serves"),
    granted_to=(*DESK, Role.COACH, Role.AUDITOR, Role.PRIVACY, Role.SECURITY, Role.ADMINISTRATOR),
    machines=("*",),
)
REGISTER = Permission("people.register", _("Register people"), granted_to=(*DESK, Role.ADMINISTRATOR), machines=("*",))
EDIT = Permission("people.edit", _("Edit people"), granted_to=(Role.AGENT, Role.LEAD, Role.ADMINISTRATOR), machines=("*",))
GRANT = Permission("people.grant", _("Give and take roles"), granted_to=(Role.ADMINISTRATOR,), machines=("installer", "importer"))
ARRANGE = Permission(
    "people.arrange", _("Arrange teams, organisations and groups"), granted_to=(Role.ADMINISTRATOR,), machines=("installer", "importer")
)
IMPORT = Permission(
    "people.import", _("Import people, groups and leavers"), granted_to=(Role.ADMINISTRATOR,), machines=("installer", "importer")
)
SEE_SIGN_INS = Permission(
    "people.see_sign_ins", _("See when people signed in"), granted_to=(Role.SECURITY, Role.PRIVACY, Role.ADMINISTRATOR), for_requester=True
)
ACCOUNT = Permission("people.account", _("Give people an account"), granted_to=(Role.ADMINISTRATOR,), machines=("installer", "importer"))
SELF = Permission("people.self", _("Change one's own account"), for_requester=True, machines=("*",))
