"""Who tends the readers of the logbook."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role

TEND_FOLLOWERS = Permission("logbook.tend_followers", _("Tend entries a follower could not deal with"), granted_to=(Role.ADMINISTRATOR,))
