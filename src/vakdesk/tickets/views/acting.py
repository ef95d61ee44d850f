"""One view per verb. GET shows its form, as a page or in the dialog; POST does it and goes back to the ticket."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import Sentence
from vakdesk.records.kinds import Side
from vakdesk.records.models import Message
from vakdesk.tasks.models import Task
from vakdesk.tickets import actions, permissions
from vakdesk.tickets.actions.solving import about_open_tasks
from vakdesk.tickets.care import is_held_back
from vakdesk.tickets.drafts import draft_of
from vakdesk.tickets.forms import working as forms
from vakdesk.tickets.kinds import Speech
from vakdesk.tickets.models import Release, Ticket
from vakdesk.tickets.showing import RELEASED_FIRST
from vakdesk.tickets.views.finding import allow, on_ticket
from vakdesk.tickets.views.sending import can_undo, said_of, shown_at, solution_of, soon
from vakdesk.ui.answers import Said, carry_out, safe_next
from vakdesk.ui.answers import ask as ask_page
from vakdesk.ui.forms import Form


@on_ticket
def take(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return act_on(
        request,
        ticket,
        forms.PlainForm,
        actions.take,
        permissions.TAKE,
        title=_("Take this ticket"),
        submit=_("Take it"),
        said=_("It is yours."),
    )


@on_ticket
def assign(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return act_on(
        request, ticket, forms.AssignForm, actions.assign, permissions.ASSIGN, title=_("Assign"), submit=_("Assign"), said=_("Assigned.")
    )


@on_ticket
def reply(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    to = _requester(ticket)
    return speak_on(
        request,
        ticket,
        forms.WriteForm,
        actions.reply,
        permissions.REPLY,
        speech=Speech.REPLY,
        title=_("Reply to %(whom)s") % {"whom": to},
        submit=_("Send"),
        said=_("Sent."),
    )


@on_ticket
def correct(request: HttpRequest, ticket: Ticket, pk: int) -> HttpResponse:
    """Begins with what was sent. Somebody else's message is not there to be corrected."""
    own = Message.objects.visible_to(request.actor).filter(record=ticket.pk, side=Side.PUBLIC, author=request.actor.person_id)
    message = get_object_or_404(own, pk=pk)
    return speak_on(
        request,
        ticket,
        forms.WriteForm,
        partial(actions.correct, message=message),
        permissions.REPLY,
        title=_("Correct what you sent"),
        submit=_("Send the correction"),
        intro=_("The requester gets it as a new message and reads it in place of the old one. The desk keeps both."),
        said=_("Corrected."),
        initial={"text": message.text},
    )


