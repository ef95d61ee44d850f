"""Where services stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.services.permissions import SEE
from vakdesk.ui.registry import MenuItem

MenuItem("services", _("Services"), "services:services", "layers", permission=SEE, section="trade", order=41)
