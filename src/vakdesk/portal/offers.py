"""What a requester's program may read and do with their own reports: the public side, and nothing of the desk's."""

from functools import wraps
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.people.models import Person
from vakdesk.portal.forms import LONGEST_TEXT, AgainForm, AnswerForm, NotNeededForm, NotYetForm
from vakdesk.portal.lists import Reports
from vakdesk.portal.queries import reports_for
from vakdesk.portal.words import standing
from vakdesk.records.kinds import Side
from vakdesk.tickets import actions, permissions
from vakdesk.tickets.kinds import PLAIN_KINDS, State, TicketKind
from vakdesk.tickets.models import Ticket
from vakdesk.ui.files import StagedField
from vakdesk.ui.forms import Form, TextField
from vakdesk.ui.offering import MOMENT, NAMED, TEXT, TRUTH, WHOLE, Deed, Hanging, Part, Shape, Thing, maybe, not_offered, one_of
from vakdesk.ui.offers import ATTACHMENT, MESSAGE, MESSAGES, attachments_of, messages_of

REPORT = Shape(
    "Report",
    [
        Part("id", WHOLE, lambda row: row.pk),
        Part("reference"),
        Part("title"),
        Part("kind", one_of(TicketKind)),
        Part("state", one_of(State)),
        Part("standing", TEXT, lambda row: standing(row).sentence, told="How it stands, in a sentence."),
        Part("needs_them", TRUTH, lambda row: standing(row).needs_them, told="Whether it is the requester's turn."),
        Part("requester", maybe(NAMED), lambda row: row.record.requester),
        Part("opened_at", MOMENT),
        Part("resolved_at", maybe(MOMENT)),
        Part("closed_at", maybe(MOMENT)),
    ],
)
REPORTS = Thing(
    "reports",
    "One's own reports, as on the portal",
    REPORT,
    lambda actor: reports_for(actor).select_related("merged_into__record"),
    room="portal",
    key="record__reference",
    page=Reports,
)


class ReportForm(Form):
    """A whole report at once; on the portal it is asked for one question at a time."""

    text = TextField(label=_("What is the matter?"), rows=3, max_length=LONGEST_TEXT)
    title = TextField(label=_("What it is about"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("What kind of help do you need?"), choices=list(PLAIN_KINDS.items()), initial=TicketKind.INCIDENT)
    files = StagedField(label=_("Pictures and files"))


@wraps(actions.report)
def _report(*, by: Actor, **said: Any) -> Ticket:
    return actions.report(Person.objects.get(pk=by.person_id), by=by, **said)


Hanging(REPORTS, "messages", "What was written", MESSAGE, lambda row, actor: messages_of(row, actor).filter(side=Side.PUBLIC))
Hanging(REPORTS, "attachments", "Files", ATTACHMENT, lambda row, actor: attachments_of(row, actor).filter(side=Side.PUBLIC))
Deed(REPORTS, "", _report, permissions.REPORT, ReportForm, begins=True, told="Report something")
Deed(REPORTS, "reply", actions.reply, permissions.REPLY, AnswerForm, makes=MESSAGES, told="Write to the desk")
Deed(REPORTS, "confirm", actions.confirm, permissions.CONFIRM, told="Say that it works now")
Deed(REPORTS, "dispute", actions.dispute, permissions.CONFIRM, NotYetForm, told="Say that it does not work yet")
Deed(REPORTS, "reopen", actions.reopen, permissions.REOPEN, AgainForm, makes=MESSAGES, told="Ask the desk to look again")
Deed(REPORTS, "withdraw", actions.withdraw, permissions.WITHDRAW, NotNeededForm, makes=MESSAGES, told="Say that it is no longer needed")

not_offered(
    "The portal asks one question after the other and keeps what was answered; a program sends it whole, as a report.",
    "portal.begin",
    "portal.answer",
    "portal.choose",
    "portal.answer_fact",
    "portal.add_files",
    "portal.remove_file",
    "portal.throw_away",
    "portal.send",
)
