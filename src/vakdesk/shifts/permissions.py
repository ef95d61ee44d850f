"""Who reads and writes rotas."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

SEE = Permission("shifts.see", _("See the rota of one's own teams"), granted_to=(*DESK, Role.COACH, Role.ADMINISTRATOR))
PLAN = Permission("shifts.plan", _("Write the rota of a team"), granted_to=(Role.LEAD, Role.ADMINISTRATOR))
