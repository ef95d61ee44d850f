"""Who may look behind the scenes of the shell."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role

STYLEGUIDE = Permission("ui.styleguide", _("See the style guide"), granted_to=tuple(role for role in Role if role is not Role.REQUESTER))
