"""What is asked about a ticket: answered by the desk, or sent to whoever asked for help."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from vakdesk.scripts import actions
from vakdesk.scripts.forms.answering import AnswersForm
from vakdesk.scripts.permissions import ANSWER, TAKE_BACK
from vakdesk.scripts.showing import Asked, as_letter
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.forms.working import PlainForm
from vakdesk.tickets.kinds import Speech
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.permissions import REPLY
from vakdesk.tickets.views.finding import allow, on_ticket
from vakdesk.tickets.views.sending import can_undo, said_of, shown_at, soon
from vakdesk.ui.answers import ask, carry_out


@on_ticket
def answer(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Those that are answered are kept; what depends on them is asked next."""
    allow(request, ANSWER, ticket)
    found = Asked(ticket)
    if found.edition is None:
        raise Http404
    back = f"{ticket.get_absolute_url()}#questions"
    page = partial(ask, request, title=_("Questions"), submit=_("Save answers"), back=back, subject=str(found.edition))
    make = partial(AnswersForm, actor=request.actor, edition=found.edition, given=found.given)
    if request.method == "POST":
        return carry_out(request, make(request.POST), actions.answer, ticket, then=back, page=page, said=_("Saved."))
    return page(make())


@on_ticket
def ask_requester(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The open questions go as a reply, and the ticket waits. GET shows what would go."""
    allow(request, REPLY, ticket)
    found = Asked(ticket)
    if not found.open:
        raise Http404
    text = as_letter(found.open, ticket.record.language)
    back = ticket.get_absolute_url()
    page = partial(
        ask, request, title=_("Ask the open questions"), submit=_("Send"), back=f"{back}#questions", subject=str(ticket), intro=text
    )
    if request.method != "POST":
        return page(PlainForm())
    speak = partial(soon, tickets.ask, Speech.ASK) if can_undo(request, ticket) else tickets.ask
    form = PlainForm(request.POST, actor=request.actor)
    then, said = partial(shown_at, back), partial(said_of, otherwise=_("Sent. The ticket waits for the answer."))
    return carry_out(request, form, speak, ticket, then=then, page=page, said=said, text=text)


@on_ticket
def take_back(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """What was read from a mail are no answers; the questions are open again. GET asks first."""
    allow(request, TAKE_BACK, ticket)
    back = f"{ticket.get_absolute_url()}#questions"
    told = "\n".join(f"{one.question} {one.value}" for one in Asked(ticket).read_from_mail)
    page = partial(ask, request, title=_("Take back answers"), submit=_("These are no answers"), back=back, subject=str(ticket), intro=told)
    if request.method != "POST":
        return page(PlainForm())
    form = PlainForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.take_back, ticket, then=back, page=page, said=_("Taken back. The mail stays as it came."))
