"""What the shell itself offers in the palette."""

from django.utils.translation import gettext_lazy as _

from vakdesk.ui.permissions import STYLEGUIDE
from vakdesk.ui.registry import PaletteAction

PaletteAction("ui.styleguide", _("Style guide"), "swatch-book", url_name="ui:styleguide", permission=STYLEGUIDE)
PaletteAction("ui.shortcuts", _("Keys"), "keyboard", url_name="ui:shortcuts")
