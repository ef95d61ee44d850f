"""Who reads and writes rotas."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

SEE = Permission("shifts.see", _("See the rota of one's own teams"), granted_to=(*DESK, Role.COACH, Role.ADMINISTRATOR))
PLAN = Permission("shifts.plan", _("Write the rota of a team"), granted_to=(Role.LEAD, Role.ADMINISTRATOR))
END = Permission("shifts.end", _("Give open tickets a next step and an owner at the end of a shift"), granted_to=DESK)
MORNING = Permission("shifts.morning", _("Read the morning page of a team"), granted_to=(Role.LEAD,))
APPOINT = Permission("shifts.appoint", _("Make appointments on tickets, and keep them"), granted_to=DESK)
FEED = Permission("shifts.feed", _("Give one's calendar an address"), granted_to=(*DESK, Role.COACH))
