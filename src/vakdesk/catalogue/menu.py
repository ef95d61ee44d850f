"""Where the catalogue stands in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.catalogue.permissions import ARRANGE
from vakdesk.ui.registry import MenuItem, PaletteAction

MenuItem("catalogue", _("Catalogue"), "catalogue:offerings", "package", permission=ARRANGE, section="trade", order=42)
PaletteAction("catalogue.new", _("New offering"), "package", url_name="catalogue:begin", permission=ARRANGE)
