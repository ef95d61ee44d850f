"""Where the API is found: one's own tokens stand on the account page, those of the house in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.api.permissions import MANAGE
from vakdesk.ui.registry import MenuItem, PaletteAction

MenuItem("api.manage", _("API tokens"), "api:tokens", "key-round", permission=MANAGE, section="house", order=70)
PaletteAction("api.docs", _("API: how it works"), "book-open", url_name="api:docs")
