"""Who writes instructions, publishes and gives them, and who reads who was instructed."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

SEE = Permission("instructions.see", _("Read all instructions"), granted_to=(*DESK, Role.COACH, Role.ADMINISTRATOR))
WRITE = Permission("instructions.write", _("Write instructions"), granted_to=(*DESK, Role.COACH))
PUBLISH = Permission("instructions.publish", _("Review and publish instructions"), granted_to=(Role.AGENT, Role.LEAD))
GIVE = Permission("instructions.give", _("Give instructions to people and record who was instructed"), granted_to=(*DESK, Role.COACH))
SEE_REGISTER = Permission(
    "instructions.see_register", _("Read who was instructed about what"), granted_to=(*DESK, Role.COACH, Role.ADMINISTRATOR)
)
FOLLOW = Permission("instructions.follow", _("Follow instructions that were given to one"), for_requester=True)
