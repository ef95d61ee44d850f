"""What happened that concerns whoever is signed in. Designed for an agent between two tickets: what is new, why, and on."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vakdesk.access.actors import Actor
from vakdesk.kit.text import one_line
from vakdesk.notices import actions
from vakdesk.notices.models import Notice
from vakdesk.notices.news import News
from vakdesk.ui.answers import safe_next
from vakdesk.ui.components import icon, moment
from vakdesk.ui.lists import Bulk, Column, Context, Empty, ListPage, Sort, View, answer
from vakdesk.ui.lists.rows import pick_box

EXCERPT = 160  # characters


class Inbox(ListPage):
    name = "notices.inbox"
    heading = gettext_lazy("Inbox")
    template = "notices/inbox.html"
    layout = "rows"
    columns: ClassVar = [Column("subject", gettext_lazy("What happened"), lambda row: row.subject, main=True, link=True)]
    sorts: ClassVar = [Sort("newest", gettext_lazy("Newest first"), ("-at", "-pk"))]
    views: ClassVar = [
        View("unread", gettext_lazy("Unread"), lambda rows, actor: rows.unread()),
        View("all", gettext_lazy("All"), lambda rows, actor: rows, counted=False),
    ]
    bulk: ClassVar = [Bulk("read", gettext_lazy("Mark as read"), lambda: reverse("notices:mark_read"), "check-check", keys="r")]
    empty = Empty(
        gettext_lazy("You are up to date"),
        gettext_lazy("What is assigned to you, answered or reopened comes in here."),
        "bell",
        gettext_lazy("Choose what you hear"),
        lambda: reverse("notices:preferences"),
    )
    exports = False

    def address(self, row: Notice) -> str:
        return reverse("notices:open", args=[row.pk])

    def row(self, row: Notice, ctx: Context, *, picks: bool) -> SafeString:
        """One piece of news: what, where, an excerpt, and why it is here."""
        reference = row.record.reference if row.record else ""
        news = News.registry.get(row.news)
        return format_html(
            '<li class="work-row news-row" data-row="{}" data-state="ok"{}><span class="work-mark">{}{}</span>'
            '<a class="work-title row-link" href="{}">{}{}</a><span class="work-due">{}</span>'
            '<p class="work-context"><span class="reference">{}</span> {}</p>{}</li>',
            row.pk,
            SafeString(" data-unread") if row.read_at is None else "",
            SafeString(pick_box(row.pk, row.subject)) if picks else "",
            icon(news.icon if news else "bell"),
            self.address(row),
            format_html('<span class="sr">{}: </span>', _("Unread")) if row.read_at is None else "",
            row.subject.removeprefix(f"[{reference}] "),
            moment(row.at),
            reference,
            _excerpt(row),
            _why(row, news),
        )


def inbox(request: HttpRequest) -> HttpResponseBase:
    return answer(request, Inbox(), Notice.objects.inbox_of(_actor(request)).select_related("record"))


def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks the notice as read and goes to what it is about. A link: having read is no act, and asking twice is harmless."""
    notice = get_object_or_404(Notice.objects.inbox_of(_actor(request)), pk=pk)
    actions.mark_read([notice.pk], by=_actor(request))
    return HttpResponseRedirect(notice.url or reverse("notices:inbox"))


@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    actions.mark_read([int(key) for key in request.POST.getlist("pick") if key.isdecimal()], by=_actor(request))
    return HttpResponseRedirect(safe_next(request, reverse("notices:inbox")))


@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    actions.mark_all_read(by=_actor(request))
    return HttpResponseRedirect(reverse("notices:inbox"))


def _actor(request: HttpRequest) -> Actor:
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def _excerpt(notice: Notice) -> str:
    text = one_line(notice.text, at_most=EXCERPT)
    return f"{notice.author}: {text}" if notice.author else text


def _why(notice: Notice, news: Any) -> SafeString:
    if not notice.why:
        return SafeString("")
    address = reverse("notices:preferences")
    return format_html(
        '<p class="news-why"><span>{}</span> <a href="{}">{}</a></p>',
        notice.get_why_display(),
        f"{address}#news-{news.name}" if news else address,
        _("Change"),
    )
