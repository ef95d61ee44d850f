"""Who may take mail in, and who tends what could not be."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role

RECEIVE = Permission("mailroom.receive", _("Take mail in"), machines=("mailroom",))
ADOPT = Permission(
    "mailroom.adopt", _("Say whose words an unverified mail on a ticket is"), granted_to=(Role.AGENT, Role.LEAD, Role.ADMINISTRATOR)
)
TEND = Permission("mailroom.tend", _("See what mail arrived and tend the quarantine"), granted_to=(Role.LEAD, Role.ADMINISTRATOR))
ARRANGE = Permission("mailroom.arrange", _("Arrange the mailboxes"), granted_to=(Role.ADMINISTRATOR,))
WATCH = Permission("mailroom.watch", _("Write down how it goes with a mailbox"), machines=("mailroom",))
