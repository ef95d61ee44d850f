"""Where mail is found in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.mailroom.models import Arrival, Mailbox
from vakdesk.mailroom.permissions import ARRANGE, TEND
from vakdesk.ui.registry import MenuItem


def _waiting(actor: Actor) -> int | None:
    return Arrival.objects.visible_to(actor).waiting().count() or None


MenuItem("mail", _("Mail"), "mailroom:mail", "mail", permission=TEND, count=_waiting, section="house")


def _failing(actor: Actor) -> int | None:
    return Mailbox.objects.visible_to(actor).filter(is_active=True).exclude(watch__fault="").count() or None


MenuItem("mailboxes", _("Mailboxes"), "mailroom:mailboxes", "mails", permission=ARRANGE, count=_failing, after="mail", section="house")
