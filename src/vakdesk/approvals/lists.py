"""My approvals: what waits for my decision, what I decided, what I asked; and for the desk what nobody can decide."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.approvals.kinds import State
from vakdesk.approvals.models import Approval
from vakdesk.approvals.permissions import APPOINT
from vakdesk.ui.components import avatar, icon, moment, pill
from vakdesk.ui.lists import Column, Context, Empty, ListPage, Sort, View

TONES = {
    State.ASKED: "accent",
    State.APPROVED: "good",
    State.REFUSED: "bad",
    State.EXPIRED: "warn",
    State.WITHDRAWN: "plain",
    State.FALLEN: "warn",
}
ICONS = {
    State.ASKED: "hourglass",
    State.APPROVED: "badge-check",
    State.REFUSED: "ban",
    State.EXPIRED: "clock-alert",
    State.FALLEN: "unlink",
}


def state_pill(approval: Approval) -> SafeString:
    state = State(approval.state)
    return pill(state.label, TONES[state], ICONS.get(state, ""))


class Approvals(ListPage):
    name = "my-approvals"
    heading = gettext_lazy("My approvals")
    layout = "rows"
    template = "approvals/approvals.html"
    size = 25
    columns = (
        Column("title", gettext_lazy("What is asked"), str),
        Column("reference", gettext_lazy("Number"), lambda row: row.record.reference),
        Column("requester", gettext_lazy("Whose wish it is"), lambda row: row.requester),
        Column("state", gettext_lazy("How it stands"), lambda row: row.get_state_display()),
        Column("asked", gettext_lazy("Asked"), lambda row: row.asked_at),
        Column("until", gettext_lazy("Until"), lambda row: row.expires_at),
    )
    sorts = (
        Sort("until", gettext_lazy("What ends first"), ("expires_at", "pk")),
        Sort("newest", gettext_lazy("Newest first"), ("-asked_at", "-pk")),
    )
    empty = Empty(
        gettext_lazy("Nothing waits for you"),
        gettext_lazy("When somebody needs your approval it stands here, and you get a mail with which you can answer at once."),
        "stamp",
    )

    def __init__(self, actor: Actor) -> None:
        self.views = (
            View("waiting", gettext_lazy("Waits for me"), lambda rows, actor: rows.waiting_for(actor)),
            View("decided", gettext_lazy("Decided by me"), lambda rows, actor: rows.decided_by(actor), counted=False, sort="newest"),
            View(
                "asked",
                gettext_lazy("Asked by me"),
                lambda rows, actor: rows.filter(asked_by=actor.person_id),
                counted=False,
                sort="newest",
            ),
        )
        if actor.reach(APPOINT):
            stuck = View("stuck", gettext_lazy("Nobody can decide"), lambda rows, actor: rows.stuck())
            going = View("open", gettext_lazy("All that wait"), lambda rows, actor: rows.asked(), counted=False)
            self.views = (*self.views, stuck, going)

    def row(self, row: Approval, ctx: Context, *, picks: bool) -> SafeString:
        return approval_row(row)


def approval_row(row: Approval) -> SafeString:
    """What is asked, by whom, until when; and how it stands once it is over."""
    who = row.requester or row.asked_by
    name = who.name if who else _("The desk")
    when = format_html(_("until {}"), moment(row.expires_at)) if row.is_asked else moment(row.ended_at)
    return format_html(
        '<li class="approval-row" data-row="{}" data-state="{}">{}<div><a class="row-link" href="{}"><b>{}</b></a>'
        '<span class="quiet">{} · <span class="reference">{}</span> · {}</span></div>{}{}</li>',
        row.pk,
        row.state,
        avatar(name),
        reverse("approvals:approval", args=[row.pk]),
        row,
        name,
        row.record.reference,
        when,
        mark_safe("") if row.is_asked else state_pill(row),
        icon("chevron-right"),
    )
