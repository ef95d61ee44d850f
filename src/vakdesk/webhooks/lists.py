"""Webhooks, and what was told by each."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vakdesk.kit.errors import Sentence
from vakdesk.ui.components import moment, pill
from vakdesk.ui.lists import Choice, Column, Context, Empty, ListPage, Sort
from vakdesk.webhooks.kinds import Fault, State
from vakdesk.webhooks.models import Delivery, Endpoint

TONES = {State.WAITING: "warn", State.DELIVERED: "good", State.GIVEN_UP: "bad"}


def state_of(endpoint: Endpoint) -> tuple[Sentence, str, str]:
    """In a word, its tone, and its icon."""
    if endpoint.paused_at:
        return _("paused"), "plain", "pause"
    if endpoint.failing_since:
        return _("fails"), "bad", "triangle-alert"
    return (_("works"), "good", "circle-check") if endpoint.delivered_at else (_("nothing told yet"), "plain", "circle-dashed")


def _state(row: Endpoint, _ctx: Context) -> Any:
    label, tone, icon = state_of(row)
    return pill(label, tone, icon)


def acts_of(endpoint: Endpoint) -> str:
    if not endpoint.verbs:
        return _("every act")
    return ngettext("%(count)d act", "%(count)d acts", len(endpoint.verbs)) % {"count": len(endpoint.verbs)}


def _host(row: Endpoint) -> str:
    return row.url.partition("://")[2].partition("/")[0]


class Endpoints(ListPage):
    name = "webhooks"
    heading = gettext_lazy("Webhooks")
    intro = gettext_lazy("Other systems that are told of what happens here, at once and signed.")
    template = "ui/list/adding.html"
    columns: ClassVar = [
        Column("name", gettext_lazy("System"), lambda row: row.name, sort="name", main=True, link=True),
        Column("host", gettext_lazy("Where"), _host, kind="quiet"),
        Column("acts", gettext_lazy("Told of"), acts_of),
        Column("reach", gettext_lazy("Speaks for"), lambda row: row.get_reach_display(), kind="quiet"),
        Column("delivered", gettext_lazy("Last told"), lambda row: row.delivered_at),
        Column("state", gettext_lazy("State"), lambda row: str(state_of(row)[0]), cell=_state, kind="state"),
    ]
    sorts: ClassVar = [Sort("name", gettext_lazy("Name"), ("name", "pk"))]
    empty = Empty(
        gettext_lazy("No system is told yet"),
        gettext_lazy("A chat, a monitor or a planning system can be told of each ticket that comes in, at once."),
        "webhook",
        gettext_lazy("Add a webhook"),
        lambda: reverse("webhooks:add_endpoint"),
    )


def _how(row: Delivery, _ctx: Context) -> SafeString:
    return format_html("{}", pill(row.get_state_display(), TONES[State(row.state)]))


def answer_of(row: Delivery) -> str:
    """The status, and where that says little, what it means."""
    told = str(Fault(row.fault).label) if row.fault else ""
    return " ".join(str(part) for part in (row.status, told) if part)


def _again(row: Delivery, _ctx: Context) -> SafeString | str:
    if row.state == State.WAITING:
        return ""
    url = reverse("webhooks:resend", args=[row.endpoint_id, row.pk])
    return format_html('<a href="{0}" hx-get="{0}" hx-target="#dialog-body">{1}</a>', url, _("Send again"))


class Deliveries(ListPage):
    """One endpoint's log."""

    name = "webhooks.deliveries"
    heading = gettext_lazy("What was told")
    template = "webhooks/endpoint.html"
    columns: ClassVar = [
        Column("at", gettext_lazy("When"), lambda row: row.at, cell=lambda row, ctx: moment(row.at)),
        Column("verb", gettext_lazy("Act"), lambda row: row.entry.verb, main=True),
        Column(
            "about",
            gettext_lazy("About"),
            lambda row: row.entry.subject_reference or f"{row.subject_type} {row.subject_id}",
            kind="reference",
        ),
        Column("state", gettext_lazy("State"), lambda row: row.get_state_display(), cell=_how, kind="state"),
        Column("answer", gettext_lazy("Answer"), answer_of, kind="quiet"),
        Column("attempts", gettext_lazy("Attempts"), lambda row: row.attempts, kind="number"),
        Column("took", gettext_lazy("Took (ms)"), lambda row: row.took_ms, kind="number"),
        Column("again", gettext_lazy("Again"), lambda row: "", cell=_again, kind="quiet", exported=False),
    ]
    sorts: ClassVar = [Sort("newest", gettext_lazy("Newest first"), ("-pk",)), Sort("oldest", gettext_lazy("Oldest first"), ("pk",))]
    filters: ClassVar = [Choice("state", gettext_lazy("State"), lambda actor: State.choices)]
    empty = Empty(
        gettext_lazy("Nothing was told yet"), gettext_lazy("The next act that it asks for stands here. Or send a test."), "webhook"
    )

    def address(self, row: Delivery) -> str:
        return ""
