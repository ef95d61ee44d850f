"""What the portal adds to its own head, and to the desk's: everybody who works here asks for help now and then."""

from django.utils.translation import gettext_lazy as _

from vakdesk.tickets.permissions import SEE_QUEUE
from vakdesk.ui.registry import MenuItem

MenuItem("portal.home", _("Ask for help"), "portal:home", "life-buoy", section="own")
MenuItem("portal.catalogue", _("Ask for something"), "portal:catalogue", "package", section="door", order=40)
MenuItem("portal.reports", _("My reports"), "portal:reports", "inbox", section="door")
MenuItem("portal.desk", _("To the desk"), "tickets:queue", "headset", permission=SEE_QUEUE, section="door")
