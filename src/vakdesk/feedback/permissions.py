"""Who says how it went, who complains, and who reads what came of it."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role

RATE = Permission("feedback.rate", _("Say how a report was handled"), for_requester=True)
SEE_RESULTS = Permission("feedback.see_results", _("Read how satisfied people are, by team"), granted_to=(Role.LEAD, Role.ADMINISTRATOR))
NAME_HANDLER = Permission("feedback.name_handler", _("Say who handles complaints about team leads"), granted_to=(Role.ADMINISTRATOR,))
