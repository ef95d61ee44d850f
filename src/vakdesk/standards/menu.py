"""Where standards stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.standards.permissions import SEE
from vakdesk.ui.registry import MenuItem

MenuItem("standards", _("Standards"), "standards:frameworks", "library", permission=SEE, section="trade", order=46)
