"""The bell, how one hears, and for administrators the outbox."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.kit.prepared import prepared_count
from vakdesk.notices.models import Notice
from vakdesk.notices.permissions import EDIT_TEXTS, SEE_OUTBOX
from vakdesk.ui.registry import MenuItem, PaletteAction


def _unread(actor: Actor) -> int | None:
    return prepared_count("notices.unread", _unread_of, person=actor.person_id or 0) or None


def _unread_of(person: int) -> QuerySet[Notice, Any]:
    return Notice.objects.in_inbox(person).unread().order_by().values_list("pk")[:100]


def _troubled(actor: Actor) -> int | None:
    return Notice.objects.outbox(actor).troubled()[:100].count() or None


MenuItem("inbox", _("Inbox"), "notices:inbox", "bell", count=_unread, section="desk", keys="g i")
MenuItem("notices.door", _("Inbox"), "notices:inbox", "bell", count=_unread, section="door", order=90)
MenuItem("notices.choose", _("What you hear"), "notices:preferences", "sliders-horizontal", section="own")
MenuItem("outbox", _("Outbox"), "notices:outbox", "send", permission=SEE_OUTBOX, count=_troubled, section="house")
PaletteAction("notices.texts", _("Texts of mails"), "file-pen-line", url_name="notices:texts", permission=EDIT_TEXTS)
