"""Where rules stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.rules.permissions import SEE
from vakdesk.ui.registry import MenuItem

MenuItem("rules", _("Rules"), "rules:rules", "workflow", permission=SEE, section="house", order=69)
