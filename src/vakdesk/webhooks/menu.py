"""Where webhooks stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.ui.registry import MenuItem
from vakdesk.webhooks.permissions import ARRANGE

MenuItem("webhooks", _("Webhooks"), "webhooks:endpoints", "webhook", permission=ARRANGE, section="house", order=71)
