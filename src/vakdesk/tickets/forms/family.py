"""Forms of parents and children, and of splitting."""

from collections.abc import Sequence

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.kit.text import storable
from vakdesk.search.find import ranked
from vakdesk.search.terms import parse
from vakdesk.tickets.forms.merging import CONSIDERED, SUGGESTED
from vakdesk.tickets.kinds import OPEN, TicketKind
from vakdesk.tickets.models import Ticket
from vakdesk.ui.forms import Form, LookupField, TextField


def find_parents(text: str, actor: Actor | None) -> Sequence[Ticket]:
    """The ticket of that number, else open ones that are nobody's child and hold these words, best first."""
    text = storable(text).strip()[:200]
    if actor is None or not text:
        return []
    seen = Ticket.objects.visible_to_staff(actor).select_related("record__requester")
    if numbered := seen.filter(record__reference=text.split()[0].upper())[:1]:
        return numbered
    best = list(ranked(actor, query, types=["ticket"]))[:CONSIDERED] if (query := parse(text)) else []
    found = seen.filter(state__in=OPEN, parent=None).in_bulk(best)
    return [found[key] for key in best if key in found][:SUGGESTED]


class JoinForm(Form):
    parent = LookupField(
        find=find_parents,
        label_of=str,
        url=lambda: reverse("tickets:all_parents"),
        label=_("The parent"),
        help_text=_("Its number, or words that stand in it. Once it is solved, its children are solved and their requesters are told."),
    )


class SplitForm(Form):
    title = TextField(label=_("Subject of the new ticket"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=TicketKind.choices)
