"""How a report stands, in the words of the person who asked. Language level B1; nobody here sees the word "incident"."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vakdesk.kit.errors import Sentence
from vakdesk.tickets.kinds import PLAIN_CLOSURES, PLAIN_WAITING, Closure, State, TicketKind, WaitingFor
from vakdesk.tickets.models import Ticket


@dataclass(frozen=True)
class Standing:
    """`label` and `tone` are for a pill, `sentence` says it whole, `needs_them` when it is the requester's turn."""

    label: Sentence
    tone: str
    icon: str
    sentence: Sentence
    needs_them: bool = False


_STANDING: dict[str, Standing] = {
    State.NEW: Standing(pgettext_lazy("a report", "Received"), "plain", "inbox", _("We have it. Somebody will look at it.")),
    State.IN_PROGRESS: Standing(_("We work on it"), "accent", "wrench", _("Somebody is working on it.")),
    State.RESOLVED: Standing(
        _("Does it work?"), "good", "circle-question-mark", _("We think this is solved. Does it work for you?"), needs_them=True
    ),
}
_ENDED: dict[str, Standing] = {
    Closure.CONFIRMED: Standing(_("Solved"), "plain", "circle-check", _("This is solved. You told us that it works.")),
    Closure.VERIFIED: Standing(_("Solved"), "plain", "circle-check", _("This is solved. We saw that it works.")),
    Closure.NOT_CONFIRMED: Standing(pgettext_lazy("a report", "Closed"), "plain", "archive", PLAIN_CLOSURES[Closure.NOT_CONFIRMED]),
    Closure.WITHDRAWN: Standing(_("Not needed"), "plain", "x", _("This is closed: it is no longer needed.")),
    Closure.ELSEWHERE: Standing(pgettext_lazy("a report", "Closed"), "plain", "archive", _("This is closed.")),
    Closure.MERGED: Standing(_("Handled together"), "accent", "merge", _("We handle this together with another report.")),
}

#: The states a list can be narrowed to.
STATES: dict[str, Sentence] = {
    State.NEW: _STANDING[State.NEW].label,
    State.IN_PROGRESS: _STANDING[State.IN_PROGRESS].label,
    State.WAITING: _("We wait"),
    State.RESOLVED: _STANDING[State.RESOLVED].label,
    State.CLOSED: pgettext_lazy("a report", "Closed"),
}

#: The second question, by what kind of help is asked: what we would ask anyway.
DETAILS: dict[str, tuple[str | Promise, str | Promise]] = {
    TicketKind.INCIDENT: (_("What else should we know?"), _("Since when? Which room or which device? What do you see on the screen?")),
    TicketKind.SERVICE_REQUEST: (_("What do you need exactly?"), _("For whom is it, how many, and when do you need it?")),
    TicketKind.INFORMATION: (_("What would you like to know?"), _("What do you want to do? What did you try?")),
    TicketKind.ACCESS: (_("Where do you need to get in?"), _("Which program, folder or room? For whom? Who says that it is all right?")),
    TicketKind.CHANGE_ENQUIRY: (_("What should change?"), _("How is it now, and how should it be? Who else would notice?")),
    TicketKind.COMPLAINT: (_("What went wrong?"), _("What happened, and what would make it good again?")),
}


def standing(report: Ticket) -> Standing:
    if report.state == State.CLOSED:
        return _ENDED[report.closure]
    if report.state == State.WAITING:
        return _waiting(report)
    return _STANDING[report.state]


def _waiting(report: Ticket) -> Standing:
    if report.waiting_for == WaitingFor.REQUESTER:
        return Standing(_("We wait for you"), "warn", "reply", PLAIN_WAITING[WaitingFor.REQUESTER], needs_them=True)
    return Standing(_("We wait"), "plain", "hourglass", PLAIN_WAITING[report.waiting_for])
