"""Who may do what about approvals. Deciding is nobody's by role: it belongs to whoever was asked."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

ASK = Permission(
    "approvals.ask", _("Ask for approval"), granted_to=(*DESK, Role.COACH, Role.ADMINISTRATOR), for_requester=True, machines=("*",)
)
DECIDE = Permission("approvals.decide", _("Decide what one was asked to approve"), for_requester=True)
WITHDRAW = Permission(
    "approvals.withdraw", _("Take back what was asked"), granted_to=(*DESK, Role.ADMINISTRATOR), for_requester=True, machines=("*",)
)
APPOINT = Permission(
    "approvals.appoint",
    _("Ask somebody else where nobody can decide"),
    granted_to=(Role.AGENT, Role.LEAD, Role.ADMINISTRATOR),
)
USE = Permission("approvals.use", _("Carry out what was approved"), granted_to=DESK, machines=("*",))
KEEP_TIME = Permission("approvals.keep_time", _("Remind of approvals, and let them expire"), machines=("timekeeper",))
DEPUTISE = Permission(
    "approvals.deputise", _("Say who decides in somebody's place"), granted_to=(Role.LEAD, Role.ADMINISTRATOR), for_requester=True
)
