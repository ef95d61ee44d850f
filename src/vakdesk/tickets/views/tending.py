"""What every record has, on a ticket: files, links, tags, watchers, shares. The acts are those of the records room."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import Sentence
from vakdesk.records import actions as records
from vakdesk.records import permissions
from vakdesk.records.models import Link
from vakdesk.tickets.forms import tending as forms
from vakdesk.tickets.forms.working import PlainForm, TagForm
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.views.finding import allow, on_ticket
from vakdesk.ui.answers import ask, carry_out, safe_next
from vakdesk.ui.forms import Form
from vakdesk.ui.linking import LinkForm


@on_ticket
def attach(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return _tend(
        request,
        ticket,
        forms.AttachForm,
        records.attach,
        permissions.NOTE,
        title=_("Attach files"),
        submit=_("Attach"),
        said=_("Attached."),
    )


@on_ticket
def link(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return _tend(
        request,
        ticket,
        LinkForm,
        records.link,
        permissions.LINK,
        title=_("Link to another record"),
        submit=_("Link"),
        said=_("Linked."),
    )


@require_POST
@on_ticket
def unlink(request: HttpRequest, ticket: Ticket, pk: int) -> HttpResponse:
    found = get_object_or_404(Link.objects.visible_to(request.actor), pk=pk)
    return _tend(
        request,
        ticket,
        PlainForm,
        records.unlink,
        permissions.LINK,
        title=_("Remove the link"),
        submit=_("Remove"),
        said=_("The link is gone."),
        link=found,
    )


@on_ticket
def tag(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return _tend(request, ticket, TagForm, records.tag, permissions.TAG, title=_("Tag"), submit=_("Tag it"), said=_("Tagged."))


@require_POST
@on_ticket
def untag(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return _tend(
        request,
        ticket,
        TagForm,
        records.untag,
        permissions.TAG,
        title=_("Take off a tag"),
        submit=_("Take it off"),
        said=_("The tag is off."),
    )


@on_ticket
def watch(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    words = {"title": _("Who else should hear about this?"), "submit": _("Add")}
    return _tend(request, ticket, forms.PersonForm, records.watch, permissions.WATCH, said=_("They hear about it from now on."), **words)


@require_POST
@on_ticket
def unwatch(request: HttpRequest, ticket: Ticket, person_id: int) -> HttpResponse:
    words = {"title": _("Stop watching"), "submit": _("Stop")}
    return _tend(
        request, ticket, PlainForm, records.unwatch, permissions.WATCH, said=_("No longer watching."), person_id=person_id, **words
    )


@on_ticket
def share(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    words = {"title": _("Share with one person"), "submit": _("Share"), "intro": _("They see this ticket and nothing else of the desk.")}
    return _tend(request, ticket, forms.ShareForm, records.share, permissions.SHARE, said=_("Shared."), **words)


@require_POST
@on_ticket
def unshare(request: HttpRequest, ticket: Ticket, person_id: int) -> HttpResponse:
    words = {"title": _("End the share"), "submit": _("End it")}
    return _tend(request, ticket, PlainForm, records.unshare, permissions.SHARE, said=_("No longer shared."), person_id=person_id, **words)


def _tend(
    request: HttpRequest,
    ticket: Ticket,
    form_class: type[Form],
    action: Any,
    permission: Permission,
    *,
    title: Sentence,
    submit: Sentence,
    said: Sentence,
    intro: Sentence = "",
    **particulars: Any,
) -> HttpResponse:
    allow(request, permission, ticket)
    back = safe_next(request, ticket.get_absolute_url())
    page = partial(ask, request, title=title, submit=submit, intro=intro, back=back, subject=str(ticket))
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, actor=request.actor)
        return carry_out(request, form, action, ticket.record, then=back, page=page, said=said, **particulars)
    return page(form_class(actor=request.actor))
