"""Mailboxes: the list, one of them, and what can be done about it. Designed for an administrator who sets one up once a year."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed, Sentence
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.mailroom.actions_mailboxes import add_mailbox, edit_mailbox
from vakdesk.mailroom.actions_mailboxes import pause as pause_mailbox
from vakdesk.mailroom.actions_mailboxes import resume as resume_mailbox
from vakdesk.mailroom.forms_mailboxes import WAYS, initial_of, way_of
from vakdesk.mailroom.lists_mailboxes import Mailboxes, state_pill
from vakdesk.mailroom.models import Arrival, Mailbox
from vakdesk.mailroom.permissions import ARRANGE
from vakdesk.mailroom.transport.kinds import MailboxKind, SignIn
from vakdesk.mailroom.transport.probing import Found, test
from vakdesk.ui.answers import ask, carry_out
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer
from vakdesk.ui.timeline import Item

NEWEST = 8
#: The ways in, as they are offered: word, icon, name, explanation.
OFFERED = (
    ("password", "mail", gettext_lazy("Mail server"), gettext_lazy("IMAP with a user name and password.")),
    ("oauth", "key-round", gettext_lazy("Microsoft 365 or Google"), gettext_lazy("IMAP with OAuth 2.0, where passwords are not taken.")),
    ("maildir", "folder", gettext_lazy("Maildir"), gettext_lazy("A folder on this machine into which a mail server puts messages.")),
    ("pipe", "terminal", gettext_lazy("Local delivery"), gettext_lazy("A mail server on this machine hands each message to a command.")),
)


@require_safe
def mailboxes(request: HttpRequest) -> HttpResponse:
    rows = Mailbox.objects.visible_to(_arranging(request)).select_related("watch", "default_team")
    return answer(request, Mailboxes(_today()), rows)  # type: ignore[return-value]


@require_safe
def mailbox(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _find(request, pk)
    arrivals = Arrival.objects.filter(mailbox=shown)  # anyone: who arranges a mailbox sees what came into it, not what it says
    told = lines(Entry.objects.about(shown).order_by("-position")[:NEWEST])  # anyone: who arranges the mailbox sees its past
    context = {
        "mailbox": shown,
        "watch": shown.watch,
        "title": shown.name,
        "state": state_pill(shown),
        "today": arrivals.filter(received_at__gte=_today()).count(),
        "unfinished": arrivals.to_be_worked().count(),
        "is_imap": shown.kind == MailboxKind.IMAP,
        "is_pipe": shown.kind == MailboxKind.PIPE,
        "is_oauth": shown.sign_in == SignIn.OAUTH,
        "items": [
            Item(kind="entry", who=line.actor, at=line.entry.happened_at, body=line.sentence, icon=line.icon) for line in reversed(told)
        ],
    }
    return render(request, "mailroom/mailbox.html", context)


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """By which way its mail comes."""
    _arranging(request)
    return render(request, "mailroom/add_mailbox.html", {"offered": OFFERED, "title": _("Add a mailbox")})


def add(request: HttpRequest, way: str) -> HttpResponse:
    actor = _arranging(request)
    form_class, kind, sign_in = _way(way)
    form = form_class(*_sent(request), actor=actor)
    page = partial(_form_page, request, title=_("Add a mailbox"), submit=_("Add"), back=reverse("mailroom:add_mailbox"))
    if request.method != "POST":
        return page(form)
    act = partial(add_mailbox, kind=kind, sign_in=sign_in)
    return carry_out(
        request, form, act, then=lambda made: made.get_absolute_url(), page=page, said=_("Added. Now test whether it can be read.")
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Also by another way of signing in, where the address says so (`?way=oauth`)."""
    shown = _find(request, pk)
    own = way_of(shown)
    way = request.GET.get("way", own)
    form_class, kind, sign_in = _way(way)
    if kind != shown.kind:
        raise Http404
    form = form_class(*_sent(request), actor=request.actor, initial=initial_of(shown, form_class), is_new=way != own)  # type: ignore[attr-defined]
    page = partial(_form_page, request, title=_("Edit"), submit=_("Save"), back=shown.get_absolute_url(), subject=shown.name)
    if request.method != "POST":
        return page(form)
    return carry_out(
        request, form, partial(edit_mailbox, sign_in=sign_in), shown, then=shown.get_absolute_url(), page=page, said=_("Saved.")
    )


def try_out(request: HttpRequest, pk: int) -> HttpResponse:
    intro = _("The desk signs in, looks how many messages there are, and changes nothing. This takes at most some seconds.")
    return _decide(request, pk, test, title=_("Test the connection"), submit=_("Test now"), intro=intro, said=_found_in_words)


def pause(request: HttpRequest, pk: int) -> HttpResponse:
    intro = _("Nothing is taken in from it. What people write meanwhile waits where it is.")
    return _decide(request, pk, pause_mailbox, title=_("Pause the mailbox"), submit=_("Pause"), intro=intro, said=_("Paused."))


def resume(request: HttpRequest, pk: int) -> HttpResponse:
    intro = _("It is read again, and what waited there is taken in.")
    return _decide(request, pk, resume_mailbox, title=_("Resume the mailbox"), submit=_("Resume"), intro=intro, said=_("It is read again."))


def _decide(request: HttpRequest, pk: int, action: Callable[..., Any], *, said: Any, **words: Any) -> HttpResponse:
    shown = _find(request, pk)
    back = shown.get_absolute_url()
    page = partial(ask, request, back=back, subject=shown.name, **words)
    form = Form(*_sent(request))
    if request.method != "POST":
        return page(form)
    return carry_out(request, form, action, shown, then=back, said=said, page=page)


def _found_in_words(found: Found) -> Sentence:
    waiting = ngettext("%(count)d message will be taken in", "%(count)d messages will be taken in", found.waiting) % {
        "count": found.waiting
    }
    return _("It works: %(waiting)s, of %(all)d that are there.") % {"waiting": waiting, "all": found.messages}


def _form_page(request: HttpRequest, form: Form, **words: Any) -> HttpResponse:
    return ask(request, form, body="mailroom/_mailbox_fields.html", **words)


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST,) if request.method == "POST" else ()


def _way(word: str) -> Any:
    if word not in WAYS:
        raise Http404
    return WAYS[word]


def _today() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _arranging(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.reach(ARRANGE).house:
        raise NotAllowed(_("Mailboxes are arranged by administrators of the whole desk. Ask one of them."))
    return actor


def _find(request: HttpRequest, pk: int) -> Mailbox:
    found = Mailbox.objects.visible_to(_arranging(request)).select_related("watch", "default_team", "default_organisation")
    return get_object_or_404(found, pk=pk)
