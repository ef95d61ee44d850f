"""Who may see the desk's side of records, and tend what all records have."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

SEE = Permission(
    "records.see",
    _("Read records with their internal notes"),
    granted_to=(*DESK, Role.COACH, Role.ADMINISTRATOR),
    machines=("*",),
)
SEE_PUBLIC = Permission("records.see_public", _("Read all reports of an organisation"), granted_to=(Role.REQUESTER,))
WRITE = Permission("records.write", _("Write on records"), granted_to=DESK, for_requester=True, machines=("*",))
NOTE = Permission("records.note", _("Write internal notes"), granted_to=(*DESK, Role.COACH), machines=("*",))
LINK = Permission("records.link", _("Link records"), granted_to=DESK, machines=("*",))
TAG = Permission("records.tag", _("Tag records"), granted_to=DESK, machines=("rules",))
WATCH = Permission("records.watch", _("Watch records"), granted_to=(*DESK, Role.COACH), for_requester=True, machines=("rules",))
SHARE = Permission(
    "records.share",
    _("Share a record with a person"),
    granted_to=(Role.AGENT, Role.LEAD, Role.ADMINISTRATOR),
    machines=("mailroom", "complaints"),
)
