"""The list of what trainees wrote and waits for its release, each with its text, so that most are released from the list."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.access.roles import Role
from vakdesk.kit.errors import Sentence
from vakdesk.tickets.care import lapse_moments
from vakdesk.tickets.kinds import Care, ReleaseState, Speech, Verification
from vakdesk.tickets.models import Release
from vakdesk.ui.components import avatar, icon, in_words, kbd, moment, pill
from vakdesk.ui.lists import Column, Context, Empty, ListPage, Sort, View
from vakdesk.ui.safe_html import markdown

CARE_TONES = {Care.WATCHED: "accent", Care.RELEASED: "warn", Care.ALONE: "good"}
STATE_TONES = {
    ReleaseState.WAITING: "warn",
    ReleaseState.RELEASED: "good",
    ReleaseState.SENT_BACK: "special",
    ReleaseState.TAKEN_BACK: "plain",
}


class Releases(ListPage):
    name = "releases"
    heading = gettext_lazy("To release")
    intro = gettext_lazy("What trainees wrote to requesters. It goes once you release it; every change you make, they see.")
    layout = "rows"
    template = "tickets/releases.html"
    columns = (
        Column("number", gettext_lazy("Number"), lambda row: row.ticket.reference),
        Column("trainee", gettext_lazy("Trainee"), lambda row: row.message.author),
        Column("speech", gettext_lazy("What it is"), lambda row: row.get_speech_display()),
        Column("state", gettext_lazy("State"), lambda row: row.get_state_display()),
        Column("at", gettext_lazy("Written"), lambda row: row.at),
        Column("by", gettext_lazy("Decided by"), lambda row: row.decided_by),
        Column("decided", gettext_lazy("Decided"), lambda row: row.decided_at),
    )
    sorts = (
        Sort("hurts", gettext_lazy("What hurts next"), ("ticket__hurts_at", "at", "pk")),
        Sort("oldest", gettext_lazy("Oldest"), ("at", "pk")),
        Sort("newest", gettext_lazy("Newest"), ("-at", "-pk")),
    )
    views = (
        View("waiting", gettext_lazy("Waiting"), lambda rows, actor: rows.waiting()),
        View("lapsed", gettext_lazy("With the lead"), lambda rows, actor: rows.waiting().filter(lapsed_at__isnull=False)),
        View("decided", gettext_lazy("Decided"), lambda rows, actor: rows.decided(), counted=False, sort="newest"),
    )
    empty = Empty(
        gettext_lazy("Nothing waits for you"),
        gettext_lazy("What a trainee whose messages are released first writes to a requester comes here."),
        "coffee",
        gettext_lazy("Trainees under care"),
        lambda: reverse("tickets:trainees"),
    )

    def default_view(self, actor: Actor) -> str:
        return "waiting" if Role.COACH in actor.roles() else "lapsed"

    def prepare(self, rows: list[Release], actor: Actor) -> dict[int, datetime]:
        return lapse_moments(row for row in rows if row.is_waiting)

    def row(self, row: Release, ctx: Context, *, picks: bool) -> SafeString:
        author, ticket = row.message.author, row.ticket
        return format_html(
            '<li class="release-row" data-row="{}" data-state="{}">{}<div class="release-said">'
            '<header><b>{}</b> <span>{}</span> <a class="row-link" href="{}"><span class="reference">{}</span> {}</a></header>'
            '<div class="release-text prose">{}</div></div><div class="release-end"><span class="release-due">{}</span>{}</div></li>',
            row.pk,
            "late" if row.lapsed_at and row.is_waiting else "ok",
            avatar(author.name if author else ""),
            author,
            _("%(speech)s to %(whom)s") % {"speech": row.get_speech_display(), "whom": ticket.record.requester},
            row.get_absolute_url() if row.is_waiting else ticket.get_absolute_url(),
            ticket.reference,
            ticket.title,
            markdown(row.message.text),
            _until(row, ctx),
            _acts(row) if row.is_waiting else "",
        )


def _until(row: Release, ctx: Context) -> SafeString:
    if not row.is_waiting:
        return format_html(
            "{} {} · {}", pill(row.get_state_display(), STATE_TONES[ReleaseState(row.state)]), row.decided_by or "", moment(row.decided_at)
        )
    if row.lapsed_at:
        return pill(_("the lead's too"), "bad", "alarm-clock")
    return format_html("{}", _("with you until %(moment)s") % {"moment": in_words(ctx.extra[row.pk])})


def _acts(row: Release) -> SafeString:
    """The release button belongs to a form of the page, which is the same for every row."""
    release, back = reverse("tickets:release", args=[row.pk]), reverse("tickets:send_back", args=[row.pk])
    return format_html(
        '<span class="actions"><button class="button" data-size="small" data-kind="main" form="release-as-written" formaction="{release}" data-key="r">'
        '{send}{r}{key_r}</button><a class="button" data-size="small" href="{release}?edit=1" data-key="e">{pencil}{e}{key_e}</a>'
        '<a class="button" data-size="small" data-kind="bare" href="{back}" hx-get="{back}" hx-target="#dialog-body" data-key="b">{undo}{b}{key_b}</a></span>',
        release=release,
        back=back,
        send=icon("send"),
        r=_("Release"),
        key_r=kbd("r"),
        pencil=icon("pencil"),
        e=_("Edit"),
        key_e=kbd("e"),
        undo=icon("undo-2"),
        b=_("Send back"),
        key_b=kbd("b"),
    )


def particulars_of(waiting: Release) -> list[tuple[Sentence, Any]]:
    """What happens with it besides the message, as (label, words)."""
    given = waiting.particulars
    rows: list[tuple[Sentence, Any]] = [(_("Cause"), given.get("cause")), (_("What was done"), given.get("done"))]
    if waiting.speech == Speech.RESOLVE:
        rows.append((_("Verified"), Verification(given["verification"]).label))
    return [(label, words) for label, words in rows if words]
