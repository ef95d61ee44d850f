"""What is about to leave, as the end of a ticket's conversation shows it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.tickets.models import Outgoing
from vakdesk.tickets.speaking import other_language
from vakdesk.ui.safe_html import markdown
from vakdesk.ui.timeline import Item, ItemAct


def outgoing(going: Outgoing, actor: Actor) -> Item:
    """With its countdown, and for its writer the way back."""
    own = going.person_id == actor.person_id
    undo = ItemAct(
        _("Back into the composer") if going.fault else _("Undo"),
        reverse("tickets:undo_send", args=[going.pk]),
        "undo-2",
        posts=True,
        key="z",
    )
    return Item(
        kind="unsent",
        who=going.person.name,
        at=going.at,
        body=markdown(going.text),
        about=going.get_speech_display(),
        key=f"outgoing-{going.pk}-{1 if going.fault else 0}",
        anchor=f"outgoing-{going.pk}",
        state=_("Not sent: %(why)s") % {"why": going.fault} if going.fault else other_language(going.text, going.ticket),
        state_tone="bad" if going.fault else "warn",
        leaves_at=None if going.fault else going.leaves_at,
        acts=[undo] if own else [],
    )