@on_ticket
def ask(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    to = _requester(ticket)
    words = {"title": _("Ask %(whom)s and wait") % {"whom": to}, "submit": _("Send and wait for %(whom)s") % {"whom": to}}
    return speak_on(
        request,
        ticket,
        forms.WriteForm,
        actions.ask,
        permissions.REPLY,
        speech=Speech.ASK,
        said=_("Sent. It waits for their answer."),
        **words,
    )


@on_ticket
def note(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    intro = _("The requester never sees this.")
    return act_on(
        request,
        ticket,
        forms.WriteForm,
        actions.note,
        permissions.NOTE,
        title=_("Internal note"),
        submit=_("Add the note"),
        intro=intro,
        said=_("Noted."),
    )


@on_ticket
def inform(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    to = _requester(ticket)
    text = _("We have your report %(reference)s. I look at it now and you hear from me again today.") % {"reference": ticket.reference}
    words = {"title": _("Tell %(whom)s what happens next") % {"whom": to}, "submit": _("Tell %(whom)s") % {"whom": to}}
    return speak_on(
        request,
        ticket,
        forms.TextForm,
        actions.inform,
        permissions.INFORM,
        speech=Speech.INFORM,
        initial={"text": text},
        said=_("Told."),
        **words,
    )


@on_ticket
def classify(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return act_on(
        request,
        ticket,
        partial(forms.ClassifyForm, ticket=ticket),
        actions.classify,
        permissions.CLASSIFY,
        title=_("What is it, and how much does it matter?"),
        submit=_("Classify"),
        said=_("Classified."),
        body="tickets/_classify.html",
        initial={"category": request.GET["category"]} if "category" in request.GET else None,
    )


@on_ticket
def edit(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return act_on(
        request,
        ticket,
        partial(forms.EditForm, ticket=ticket),
        actions.edit,
        permissions.EDIT,
        title=_("Correct this ticket"),
        submit=_("Save"),
        said=_("Saved."),
    )


@on_ticket
def hold(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return act_on(
        request, ticket, forms.HoldForm, actions.hold, permissions.HOLD, title=_("Put on hold"), submit=_("Put on hold"), said=_("On hold.")
    )


@on_ticket
def resume(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return act_on(
        request, ticket, forms.PlainForm, actions.resume, permissions.HOLD, title=_("Resume"), submit=_("Resume"), said=_("Resumed.")
    )


@on_ticket
def hand_over(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return act_on(
        request,
        ticket,
        forms.HandOverForm,
        actions.hand_over,
        permissions.HAND_OVER,
        title=_("Hand over to another team"),
        submit=_("Hand over"),
        said=_("Handed over."),
    )


@on_ticket
def escalate(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return act_on(
        request,
        ticket,
        forms.EscalateForm,
        actions.escalate,
        permissions.ESCALATE,
        title=_("Ask the lead"),
        intro=_("The work stays with you. The requester reads that a team lead looks at it too."),
        submit=_("Ask the lead"),
        said=_("The lead is asked."),
    )


@on_ticket
def settle(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return act_on(
        request,
        ticket,
        forms.SettleForm,
        actions.settle,
        permissions.SETTLE,
        title=_("Answer what is asked of the lead"),
        submit=_("Answer"),
        said=_("Answered."),
    )


@on_ticket
def hand_back(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return act_on(
        request,
        ticket,
        forms.HandBackForm,
        actions.hand_back,
        permissions.HAND_BACK,
        title=_("Hand back: beyond me"),
        intro=_("Knowing where your work ends is part of the trade. Say what you tried, and the next one goes on from there."),
        submit=_("Hand back"),
        said=_("Handed back."),
        initial={"team": ticket.record.team},
    )


@on_ticket
def resolve(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """What somebody has begun to write to the requester becomes what they are told."""
    to = _requester(ticket)
    draft = draft_of(ticket, request.actor, side=Side.PUBLIC)
    left = Task.objects.visible_to(request.actor).filter(record=ticket.record).open().of_the_work().in_order()
    before = Release.objects.visible_to(request.actor).solution_sent_back(ticket, request.actor)
    return speak_on(
        request,
        ticket,
        partial(forms.ResolveForm, draft=draft, about_tasks=about_open_tasks(left) if left else ""),
        actions.resolve,
        permissions.RESOLVE,
        speech=Speech.RESOLVE,
        title=_("Resolve"),
        submit=_("Resolve and tell %(whom)s") % {"whom": to},
        said=_("Resolved."),
        body="tickets/_resolve.html",
        initial={
            "text": draft.text if draft else "",
            "cause": ticket.cause,
            "done": ticket.done,
            **(before.particulars if before else {}),
            **request.session.get(solution_of(ticket), {}),
        },
    )


@on_ticket
def check_identity(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Whom to call under which number, or whom to see; never what was asked or answered."""
    return act_on(
        request,
        ticket,
        forms.CheckIdentityForm,
        actions.check_identity,
        permissions.CHECK_IDENTITY,
        title=_("Is it really %(whom)s?") % {"whom": _requester(ticket)},
        submit=_("Record it"),
        intro=_("Record how you made sure. Never write down what was asked or answered."),
        said=_("Recorded."),
        body="tickets/_check_identity.html",
        person=ticket.record.requester,
    )


@on_ticket
def verify(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return act_on(
        request,
        ticket,
        forms.VerifyForm,
        actions.verify,
        permissions.VERIFY,
        title=_("How was it verified?"),
        submit=_("Record it"),
        said=_("Recorded."),
    )


@on_ticket
def feed_back(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    to = _requester(ticket)
    words = {"title": _("Tell %(whom)s what was done") % {"whom": to}, "submit": _("Tell %(whom)s") % {"whom": to}}
    return speak_on(
        request,
        ticket,
        forms.WriteForm,
        actions.feed_back,
        permissions.FEED_BACK,
        speech=Speech.FEED_BACK,
        initial={"text": ticket.done},
        said=_("Told."),
        **words,
    )


@on_ticket
def close(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return act_on(
        request, ticket, forms.CloseForm, actions.close, permissions.CLOSE, title=_("Close"), submit=_("Close"), said=_("Closed.")
    )


@on_ticket
def reopen(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    intro = _("What you write is sent to the requester.")
    return speak_on(
        request,
        ticket,
        forms.TextForm,
        actions.reopen,
        permissions.REOPEN,
        title=_("Reopen"),
        submit=_("Reopen"),
        intro=intro,
        said=_("Reopened."),
    )


@on_ticket
def withdraw(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    intro = _("It is closed as withdrawn: no longer needed, nothing solved. It can be reopened.")
    words = {"title": _("Withdraw this ticket"), "submit": _("Withdraw it")}
    return speak_on(
        request,
        ticket,
        forms.OptionalTextForm,
        actions.withdraw,
        permissions.WITHDRAW,
        intro=intro,
        danger=True,
        said=_("Withdrawn."),
        **words,
    )


def act_on(
    request: HttpRequest,
    ticket: Ticket,
    form_class: Callable[..., Form],
    action: Callable[..., Any],
    permission: Permission,
    *,
    said: Said,
    initial: dict[str, Any] | None = None,
    **page_words: Any,
) -> HttpResponse:
    """The shape of every verb's view: `page_words` are those of `ui.answers.ask`."""
    allow(request, permission, ticket)
    back = safe_next(request, ticket.get_absolute_url())
    page = partial(ask_page, request, back=back, subject=str(ticket), **page_words)
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, actor=request.actor)
        return carry_out(request, form, action, ticket, then=lambda done: shown_at(back, done), page=page, said=said)
    return page(form_class(actor=request.actor, initial=initial or {}))


def speak_on(
    request: HttpRequest, ticket: Ticket, *verb: Any, said: Sentence, speech: Speech | None = None, **page_words: Any
) -> HttpResponse:
    """A verb that writes to the requester. Who is under care reads before and after that it waits for their coach; everybody else
    can take it back for some seconds, where `speech` says what it is."""
    if speech and can_undo(request, ticket):
        form_class, action, permission = verb
        return act_on(
            request, ticket, form_class, partial(soon, action, speech), permission, said=lambda sent: said_of(sent, said), **page_words
        )
    if is_held_back(ticket, request.actor):
        page_words["intro"] = RELEASED_FIRST
        page_words["submit"] = (
            _("Send to your coach") if page_words["submit"] == _("Send") else _("%(act)s, after release") % {"act": page_words["submit"]}
        )
    return act_on(request, ticket, *verb, said=lambda message: _("It waits for your coach.") if waits(message) else said, **page_words)


def waits(message: Any) -> bool:
    """Whether what an action answers is a message that has not gone to the requester."""
    return isinstance(message, Message) and message.side == Side.STAFF


def _requester(ticket: Ticket) -> str:
    requester = ticket.record.requester
    return requester.get_short_name() if requester else _("the requester")
