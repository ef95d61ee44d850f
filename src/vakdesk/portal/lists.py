"""My reports: how each stands, in plain words, and for some people those of their organisation."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.portal.queries import last_words, not_over, of_others
from vakdesk.portal.words import STATES, standing
from vakdesk.tickets.kinds import State
from vakdesk.tickets.lists import Words
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.permissions import CONFIRM
from vakdesk.ui.components import moment, pill
from vakdesk.ui.lists import Choice, Column, Context, Empty, ListPage, Sort, View


class Reports(ListPage):
    name = "portal.reports"
    heading = gettext_lazy("My reports")
    layout = "rows"
    template = "portal/reports.html"
    size = 25
    columns = (
        Column("reference", gettext_lazy("Number"), lambda row: row.reference),
        Column("title", gettext_lazy("What it is about"), lambda row: row.title),
        Column("state", gettext_lazy("How it stands"), lambda row: standing(row).label),
        Column("requester", gettext_lazy("Who asked"), lambda row: row.record.requester),
        Column("opened", gettext_lazy("Since"), lambda row: row.opened_at),
    )
    sorts = (
        Sort("newest", gettext_lazy("Newest first"), ("-opened_at", "-pk")),
        Sort("oldest", gettext_lazy("Oldest first"), ("opened_at", "pk")),
    )
    filters = (
        Words(label=gettext_lazy("Search")),
        Choice("state", gettext_lazy("How it stands"), lambda actor: STATES.items()),
    )
    empty = Empty(
        gettext_lazy("Nothing here"),
        gettext_lazy("What you report stands here, with our answers. Is something the matter? Tell us."),
        "inbox",
        gettext_lazy("Report something"),
        lambda: reverse("portal:home"),
    )

    def __init__(self, actor: Actor) -> None:
        self.views = (
            View("open", gettext_lazy("Open"), lambda rows, actor: not_over(rows.requested_by(actor.person_id))),
            View("closed", gettext_lazy("Closed"), lambda rows, actor: rows.requested_by(actor.person_id).filter(state=State.CLOSED)),
        )
        if (theirs := of_others(actor)) is not None:
            others = View(
                "others", gettext_lazy("Of others"), lambda rows, actor: rows.filter(theirs).exclude(record__requester=actor.person_id)
            )
            self.views = (*self.views, others)

    def address(self, row: Ticket) -> str:
        return reverse("portal:report", args=[row.reference])

    def prepare(self, rows: list[Any], actor: Actor) -> dict[int, str]:
        return last_words(rows)

    def row(self, row: Ticket, ctx: Context, *, picks: bool) -> SafeString:
        return report_row(row, told=ctx.extra.get(row.pk, ""), actor=ctx.actor)


def rows_of(reports: list[Ticket], request: HttpRequest, *, with_answers: bool = False) -> SafeString:
    """The reports as rows; `with_answers` puts "It works now" and "Not yet" on those that wait for that."""
    told = last_words(reports)
    return format_html_join("", "{}", ((_row(report, told.get(report.pk, ""), request, with_answers),) for report in reports))


def _row(report: Ticket, told: str, request: HttpRequest, with_answers: bool) -> SafeString:
    actor: Actor = request.actor
    asks = with_answers and report.state == State.RESOLVED and actor.may(CONFIRM, report)
    answers = render_to_string("portal/_works.html", {"report": report}, request) if asks else None
    return report_row(report, told=told, actor=actor, beside=answers)


def report_row(report: Ticket, *, told: str, actor: Actor, beside: SafeString | None = None) -> SafeString:
    """One report: what it is about, the last we said or how it stands, and `beside` it its state unless something else is given."""
    stands = standing(report)
    requester = report.record.requester
    whose = f"{requester} · " if requester and requester.pk != actor.person_id else ""
    return format_html(
        '<li class="mine" data-row="{}"><div><a class="row-link" href="{}"><b>{}</b></a><span class="quiet">{}</span>'
        '<span class="mine-foot"><span class="reference">{}</span> {}{}</span></div>{}</li>',
        report.pk,
        reverse("portal:report", args=[report.reference]),
        report.title,
        told if stands.needs_them and told else stands.sentence,
        report.reference,
        whose,
        _since(report),
        beside or pill(stands.label, stands.tone, stands.icon),
    )


def _since(report: Ticket) -> SafeString:
    return format_html(_("since {}"), moment(report.opened_at))
