"""Who may look into the outbox, tend it, and change what mails say."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role

SEE_OUTBOX = Permission("notices.see_outbox", _("See which mails wait, were sent or were refused"), granted_to=(Role.ADMINISTRATOR,))
TEND_OUTBOX = Permission("notices.tend_outbox", _("Send mails again, or give them up"), granted_to=(Role.ADMINISTRATOR,))
EDIT_TEXTS = Permission("notices.edit_texts", _("Change what mails say"), granted_to=(Role.ADMINISTRATOR,))
CHOOSE = Permission("notices.choose", _("Choose how one hears about news"), for_requester=True)
DELIVER = Permission("notices.deliver", _("Record whether mails arrived"), machines=("postman",))
