"""Where suppliers stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.suppliers.permissions import SEE
from vakdesk.ui.registry import MenuItem

MenuItem("suppliers", _("Suppliers"), "suppliers:suppliers", "truck", permission=SEE, section="trade", order=42)
