"""Articles for a ticket and from it: one put into the draft, as text or as a link; and one made of what was found out."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vakdesk.access.actors import Actor
from vakdesk.kit.text import one_line
from vakdesk.knowledge import actions as knowledge
from vakdesk.knowledge.kinds import How
from vakdesk.knowledge.permissions import WRITE as WRITE_ARTICLES
from vakdesk.knowledge.personal import found_in, highlighted, replaced
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.records.permissions import NOTE, WRITE
from vakdesk.tickets import actions
from vakdesk.tickets.drafts import draft_of, files_with
from vakdesk.tickets.forms.knowing import MakeArticleForm
from vakdesk.tickets.knowing import Offered, draft_of_article, offered, people_of
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.views.finding import allow, on_ticket
from vakdesk.ui.answers import carry_out, go, in_dialog
from vakdesk.ui.forms import Form


@require_http_methods(["GET", "HEAD", "POST"])
@on_ticket
def put_article(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """What is like the ticket, or has the words asked for; a press puts one into the draft."""
    if request.method == "POST":
        return _put(request, ticket)
    words = request.GET.get("q", "")[:100]
    context = {
        "ticket": ticket,
        "found": offered(ticket, request.actor, words),
        "words": words,
        "base": "ui/part.html" if in_dialog(request) else "ui/desk.html",
    }
    return render(request, "tickets/put_article.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@on_ticket
def make_article(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """What tells who it was is marked, and each is replaced in one press; then it is a draft like any other."""
    allow(request, WRITE_ARTICLES)  # type: ignore[arg-type]
    if in_dialog(request):
        return go(request, request.path)
    if request.method != "POST":
        initial = {"title": ticket.title, "text": draft_of_article(ticket), "language": ticket.record.language}
        return _page(request, ticket, MakeArticleForm(actor=request.actor, initial=initial))
    if "replace" in request.POST:
        return _page(request, ticket, MakeArticleForm(actor=request.actor, initial=_with_replaced(request, ticket)))
    form = MakeArticleForm(request.POST, actor=request.actor)
    return carry_out(
        request,
        form,
        actions.make_article,
        ticket,
        then=lambda article: reverse("knowledge:edit", args=[article.reference]),
        page=partial(_page, request, ticket),
        said=_("The article is begun. Nobody reads it yet."),
    )


def _page(request: HttpRequest, ticket: Ticket, form: Form) -> HttpResponse:
    people = people_of(ticket)
    title, text = str(form["title"].value() or ""), str(form["text"].value() or "")[:100_000]
    context = {
        "ticket": ticket,
        "form": form,
        "findings": found_in(f"{title}\n{text}", people, str(form["language"].value())),
        "marked": highlighted(f"{title}\n\n{text}", people),
    }
    return render(request, "tickets/make_article.html", context)


def _with_replaced(request: HttpRequest, ticket: Ticket) -> dict[str, object]:
    """The form's own words, with one finding replaced, or all of them."""
    given = {name: request.POST.get(name, "") for name in MakeArticleForm.base_fields if name != "is_clean"}
    wanted = request.POST["replace"]
    found = found_in(f"{given['title']}\n{given['text']}"[:100_000], people_of(ticket), given["language"])
    chosen = found if wanted == "*" else [one for one in found if one.text == wanted]
    return given | {"title": one_line(replaced(given["title"], chosen)), "text": replaced(given["text"], chosen)}


def _put(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Behind what is written already. What the requester may not read goes into a note, or into a reply after a second look."""
    side = Side.STAFF if request.POST.get("side") == "staff" else Side.PUBLIC
    allow(request, NOTE if side == Side.STAFF else WRITE, ticket)
    reference, how = request.POST.get("article", ""), How.TEXT if request.POST.get("how") == "text" else How.LINK
    words = request.POST.get("q", "")[:100]
    chosen = next((one for one in offered(ticket, request.actor, words) if one.article.reference == reference), None)
    if chosen is None:
        messages.error(request, _("This article is not offered any more. Search again."))
    elif side == Side.PUBLIC and not chosen.for_requester and (how == How.LINK or request.POST.get("looked") != "1"):
        messages.error(request, _("The requester may not read this article. Look at its text first, and say that it may be sent."))
        return go(request, f"{reverse('tickets:put_article', args=[ticket.reference])}?q={reference}")
    else:
        _into_draft(ticket, request.actor, side, chosen, how)
        messages.success(request, _("It is in your draft."))
    return go(request, f"{ticket.get_absolute_url()}#composer")


def _into_draft(ticket: Ticket, by: Actor, side: Side, chosen: Offered, how: How) -> None:
    draft = draft_of(ticket, by, side=side)
    words = chosen.text if how == How.TEXT else chosen.link
    text = "\n\n".join(part for part in (draft.text if draft else "", words) if part)
    records.save_draft(ticket.record, by=by, side=side, text=text, files=files_with(draft))
    knowledge.use(chosen.article, by=by, record=ticket.record, how=how)
