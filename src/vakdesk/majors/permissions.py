"""Who leads a major incident, and who joins reports to it."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

SEE = Permission("majors.see", _("See major incidents"), granted_to=(*DESK, Role.COACH, Role.ADMINISTRATOR))
DECLARE = Permission("majors.declare", _("Declare major incidents, and stand them down"), granted_to=(Role.AGENT, Role.LEAD))
TELL = Permission("majors.tell", _("Write the news of a major incident to everybody affected"), granted_to=(Role.AGENT, Role.LEAD))
ANSWER = Permission("majors.answer", _("Answer reports with the news of a major incident"), granted_to=DESK)
ME_TOO = Permission("majors.me_too", _("Say that one is affected as well"), for_requester=True)
PASS_ON = Permission("majors.pass_on", _("Pass news on to everybody affected, and propose reports"), machines=("family",))
