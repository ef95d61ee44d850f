"""Who may do what with tasks and with time."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

SEE_OWN = Permission("tasks.see_own", _("See one's own tasks and those of one's teams"), granted_to=(*DESK, Role.COACH, Role.ADMINISTRATOR))
ADD = Permission("tasks.add", _("Add tasks"), granted_to=DESK, machines=("checklists", "rules"))
EDIT = Permission("tasks.edit", _("Change, order and assign tasks"), granted_to=DESK)
FINISH = Permission("tasks.finish", _("Finish, skip and reopen tasks"), granted_to=DESK, machines=("checklists",))
CALL_BACK = Permission("tasks.call_back", _("Call requesters back and record how it is"), granted_to=DESK)
ESTIMATE = Permission("tasks.estimate", _("Estimate how long work takes"), granted_to=DESK)
WRITE_TIME = Permission("tasks.write_time", _("Write time on records"), granted_to=DESK)
FORGET = Permission("tasks.forget", _("Stop timers that were forgotten"), machines=("timekeeper",))
REPORT = Permission("tasks.report", _("Read how much time work takes"), granted_to=(Role.AGENT, Role.LEAD, Role.ADMINISTRATOR))
ARRANGE = Permission("tasks.arrange", _("Arrange sets of tasks"), granted_to=(Role.LEAD, Role.ADMINISTRATOR), machines=("installer",))
