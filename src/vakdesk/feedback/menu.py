"""Where satisfaction stands in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.feedback.permissions import SEE_RESULTS
from vakdesk.ui.registry import MenuItem

MenuItem("feedback", _("Satisfaction"), "feedback:results", "smile", permission=SEE_RESULTS, section="trade", order=47)
