"""Which tickets a rule is for: the queue's own conditions, what was written, and where its sender belongs."""

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.records.kinds import Side
from vakdesk.records.models import Message
from vakdesk.tickets.conditions import CONDITIONS
from vakdesk.ui.lists.conditions import words_of

#: Words that mean whoever looks. A rule is nobody.
PERSONAL = {"assignee": "me", "team": "mine"}


def _says(values: list[str], actor: Actor) -> Q:
    """Any of them stands in the title, or in what was written with the requester."""
    wanted = Q()
    for value in values:
        written = Message.objects.filter(record=OuterRef("pk"), side=Side.PUBLIC, text__icontains=value)
        wanted |= Q(record__title__icontains=value) | Q(Exists(written))
    return wanted


def _comes_from(values: list[str], actor: Actor) -> Q:
    """The requester has an address there, or below it."""
    theirs = Q()
    for value in values:
        domain = value.strip().lstrip("@").lower()
        theirs |= Q(email__iendswith=f"@{domain}") | Q(email__iendswith=f".{domain}")
    return Q(Exists(EmailAddress.objects.filter(theirs, user=OuterRef("record__requester"))))


SAYS = words_of("says", _("Words in its subject or messages"), _says)
DOMAIN = words_of("domain", _("Sender's mail domain"), _comes_from)
ALL = (SAYS, DOMAIN, *CONDITIONS)
