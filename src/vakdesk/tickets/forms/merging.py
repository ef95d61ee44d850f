"""The form that merges a ticket into another: found by its number or by words."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.kit.text import storable
from vakdesk.search.find import ranked
from vakdesk.search.terms import parse
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import Ticket
from vakdesk.ui.forms import Form, LookupField

SUGGESTED = 8
#: Of what holds the words; the rest is of other clients, or closed.
CONSIDERED = 200


def find_targets(ticket: Ticket, text: str, actor: Actor | None) -> Sequence[Ticket]:
    """The ticket of that number, else those of the same client that are not closed and hold these words, best first."""
    text = storable(text).strip()[:200]
    if actor is None or not text:
        return []
    seen = Ticket.objects.visible_to_staff(actor).select_related("record__requester")
    numbered = seen.filter(record__reference=text.split()[0].upper())[:1]
    if numbered:
        return numbered
    query = parse(text)
    best = list(ranked(actor, query, types=["ticket"]))[:CONSIDERED] if query else []
    fitting = seen.exclude(state=State.CLOSED).filter(record__organisation=ticket.organisation_id).exclude(pk=ticket.pk)
    found = fitting.in_bulk(best)
    return [found[key] for key in best if key in found][:SUGGESTED]


class MergeForm(Form):
    target = LookupField(
        find=lambda text, actor: [],
        label_of=str,
        url=lambda: "",
        label=_("The ticket that goes on"),
        help_text=_("Its number, or words that stand in it."),
    )
    of_two_people = forms.BooleanField(
        label=_("Two different people asked, and it is one matter"),
        required=False,
        help_text=_("Each hears from us on their own report. Neither reads what the other wrote, nor what we answer the other."),
    )

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["target"]
        assert isinstance(field, LookupField)
        field.find = partial(find_targets, ticket)
        field.widget.url = lambda: reverse("tickets:merge_targets", args=[ticket.reference])  # type: ignore[attr-defined]
