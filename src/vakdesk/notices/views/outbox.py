"""For an administrator whose colleague says that a mail never came: where each mail is, what the server said, what to do."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.notices import actions
from vakdesk.notices.actions.tending import RETRIABLE
from vakdesk.notices.forms import GiveUpForm
from vakdesk.notices.kinds import Delivery, Kind
from vakdesk.notices.models import Notice
from vakdesk.notices.permissions import SEE_OUTBOX, TEND_OUTBOX
from vakdesk.ui.answers import ask, carry_out
from vakdesk.ui.components import moment, pill
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import Choice, Column, Context, Empty, ListPage, Sort, Text, View, answer
from vakdesk.ui.timeline import Item

TONES = {
    Delivery.WAITING: "accent",
    Delivery.GATHERED: "accent",
    Delivery.BUNDLED: "good",
    Delivery.SENT: "good",
    Delivery.HELD: "warn",
    Delivery.REFUSED: "bad",
    Delivery.STUCK: "bad",
    Delivery.EXPIRED: "bad",
    Delivery.GIVEN_UP: "plain",
}
ICONS = {Delivery.HELD: "hand", Delivery.REFUSED: "mail-x", Delivery.STUCK: "triangle-alert", Delivery.EXPIRED: "hourglass"}


def _state(notice: Notice, _ctx: Context) -> SafeString:
    shown = pill(str(notice.get_state_display()), TONES[Delivery(notice.state)], ICONS.get(Delivery(notice.state), ""))
    about = notice.get_hold_display() if notice.hold else notice.fault if notice.state != Delivery.SENT else ""
    return format_html('<div>{}<span class="mail-fault">{}</span></div>', shown, about) if about else shown


def _next(notice: Notice, ctx: Context) -> SafeString:
    """When it went, or when it is to go."""
    if notice.state in (Delivery.WAITING, Delivery.GATHERED):
        due = moment(notice.due_at) if notice.due_at > ctx.now else _("now")
        return format_html('<span class="due">{}</span>', format_html(_("due {}"), due))
    return moment(notice.sent_at) if notice.sent_at else SafeString("")


class Outbox(ListPage):
    name = "notices.outbox"
    heading = gettext_lazy("Outbox")
    intro = gettext_lazy("Every mail the desk sends, with how it went.")
    template = "notices/outbox.html"
    columns: ClassVar = [
        Column("subject", gettext_lazy("Subject"), lambda row: row.subject, main=True, link=True),
        Column("address", gettext_lazy("To"), lambda row: row.address),
        Column("state", gettext_lazy("State"), lambda row: row.get_state_display(), cell=_state),
        Column("next", gettext_lazy("Sent"), lambda row: row.sent_at or row.due_at, cell=_next),
        Column("at", gettext_lazy("Written"), lambda row: row.at, cell=lambda row, ctx: moment(row.at)),
    ]
    sorts: ClassVar = [Sort("newest", gettext_lazy("Newest first"), ("-at", "-pk"))]
    views: ClassVar = [
        View("all", gettext_lazy("All"), lambda rows, actor: rows, counted=False),
        View("troubled", gettext_lazy("Did not arrive"), lambda rows, actor: rows.troubled()),
        View("waiting", gettext_lazy("Waiting"), lambda rows, actor: rows.filter(state__in=[Delivery.WAITING, Delivery.GATHERED])),
        View("held", gettext_lazy("Held"), lambda rows, actor: rows.filter(state=Delivery.HELD)),
    ]
    filters: ClassVar = [
        Choice("state", gettext_lazy("State"), options=lambda actor: Delivery.choices),
        Text("address", gettext_lazy("To"), narrowed=lambda rows, words: rows.filter(address__icontains=words)),
    ]
    empty = Empty(
        gettext_lazy("No mail here"),
        gettext_lazy("Answers, promises and reminders to requesters are written here and sent by the worker."),
        "send",
    )

    def address(self, row: Notice) -> str:
        return reverse("notices:mail", args=[row.pk])


@require_safe
def outbox(request: HttpRequest) -> HttpResponseBase:
    rows = Notice.objects.outbox(_allowed(request))
    return answer(request, Outbox(), rows, without_server=settings.SMTP is None, allow_list=sorted(settings.MAIL_ALLOW))


@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    notice = _find(request, pk)
    told = lines(Entry.objects.about(notice))  # anyone: who sees the mail sees what was decided about it
    context = {
        "notice": notice,
        "tone": TONES[Delivery(notice.state)],
        "tone_icon": ICONS.get(Delivery(notice.state), ""),
        "is_secret": notice.kind == Kind.SYSTEM,
        "parts": notice.bundled.order_by("pk"),
        "files": notice.files.select_related("blob").order_by("pk"),
        "may_retry": notice.state in RETRIABLE and bool(notice.text),
        "may_give_up": notice.state in RETRIABLE and notice.state != Delivery.GIVEN_UP,
        "items": [Item(kind="entry", who=line.actor, at=line.entry.happened_at, body=line.sentence, icon=line.icon) for line in told],
    }
    return render(request, "notices/mail.html", context)


def retry(request: HttpRequest, pk: int) -> HttpResponse:
    intro = _("The mail is sent again as soon as the worker is free. If it is still refused, it comes back here.")
    return _decide(request, pk, Form, actions.retry, title=_("Send again"), intro=intro, said=_("It is sent again."))


def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    intro = _("The mail is never sent. The ticket says that it did not arrive.")
    return _decide(request, pk, GiveUpForm, actions.give_up, title=_("Give up"), intro=intro, said=_("Given up."), danger=True)


def _decide(
    request: HttpRequest,
    pk: int,
    form_class: type[Form],
    action: Callable[..., Any],
    *,
    title: str,
    intro: str,
    said: str,
    danger: bool = False,
) -> HttpResponse:
    notice = _find(request, pk)
    if not _actor(request).may(TEND_OUTBOX, notice):
        raise NotAllowed(_("The outbox is for administrators."))
    page = partial(
        ask, request, title=title, submit=title, back=notice.get_absolute_url(), intro=intro, danger=danger, subject=notice.subject
    )
    form = form_class(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return page(form)
    return carry_out(request, form, action, notice, then=notice.get_absolute_url(), said=said, page=page)


def _actor(request: HttpRequest) -> Actor:
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def _allowed(request: HttpRequest) -> Actor:
    if not _actor(request).may(SEE_OUTBOX):
        raise NotAllowed(_("The outbox is for administrators."))
    return _actor(request)


def _find(request: HttpRequest, pk: int) -> Notice:
    return get_object_or_404(Notice.objects.outbox(_actor(request)).select_related("record", "person", "digest"), pk=pk)
