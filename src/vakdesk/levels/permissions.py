"""Who may see service levels, arrange them, and answer for what was not met."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

SEE = Permission("levels.see", _("See service levels and their reports"), granted_to=(*DESK, Role.COACH, Role.ADMINISTRATOR, Role.AUDITOR))
ARRANGE = Permission(
    "levels.arrange", _("Arrange calendars and agreements"), granted_to=(Role.LEAD, Role.ADMINISTRATOR), machines=("installer",)
)
MIGRATE = Permission(
    "levels.migrate", _("Move a ticket to other agreed times, or recount its clocks"), granted_to=(Role.LEAD, Role.ADMINISTRATOR)
)
EXPLAIN = Permission("levels.explain", _("Explain deviations from what was agreed"), granted_to=(Role.AGENT, Role.LEAD))
KEEP_TIME = Permission("levels.keep_time", _("Warn and escalate in time"), machines=("timekeeper",))
