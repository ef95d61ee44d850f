"""The acts that can be done to many tickets at once, as the queue offers them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import Sentence
from vakdesk.records.permissions import TAG, WATCH
from vakdesk.tickets import permissions
from vakdesk.ui.lists import Bulk


def _bulk(name: str, label: Sentence, icon: str, permission: Permission, keys: str = "", *, folded: bool = False) -> Bulk:
    return Bulk(name, label, lambda: reverse("tickets:many", args=[name]), icon, permission, keys, folded)


BULK = (
    _bulk("take", _("Take"), "hand", permissions.TAKE, "t"),
    _bulk("assign", _("Assign"), "user-plus", permissions.ASSIGN, "a"),
    _bulk("hand_over", _("Hand over"), "corner-up-right", permissions.HAND_OVER, "f"),
    _bulk("escalate", _("Ask the lead"), "triangle-alert", permissions.ESCALATE, "e"),
    _bulk("classify", _("Prioritise"), "list-filter", permissions.CLASSIFY, "p"),
    _bulk("hold", _("Put on hold"), "pause", permissions.HOLD, "h"),
    _bulk("tag", _("Tag"), "tag", TAG),
    _bulk("join", _("Make children"), "folder-tree", permissions.JOIN, folded=True),
    _bulk("leave", _("Take from parent"), "split", permissions.JOIN, folded=True),
    _bulk("untag", _("Take off a tag"), "tag", TAG, folded=True),
    _bulk("resume", _("Resume"), "play", permissions.HOLD, folded=True),
    _bulk("watch", _("Watch"), "eye", WATCH, folded=True),
    _bulk("close", _("Close"), "archive", permissions.CLOSE, folded=True),
)
