"""Where history from elsewhere stands in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.history.permissions import SEE
from vakdesk.ui.registry import MenuItem

MenuItem("history", _("History from elsewhere"), "history:runs", "file-input", permission=SEE, section="house", order=84)
