"""Lists of the register: who has what, the applications, the reviews, and those who leave."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.grants.kinds import GrantState
from vakdesk.grants.models import Application, Campaign, Grant
from vakdesk.grants.permissions import ARRANGE, CAMPAIGN
from vakdesk.grants.queries import SOON
from vakdesk.people.models import Person
from vakdesk.ui.components import meter, moment, pill
from vakdesk.ui.components import person as drawn_person
from vakdesk.ui.lists import Choice, Column, Context, Empty, ListPage, Sort, Text, View

TONES = {GrantState.HELD: "good", GrantState.REMOVING: "warn", GrantState.REMOVED: "plain"}
ICONS = {GrantState.HELD: "key-round", GrantState.REMOVING: "hourglass", GrantState.REMOVED: "lock"}


def state_pill(grant: Grant) -> SafeString:
    state = GrantState(grant.state)
    return pill(state.label, TONES[state], ICONS[state])


def _until(row: Grant, ctx: Context) -> SafeString:
    if row.until is None:
        return mark_safe("")
    soon = row.state == GrantState.HELD and row.until <= ctx.now + SOON
    return format_html("{} {}", moment(row.until), pill(_("ends soon"), "warn", "hourglass")) if soon else moment(row.until)


def _applications(actor: Actor) -> list[tuple[str, str]]:
    return [(str(one.pk), str(one)) for one in Application.objects.visible_to(actor)]


class GrantList(ListPage):
    name = "access"
    heading = gettext_lazy("Access register")
    intro = gettext_lazy("Who has which right on which application, why, approved by whom, and until when.")
    template = "grants/grants.html"
    columns = (
        Column("person", gettext_lazy("Who"), lambda row: row.person.name, main=True, link=True),
        Column("application", gettext_lazy("Application"), lambda row: str(row.right.application)),
        Column("right", gettext_lazy("Right"), lambda row: row.right.name),
        Column("why", gettext_lazy("Why"), lambda row: row.why, kind="quiet"),
        Column("approved", gettext_lazy("Approved"), lambda row: row.approval_id and row.record.reference, kind="quiet"),
        Column("since", gettext_lazy("Since"), lambda row: row.starts_at, sort="starts_at", kind="quiet"),
        Column("until", gettext_lazy("Until"), lambda row: row.until, sort="ends_at", cell=_until),
        Column("state", gettext_lazy("State"), lambda row: row.get_state_display(), cell=lambda row, ctx: state_pill(row)),
    )
    sorts = (
        Sort("newest", gettext_lazy("Newest first"), ("-starts_at", "-pk")),
        Sort("ends", gettext_lazy("What ends first"), ("ends_at", "pk")),
    )
    views = (
        View("held", gettext_lazy("In use"), lambda rows, actor: rows.in_use(), counted=False),
        View("ending", gettext_lazy("Ends soon"), lambda rows, actor: rows.ending(), sort="ends"),
        View("removing", gettext_lazy("To be taken away"), lambda rows, actor: rows.removing()),
        View("over", gettext_lazy("Over"), lambda rows, actor: rows.over(), counted=False),
    )
    filters = (
        Choice(
            "application", gettext_lazy("Application"), _applications, narrowed=lambda rows, value: rows.filter(right__application=value)
        ),
        Text("who", gettext_lazy("Who"), narrowed=lambda rows, words: rows.filter(person__folded__contains=words.casefold())),
    )
    empty = Empty(
        gettext_lazy("No rights here"),
        gettext_lazy("A right is asked for on an access request, approved by its owner, and carried out by a team. Then it stands here."),
        "key-round",
    )


class ApplicationList(ListPage):
    name = "applications"
    heading = gettext_lazy("Applications")
    columns = (
        Column("name", gettext_lazy("Application"), str, main=True, link=True),
        Column("owner", gettext_lazy("Owner"), lambda row: row.owner.name),
        Column("team", gettext_lazy("Team"), lambda row: row.team),
        Column("service", gettext_lazy("Service"), lambda row: row.service),
        Column("holders", gettext_lazy("Have a right"), lambda row: row.holders, kind="number"),
        Column("state", gettext_lazy("State"), lambda row: _("in use") if row.is_active else _("out of use")),
    )
    sorts = (Sort("first", gettext_lazy("First added"), ("pk",)),)
    template = "grants/applications.html"
    empty = Empty(
        gettext_lazy("No applications yet"),
        gettext_lazy("Say which applications there are, who owns each, and which rights people can have."),
        "app-window",
        gettext_lazy("Add an application"),
        lambda: reverse("grants:add_application"),
        ARRANGE,
    )


def _progress(row: Campaign, ctx: Context) -> SafeString:
    said = _("%(decided)d of %(total)d decided") % {"decided": row.decided, "total": row.total}  # type: ignore[attr-defined]
    part = row.decided / row.total if row.total else 1.0  # type: ignore[attr-defined]
    return meter(part, said, "good" if part == 1 else "accent")


def _stands(row: Campaign, ctx: Context) -> SafeString:
    if row.closed_at is not None:
        return pill(_("closed"), "plain")
    return pill(_("late"), "bad", "alarm-clock") if row.due_at <= ctx.now else pill(_("going on"), "accent")


class CampaignList(ListPage):
    name = "reviews"
    heading = gettext_lazy("Reviews")
    intro = gettext_lazy("Owners say of each right somebody has whether it stays.")
    columns = (
        Column("title", gettext_lazy("Name"), str, main=True, link=True),
        Column("decided", gettext_lazy("Progress"), lambda row: f"{row.decided}/{row.total}", cell=_progress),
        Column("revoked", gettext_lazy("Revoked"), lambda row: row.revoked, kind="number"),
        Column("due", gettext_lazy("Until"), lambda row: row.due_at, cell=lambda row, ctx: moment(row.due_at)),
        Column("state", gettext_lazy("State"), lambda row: row.closed_at, cell=_stands, exported=False),
    )
    sorts = (Sort("newest", gettext_lazy("Newest first"), ("-begun_at", "-pk")),)
    template = "grants/campaigns.html"
    empty = Empty(
        gettext_lazy("No reviews yet"),
        gettext_lazy("Twice a year is common: each owner confirms or revokes what people have."),
        "list-checks",
        gettext_lazy("Begin a review"),
        lambda: reverse("grants:begin_campaign"),
        CAMPAIGN,
    )


def _when(row: Person) -> Any:
    leaving = getattr(row, "leaving", None)
    return row.left_on or (leaving and leaving.on)


class LeaverList(ListPage):
    name = "leavers"
    heading = gettext_lazy("Leavers")
    intro = gettext_lazy("Who has left, or is going to, and still has rights.")
    columns = (
        Column(
            "name",
            gettext_lazy("Who"),
            lambda row: row.name,
            main=True,
            link=True,
            cell=lambda row, ctx: drawn_person(row.name, row.job_title),
        ),
        Column("on", gettext_lazy("Leaves on"), _when, cell=lambda row, ctx: date_format(_when(row))),
        Column("has", gettext_lazy("Rights"), lambda row: row.rights, kind="number"),
        Column("going", gettext_lazy("Of which being taken away"), lambda row: row.going, kind="number"),
    )
    sorts = (Sort("name", gettext_lazy("By name"), ("folded", "pk")),)
    template = "grants/leavers.html"
    empty = Empty(
        gettext_lazy("Nobody who leaves has a right"),
        gettext_lazy("Whoever left, or is marked as leaving, stands here as long as they have one."),
        "door-open",
    )

    def address(self, row: Any) -> str:
        return reverse("grants:person", args=[row.pk])
