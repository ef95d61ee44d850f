"""Who reads what the desk knows, who writes it, who lets it out."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

READ = Permission("knowledge.read", _("Read the articles of the desk"), granted_to=(*DESK, Role.COACH, Role.ADMINISTRATOR))
WRITE = Permission("knowledge.write", _("Write articles"), granted_to=DESK, machines=("importer",))
PUBLISH = Permission(
    "knowledge.publish", _("Review and publish articles of others"), granted_to=(Role.AGENT, Role.LEAD), machines=("importer",)
)
ARRANGE = Permission(
    "knowledge.arrange", _("Arrange articles and their categories"), granted_to=(Role.LEAD, Role.ADMINISTRATOR), machines=("importer",)
)
RATE = Permission("knowledge.rate", _("Say whether an article helped"), granted_to=DESK, for_requester=True)
REPORT = Permission(
    "knowledge.report", _("Read how often answers helped"), granted_to=(Role.AGENT, Role.LEAD, Role.COACH, Role.ADMINISTRATOR)
)
REMIND = Permission("knowledge.remind", _("Remind owners of what is to be looked at again"), machines=("timekeeper",))
