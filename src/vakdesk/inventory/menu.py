"""Where devices stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.inventory.permissions import ARRANGE, CHANGE_MANY, HAND_OVER, REGISTER, SEE
from vakdesk.ui.registry import MenuItem, NewItem, PaletteAction

MenuItem("devices", _("Devices"), "inventory:items", "laptop", permission=SEE, order=55, keys="g v")
MenuItem("devices.own", _("My devices"), "inventory:mine", "laptop", section="door", order=60)
NewItem("inventory.register", _("New device"), "inventory:register", "laptop", permission=REGISTER)
PaletteAction("inventory.types", _("Types of devices"), "shapes", url_name="inventory:types", permission=ARRANGE)
PaletteAction("inventory.products", _("Models of devices"), "boxes", url_name="inventory:products", permission=SEE)
PaletteAction("inventory.locations", _("Locations"), "map-pin", url_name="inventory:locations", permission=SEE)
PaletteAction("inventory.hand_out", _("Hand out devices"), "hand-helping", url_name="inventory:hand_out", permission=HAND_OVER)
PaletteAction("inventory.take_in", _("Take devices back"), "undo-2", url_name="inventory:take_in", permission=HAND_OVER)
PaletteAction("inventory.handovers", _("Handovers"), "signature", url_name="inventory:handovers", permission=SEE)
PaletteAction("inventory.profiles", _("Profiles for preparing devices"), "list-checks", url_name="inventory:profiles", permission=SEE)
PaletteAction("inventory.take_over", _("Take over a list of devices"), "file-up", url_name="inventory:take_over", permission=CHANGE_MANY)
PaletteAction("inventory.many", _("What was done to many devices"), "list-checks", url_name="inventory:bulk_acts", permission=CHANGE_MANY)
PaletteAction("inventory.stocktakes", _("Stocktakes"), "scan-line", url_name="inventory:stocktakes", permission=SEE)
PaletteAction("inventory.labels", _("Print labels for devices"), "qr-code", url_name="inventory:labels", permission=SEE)
