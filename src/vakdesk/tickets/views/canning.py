"""Canned answers: kept in the browser with a preview, and put into what somebody writes on a ticket."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from vakdesk.kit.errors import Refused
from vakdesk.notices.wording import fill
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.records.permissions import WRITE
from vakdesk.tickets import actions
from vakdesk.tickets.canned import PLACEHOLDERS, Filled, examples, offered
from vakdesk.tickets.drafts import draft_of, files_with
from vakdesk.tickets.forms.canning import CannedForm
from vakdesk.tickets.mentions import offered as mentionable
from vakdesk.tickets.models import CannedAnswer, Ticket
from vakdesk.tickets.permissions import KEEP_CANNED
from vakdesk.tickets.views.finding import allow, on_ticket
from vakdesk.ui.answers import carry_out, go
from vakdesk.ui.components import person, pill
from vakdesk.ui.lists import Column, Empty, ListPage, Sort, answer
from vakdesk.ui.safe_html import markdown


class Canned(ListPage):
    name = "canned"
    heading = gettext_lazy("Canned answers")
    intro = gettext_lazy("What you write again and again: yours, your teams', and everybody's. Type / in the composer to put one in.")
    template = "ui/list/adding.html"
    columns = (
        Column("name", gettext_lazy("Name"), str, main=True, link=True),
        Column("whose", gettext_lazy("Whose"), lambda row: row.whose),
        Column("languages", gettext_lazy("Languages"), lambda row: ", ".join(sorted(row.texts))),
        Column("use", gettext_lazy("Use"), lambda row: row.is_active, cell=lambda row, ctx: "" if row.is_active else pill(_("out of use"))),
    )
    sorts = (Sort("name", gettext_lazy("Name"), ("name",)),)
    empty = Empty(
        gettext_lazy("No canned answers yet"),
        gettext_lazy("Write down what you send every day; the requester's name and the number of the ticket fill in by themselves."),
        "message-square-text",
        gettext_lazy("Add an answer"),
        lambda: reverse("tickets:add_canned"),
    )

    def address(self, row: CannedAnswer) -> str:
        return reverse("tickets:edit_canned", args=[row.pk])


def canned(request: HttpRequest) -> HttpResponse:
    allow(request, KEEP_CANNED)
    rows = CannedAnswer.objects.visible_to(request.actor).select_related("team", "owner")
    return answer(request, Canned(), rows, add=reverse("tickets:add_canned"), add_label=_("Add an answer"))


def add_canned(request: HttpRequest) -> HttpResponse:
    return _keep(request, partial(CannedForm, actor=request.actor), actions.add_canned, title=_("Add a canned answer"))


def edit_canned(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(CannedAnswer.objects.visible_to(request.actor), pk=pk)
    return _keep(request, partial(CannedForm, actor=request.actor, thing=found), actions.edit_canned, found, title=found.name)


def _keep(request: HttpRequest, form_class: Any, action: Any, *subject: Any, title: str) -> HttpResponse:
    """With `preview` nothing is kept: the page shows what a requester would read."""
    allow(request, KEEP_CANNED)
    page = partial(_page, request, title=title)
    if request.method != "POST":
        return page(form_class())
    form = form_class(request.POST)
    if "preview" in request.POST:
        return page(form)
    return carry_out(request, form, action, *subject, then=reverse("tickets:canned"), page=page, said=_("Saved."))


def _page(request: HttpRequest, form: CannedForm, *, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse("tickets:canned"), "placeholders": PLACEHOLDERS, "shown": _shown(form)}
    return render(request, "tickets/canned.html", context)


def _shown(form: CannedForm) -> list[tuple[str, str, Any]]:
    """Each language's text with examples filled in, as (code, name, HTML); a fault stands at its field."""
    shown = []
    for name in [one for one in form.fields if one.startswith("text_")]:
        text, code = form[name].value() or "", name.removeprefix("text_")
        if not text.strip():
            continue
        try:
            shown.append((code, get_language_info(code)["name_local"], markdown(fill(text, examples()))))
        except Refused as fault:
            if form.is_bound and form.is_valid():
                form.add_error(name, str(fault.sentence))
    return shown


@on_ticket
def put_canned(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Answers that fit, filled in for this ticket: a few for the composer, or a page whose buttons put one into the draft."""
    if request.method == "POST":
        return _put(request, ticket)
    found = offered(ticket, request.actor, request.GET.get("q", "")[:100])
    if request.headers.get("X-Part") == "options":
        return HttpResponse(
            format_html_join("", '<div role="option" data-value="{}">{}</div>', ((one.text, _option(one)) for one in found))
        )
    context = {"ticket": ticket, "found": found, "title": _("Canned answers"), "words": request.GET.get("q", "")}
    return render(request, "tickets/put_canned.html", context)


def _option(one: Filled) -> str:
    lacks = pill(_("only in %(language)s") % {"language": get_language_info(one.language)["name_local"]}, "warn") if one.lacks else ""
    return format_html("<b>{}</b> {}<small>{}</small>", one.answer.name, lacks, one.text[:120])


def _put(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Behind what is written already; the plain way, kept as a draft is."""
    allow(request, WRITE, ticket)
    wanted = request.POST.get("answer", "")
    chosen = next((one for one in offered(ticket, request.actor) if str(one.answer.pk) == wanted), None)
    draft = draft_of(ticket, request.actor, side=Side.PUBLIC)
    if chosen is not None:
        text = "\n\n".join(part for part in (draft.text if draft else "", chosen.text) if part)
        records.save_draft(ticket.record, by=request.actor, side=Side.PUBLIC, text=text, files=files_with(draft))
        messages.success(request, _("It is in your draft."))
    return go(request, f"{ticket.get_absolute_url()}#composer")


@on_ticket
def mentionable_people(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Who may be named in a note here, for the composer."""
    option = '<div role="option" data-value="@{}">{}</div>'
    found = mentionable(ticket, request.GET.get("q", "")[:100])
    return HttpResponse(format_html_join("", option, ((one.name, person(one.name, one.job_title)) for one in found)))
