"""Who arranges the catalogue, and who asks for what is in it."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role

ARRANGE = Permission(
    "catalogue.arrange", _("Arrange the service catalogue"), granted_to=(Role.LEAD, Role.ADMINISTRATOR), machines=("installer",)
)
ORDER = Permission("catalogue.order", _("Ask for something out of the catalogue"), for_requester=True)
