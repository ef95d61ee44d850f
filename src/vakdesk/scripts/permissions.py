"""Who arranges question scripts, who answers them, who reads what was asked."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

ARRANGE = Permission("scripts.arrange", _("Arrange question scripts"), granted_to=(Role.LEAD, Role.ADMINISTRATOR), machines=("installer",))
ANSWER = Permission("scripts.answer", _("Answer the questions of a script"), granted_to=DESK, for_requester=True)
TAKE_BACK = Permission("scripts.take_back", _("Take back answers that were read from a mail"), granted_to=DESK)
REPORT = Permission(
    "scripts.report", _("Read which facts are known before the first technical step"), granted_to=(Role.LEAD, Role.ADMINISTRATOR)
)
