"""Who says what is told to other systems, and who tells it."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role

ARRANGE = Permission("webhooks.arrange", _("Arrange what is told to other systems"), granted_to=(Role.ADMINISTRATOR,))
DELIVER = Permission("webhooks.deliver", _("Pause a webhook that fails for long"), machines=("courier",))
