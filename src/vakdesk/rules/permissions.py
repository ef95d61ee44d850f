"""Who writes rules, who reads them, and who does what they say."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role

SEE = Permission("rules.see", _("Read rules and what they did"), granted_to=(Role.LEAD, Role.ADMINISTRATOR))
ARRANGE = Permission(
    "rules.arrange", _("Write rules, put them in order and switch them on"), granted_to=(Role.ADMINISTRATOR,), machines=("installer",)
)
APPLY = Permission("rules.apply", _("Do what a rule says"), machines=("rules",))
