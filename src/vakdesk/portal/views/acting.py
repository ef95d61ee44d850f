"""What a person does with a report of theirs. One view per verb; GET shows its form, as a page or in the dialog."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import Sentence
from vakdesk.portal import forms
from vakdesk.portal.views.finding import SHELL, on_report
from vakdesk.portal.views.reports import show
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.records.permissions import WRITE
from vakdesk.scripts.actions import answer_own
from vakdesk.scripts.forms.answering import AnswersForm
from vakdesk.scripts.permissions import ANSWER
from vakdesk.scripts.showing import Asked
from vakdesk.tickets import actions, permissions
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.views.finding import allow
from vakdesk.ui.answers import ask, carry_out, go
from vakdesk.ui.forms import Form

shown = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
@on_report
def reply(request: HttpRequest, report: Ticket) -> HttpResponse:
    form = forms.AnswerForm(request.POST, request.FILES, actor=request.actor)
    said = _("Sent. We read it.")
    return carry_out(request, form, actions.reply, report, then=_url(report), page=lambda form: show(request, report, form), said=said)


@require_POST
@on_report
def draft(request: HttpRequest, report: Ticket) -> HttpResponse:
    """What is being written survives a reload."""
    allow(request, WRITE, report)
    records.save_draft(report.record, by=request.actor, side=Side.PUBLIC, text=request.POST.get("text", ""))
    if request.headers.get("X-Quiet"):
        return HttpResponse(status=204)
    messages.success(request, _("Your text is kept."))
    return go(request, _url(report))


@shown
@on_report
def questions(request: HttpRequest, report: Ticket) -> HttpResponse:
    """What the desk would like to know and does not, as a form. What it wrote down itself is not shown."""
    found = Asked(report)
    if found.edition is None or not found.open or not report.is_open:
        return go(request, _url(report))
    words = {"title": _("A few questions"), "submit": _("Send"), "intro": _("Answer what you know. The rest may stay open.")}
    make = partial(AnswersForm, actor=request.actor, edition=found.edition, given=found.given, only_open=True)
    page = partial(ask, request, back=_url(report), subject=report.title, **SHELL, **words)
    allow(request, ANSWER, report)
    if request.method != "POST":
        return page(make())
    return carry_out(request, make(request.POST), answer_own, report, then=_url(report), page=page, said=_("Sent. We read it."))


@shown
@on_report
def confirm(request: HttpRequest, report: Ticket) -> HttpResponse:
    words = {"title": _("Does it work now?"), "submit": _("It works now"), "intro": _("Then we close your report.")}
    return _act(
        request, report, forms.PlainForm, actions.confirm, permissions.CONFIRM, said=_("Good to hear. Your report is closed."), **words
    )


@shown
@on_report
def dispute(request: HttpRequest, report: Ticket) -> HttpResponse:
    words = {"title": _("It does not work yet"), "submit": _("Tell us")}
    return _act(request, report, forms.NotYetForm, actions.dispute, permissions.CONFIRM, said=_("Thank you. We look at it again."), **words)


@shown
@on_report
def reopen(request: HttpRequest, report: Ticket) -> HttpResponse:
    words = {"title": _("It is not over"), "submit": _("Ask us to look again")}
    return _act(request, report, forms.AgainForm, actions.reopen, permissions.REOPEN, said=_("Thank you. We look at it again."), **words)


@shown
@on_report
def withdraw(request: HttpRequest, report: Ticket) -> HttpResponse:
    words = {"title": _("You no longer need this?"), "submit": _("Close my report"), "intro": _("Then we stop working on it.")}
    return _act(request, report, forms.NotNeededForm, actions.withdraw, permissions.WITHDRAW, said=_("Your report is closed."), **words)


def _act(
    request: HttpRequest, report: Ticket, form_class: type[Form], action: Any, permission: Permission, *, said: Sentence, **words: Any
) -> HttpResponse:
    page = partial(ask, request, back=_url(report), subject=report.title, **SHELL, **words)
    sent = request.POST if request.method == "POST" else None
    form = form_class(sent, actor=request.actor, auto_id="say_%s")  # it may open in a dialog on a page with a form of its own
    if sent is not None:
        return carry_out(request, form, action, report, then=_url(report), page=page, said=said)
    allow(request, permission, report)
    return page(form)


def _url(report: Ticket) -> str:
    return reverse("portal:report", args=[report.reference])
