"""Who sees and tends the access register. Owners of applications and rights see and review what is theirs without a role."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

SEE = Permission(
    "grants.see",
    _("Read who has which right on which application"),
    granted_to=(*DESK, Role.AUDITOR, Role.SECURITY, Role.ADMINISTRATOR),
)
ARRANGE = Permission(
    "grants.arrange",
    _("Arrange applications and their rights"),
    granted_to=(Role.LEAD, Role.SECURITY, Role.ADMINISTRATOR),
    machines=("installer",),
)
ASK = Permission("grants.ask", _("Ask for a right for somebody"), granted_to=DESK)
RECORD = Permission(
    "grants.record",
    _("Write down rights that people had before"),
    granted_to=(Role.LEAD, Role.SECURITY, Role.ADMINISTRATOR),
    machines=("installer",),
)
REVOKE = Permission(
    "grants.revoke",
    _("Say that a right is to be taken away"),
    granted_to=(Role.AGENT, Role.LEAD, Role.SECURITY, Role.ADMINISTRATOR),
    machines=("access register",),
)
REVIEW = Permission("grants.review", _("Confirm or revoke what others hold of one's own applications"), for_requester=True)
CAMPAIGN = Permission(
    "grants.campaign", _("Hold reviews of who has which right"), granted_to=(Role.LEAD, Role.SECURITY, Role.ADMINISTRATOR)
)
LEAVE = Permission("grants.leave", _("Have everything of a leaver taken away"), granted_to=(Role.AGENT, Role.LEAD))
