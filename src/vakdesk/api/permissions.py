"""Who may work through the API, and who looks after the tokens of the house."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role

USE = Permission("api.use", _("Work through the API with a token of one's own"), granted_to=tuple(Role), for_requester=True)
MANAGE = Permission("api.manage", _("Give tokens to machines, and revoke anybody's"), granted_to=(Role.ADMINISTRATOR,))
