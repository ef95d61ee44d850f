"""What knowledge adds to the shell: the articles, and help for whoever looks before they ask."""

from django.utils.translation import gettext_lazy as _

from vakdesk.knowledge import permissions
from vakdesk.ui.registry import MenuItem, NewItem, PaletteAction

MenuItem("knowledge", _("Knowledge"), "knowledge:articles", "book-open", permission=permissions.READ, section="trade", order=10, keys="g b")
MenuItem("knowledge.help", _("Help articles"), "knowledge:help", "book-open", section="door", order=60)
NewItem("knowledge.begin", _("New article"), "knowledge:begin", "file-pen", permission=permissions.WRITE)
PaletteAction(
    "knowledge.categories", _("Categories of articles"), "folder-tree", url_name="knowledge:categories", permission=permissions.ARRANGE
)
PaletteAction("knowledge.report", _("How often answers helped"), "chart-column", url_name="knowledge:report", permission=permissions.REPORT)
