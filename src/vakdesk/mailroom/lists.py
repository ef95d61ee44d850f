"""Mail that arrived, as a list."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from vakdesk.mailroom.kinds import Authenticity, Outcome
from vakdesk.mailroom.models import Arrival
from vakdesk.ui.components import pill
from vakdesk.ui.lists import Choice, Column, Empty, ListPage, Sort, Text, View

TONES = {
    Outcome.ARRIVED: "special",
    Outcome.TICKET: "good",
    Outcome.REPLY: "good",
    Outcome.NOTE: "accent",
    Outcome.HELD: "warn",
    Outcome.QUARANTINED: "warn",
}


AUTHENTICITY_TONES = {Authenticity.UNCHECKED: "plain", Authenticity.PASSED: "good", Authenticity.FAILED: "bad"}


def outcome_pill(arrival: Arrival) -> Any:
    return pill(arrival.get_outcome_display(), TONES.get(Outcome(arrival.outcome), "plain"))


class Mail(ListPage):
    name = "mailroom.mail"
    heading = _("Mail that arrived")
    columns = (
        Column("received", _("Received"), lambda row: row.received_at, sort="received_at"),
        Column("subject", _("Subject"), lambda row: row.subject or _("(none)"), main=True, link=True),
        Column("sender", _("Sender"), lambda row: row.sender, kind="quiet"),
        Column(
            "outcome", _("What came of it"), lambda row: row.get_outcome_display(), cell=lambda row, ctx: outcome_pill(row), kind="state"
        ),
        Column("reason", _("Why"), lambda row: row.why),
        Column("record", _("Ticket"), lambda row: row.record and row.record.reference, kind="reference"),
        Column("source", _("Source"), lambda row: row.source, kind="quiet"),
    )
    sorts = (Sort("newest", _("Newest"), ("-received_at", "-pk")), Sort("oldest", _("Oldest"), ("received_at", "pk")))
    filters = (
        Text("sender", _("Sender"), narrowed=lambda rows, text: rows.filter(sender__icontains=text)),
        Text("subject", _("Subject"), narrowed=lambda rows, text: rows.filter(subject__icontains=text)),
        Choice("outcome", _("What came of it"), options=lambda actor: Outcome.choices),
    )
    views = (
        View("quarantine", _("Quarantine"), lambda rows, actor: rows.filter(outcome=Outcome.QUARANTINED)),
        View("held", _("For approval"), lambda rows, actor: rows.filter(outcome=Outcome.HELD)),
        View("aside", _("Left aside"), lambda rows, actor: rows.filter(outcome=Outcome.IGNORED), counted=False),
        View("all", _("All"), lambda rows, actor: rows, counted=False),
    )
    template = "mailroom/mail.html"
    empty = Empty(
        _("No mail waits here"),
        _("Messages that could not be read, or that nobody can be asked about, wait in quarantine with their original."),
        "mail-check",
    )
