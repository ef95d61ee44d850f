"""Where devices stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.inventory.permissions import ARRANGE, REGISTER, SEE
from vakdesk.ui.registry import MenuItem, NewItem, PaletteAction

MenuItem("devices", _("Devices"), "inventory:items", "laptop", permission=SEE, order=55, keys="g v")
NewItem("inventory.register", _("New device"), "inventory:register", "laptop", permission=REGISTER)
PaletteAction("inventory.types", _("Types of devices"), "shapes", url_name="inventory:types", permission=ARRANGE)
PaletteAction("inventory.products", _("Models of devices"), "boxes", url_name="inventory:products", permission=SEE)
PaletteAction("inventory.locations", _("Locations"), "map-pin", url_name="inventory:locations", permission=SEE)
