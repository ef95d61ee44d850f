"""Canned answers: which there are for somebody, in which language, and what their placeholders stand for on a ticket."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Sentence
from vakdesk.kit.text import fold
from vakdesk.notices.wording import fill
from vakdesk.tickets.due import promise_of
from vakdesk.tickets.models import CannedAnswer, Ticket
from vakdesk.ui.components import exact

MOST_OFFERED = 12
#: What a text may say, each with an example for who writes one where there is no ticket yet.
PLACEHOLDERS: dict[str, tuple[Sentence, str]] = {
    "name": (_("how the requester wants to be called"), "Bo"),
    "requester": (_("the requester's whole name"), "Bo Jansen"),
    "organisation": (_("their organisation"), "ROC Lindewaard"),
    "number": (_("the number of the ticket"), "TK-1042"),
    "title": (_("its subject"), "The printer in C2 does nothing"),
    "promise": (_("what was promised, empty where nothing was"), ""),
    "team": (_("the team it lies with"), "Service desk"),
    "me": (_("your own name"), "Ada Kask"),
}


@dataclass(frozen=True)
class Filled:
    """An answer as it would be put into the composer. `lacks`: it has no text in the requester's language, so this is another."""

    answer: CannedAnswer
    text: str
    language: str
    lacks: bool


def offered(ticket: Ticket, actor: Actor, words: str = "") -> list[Filled]:
    """Those whose name or text holds all words, in the requester's language where there is one; one's own first."""
    wanted = fold(words).split()
    language = ticket.record.language
    values = values_of(ticket, actor, language)
    mine = CannedAnswer.objects.usable_by(actor).select_related("team").order_by("name", "pk")
    found = [one for one in mine if all(word in fold(f"{one.name} {one.text_in(language)[0]}") for word in wanted)]
    found.sort(key=lambda one: one.owner_id is None)
    return [filled(one, language, values) for one in found[:MOST_OFFERED]]


def filled(answer: CannedAnswer, language: str, values: Mapping[str, str]) -> Filled:
    text, spoken = answer.text_in(language)
    return Filled(answer, fill(text, values), spoken, lacks=spoken != language)


def examples() -> dict[str, str]:
    return {name: example for name, (_explained, example) in PLACEHOLDERS.items()}


def values_of(ticket: Ticket, actor: Actor, language: str) -> dict[str, str]:
    requester = ticket.record.requester
    with override(language):
        return {
            "name": requester.get_short_name() if requester else "",
            "requester": str(requester or ""),
            "organisation": str(ticket.record.organisation or ""),
            "number": ticket.reference,
            "title": ticket.title,
            "promise": promise_of(ticket, say=exact),
            "team": str(ticket.record.team or ""),
            "me": actor.label,
        }
