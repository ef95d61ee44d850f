"""The queue: whose work is there, what hurts next. Drawn as two-line rows, whole or as the column beside a ticket."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import Sentence
from vakdesk.kit.text import storable
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.records.permissions import TAG
from vakdesk.search.find import ranked
from vakdesk.search.terms import parse
from vakdesk.tickets import permissions
from vakdesk.tickets.due import Said, due_within, nearest_of, without_agreement
from vakdesk.tickets.kinds import Priority, State, TicketKind
from vakdesk.tickets.models import NEVER, Category, Ticket
from vakdesk.ui.components import avatar, exact, pill, rank, span
from vakdesk.ui.lists import Bulk, Choice, Column, Context, Empty, ListPage, Sort, Toggle, View, work_row

#: Working hours one can ask for what is due within.
WITHIN_HOURS = (1, 4, 8)
STATE_TONES = {State.NEW: "special", State.IN_PROGRESS: "accent", State.WAITING: "warn", State.RESOLVED: "good", State.CLOSED: "plain"}
#: What of a list's address goes with a ticket that is opened from it, so that the column beside it is the same list.
CARRIED = (
    "view",
    "words",
    "kind",
    "state",
    "priority",
    "team",
    "assignee",
    "category",
    "organisation",
    "tag",
    "due",
    "sort",
    "after",
    "before",
)


@dataclass(frozen=True)
class Words:
    """Tickets that search finds, where the list asks for words."""

    name: str = "words"
    label: Sentence = gettext_lazy("Words")
    template: str = "ui/list/text.html"
    offers: tuple[str, ...] | None = ()

    def narrow(self, rows: QuerySet[Any], given: str, actor: Actor) -> QuerySet[Any]:
        words = storable(given).strip()
        found = Q(pk__in=ranked(actor, query, types=["ticket"])) if (query := parse(words)) else Q()
        return rows.filter(found | Q(record__reference__iexact=words)) if words else rows


def teams_of(actor: Actor) -> QuerySet[Team]:
    return Team.objects.filter(memberships__person=actor.person_id)


def _assignees(actor: Actor) -> Iterable[tuple[str, Sentence]]:
    people = Person.objects.visible_to(actor).active().holding(permissions.TAKE).values_list("pk", "name")
    return [("none", gettext_lazy("nobody")), *((str(pk), name) for pk, name in people)]


def _by_assignee(rows: QuerySet[Any], given: str) -> QuerySet[Any]:
    return rows.filter(assignee=None if given == "none" else given)


def _within(hours: int) -> Sentence:
    return ngettext("within %(count)d working hour", "within %(count)d working hours", hours) % {"count": hours}


def _by_due(rows: QuerySet[Any], given: str) -> QuerySet[Any]:
    if given == "none":
        return without_agreement(rows)
    return rows.open().filter(hurts_at__lt=clock.now()) if given == "late" else due_within(rows.open(), int(given))


def _keys_and_names(rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(row.pk), str(row)) for row in rows]


class Queue(ListPage):
    name = "tickets"
    heading = gettext_lazy("Tickets")
    layout = "rows"
    template = "tickets/queue.html"
    changes_by_acts = True
    columns = (
        Column("reference", gettext_lazy("Number"), lambda row: row.reference),
        Column("title", gettext_lazy("Subject"), lambda row: row.title),
        Column("kind", gettext_lazy("Kind"), lambda row: row.get_kind_display()),
        Column("state", gettext_lazy("State"), lambda row: row.get_state_display()),
        Column("priority", gettext_lazy("Priority"), lambda row: row.get_priority_display()),
        Column("requester", gettext_lazy("Requester"), lambda row: row.record.requester),
        Column("organisation", gettext_lazy("Organisation"), lambda row: row.record.organisation),
        Column("category", gettext_lazy("Category"), lambda row: row.category),
        Column("team", gettext_lazy("Team"), lambda row: row.record.team),
        Column("assignee", gettext_lazy("Assignee"), lambda row: row.assignee),
        Column("due", gettext_lazy("Due"), lambda row: row.hurts_at if row.hurts_at < NEVER else None),
        Column("opened", gettext_lazy("Opened"), lambda row: row.opened_at),
        Column("resolved", gettext_lazy("Resolved"), lambda row: row.resolved_at),
        Column("closed", gettext_lazy("Closed"), lambda row: row.closed_at),
    )
    sorts = (
        Sort("hurts", gettext_lazy("What hurts next"), ("hurts_at", "priority", "opened_at", "pk")),
        Sort("newest", gettext_lazy("Newest"), ("-opened_at", "-pk")),
        Sort("oldest", gettext_lazy("Oldest"), ("opened_at", "pk")),
        Sort("changed", gettext_lazy("Last changed"), ("-record__changed_at", "-pk")),
    )
    views = (
        View("mine", gettext_lazy("My work"), lambda rows, actor: rows.assigned_to(actor.person_id).open()),
        View("team", gettext_lazy("My team"), lambda rows, actor: rows.for_teams(teams_of(actor)).open()),
        View("unassigned", gettext_lazy("Unassigned"), lambda rows, actor: rows.unassigned()),
        View("waiting", gettext_lazy("Waiting"), lambda rows, actor: rows.waiting()),
        View("all", gettext_lazy("All"), lambda rows, actor: rows, sort="newest"),
    )
    filters = (
        Words(),
        Choice("kind", gettext_lazy("Kind"), lambda actor: TicketKind.choices, offers=()),
        Choice("state", gettext_lazy("State"), lambda actor: State.choices, offers=()),
        Choice("priority", gettext_lazy("Priority"), lambda actor: Priority.choices, offers=()),
        Choice(
            "team",
            gettext_lazy("Team"),
            lambda actor: _keys_and_names(Team.objects.visible_to(actor).active()),
            "record__team",
            offers=("team",),
        ),
        Choice("assignee", gettext_lazy("Assignee"), _assignees, narrowed=_by_assignee, offers=("person", "organisation")),
        Choice("category", gettext_lazy("Category"), lambda actor: _keys_and_names(Category.objects.all()), offers=("category",)),
        Choice(
            "organisation",
            gettext_lazy("Organisation"),
            lambda actor: _keys_and_names(Organisation.objects.visible_to(actor)),
            "record__organisation",
            offers=("organisation",),
        ),
        Choice(
            "due",
            gettext_lazy("Due"),
            lambda actor: [
                ("late", gettext_lazy("breached")),
                *((str(hours), _within(hours)) for hours in WITHIN_HOURS),
                ("none", gettext_lazy("without an agreement")),
            ],
            narrowed=_by_due,
            offers=(),
        ),
        Toggle("answer", gettext_lazy("Needs an answer"), lambda rows, actor: rows.filter(needs_answer=True)),
    )
    bulk = (
        Bulk("take", gettext_lazy("Take"), lambda: reverse("tickets:many", args=["take"]), "hand", permissions.TAKE, keys="t"),
        Bulk("assign", gettext_lazy("Assign"), lambda: reverse("tickets:many", args=["assign"]), "user-plus", permissions.ASSIGN, keys="a"),
        Bulk(
            "hand_over",
            gettext_lazy("Hand over"),
            lambda: reverse("tickets:many", args=["hand_over"]),
            "corner-up-right",
            permissions.HAND_OVER,
            keys="e",
        ),
        Bulk(
            "classify",
            gettext_lazy("Prioritise"),
            lambda: reverse("tickets:many", args=["classify"]),
            "list-filter",
            permissions.CLASSIFY,
            keys="p",
        ),
        Bulk("tag", gettext_lazy("Tag"), lambda: reverse("tickets:many", args=["tag"]), "tag", TAG),
    )
    empty = Empty(
        gettext_lazy("Nothing waits here"),
        gettext_lazy("Reports from the portal, from mail and from calls come in by themselves. Yours appear once you take them."),
        "coffee",
        gettext_lazy("New ticket"),
        lambda: reverse("tickets:register"),
    )

    def prepare(self, rows: list[Ticket], actor: Actor) -> dict[int, Said | None]:
        return nearest_of(rows)

    def row(self, row: Ticket, ctx: Context, *, picks: bool) -> SafeString:
        return queue_row(row, ctx, carried(ctx.request.GET), picks=picks)


def carried(given: QueryDict) -> str:
    """The query string that leads from a list to a ticket and back."""
    words = QueryDict(mutable=True)
    words.update({name: given[name] for name in CARRIED if given.get(name)})
    return f"?{words.urlencode()}" if words else ""


def queue_row(ticket: Ticket, ctx: Context, query: str, *, picks: bool, current: bool = False) -> SafeString:
    record = ticket.record
    named = [record.requester, record.organisation, ticket.category]
    told: Said | None = (ctx.extra or {}).get(ticket.pk)
    about = format_html("{} {}", _state(ticket), format_html_join(" · ", "{}", ((name,) for name in named if name)))
    return work_row(
        ticket,
        address=f"{ticket.get_absolute_url()}{query}",
        reference=ticket.reference,
        title=ticket.title,
        context=about,
        mark=rank(ticket.priority, ticket.get_priority_display()),
        due=_due(ticket, ctx, told),
        state=told.state if told else "ok",
        used=told.used if told else None,
        who=_whose(ticket),
        unread=ticket.needs_answer,
        picks=picks,
        current=current,
    )


def _due(ticket: Ticket, ctx: Context, told: Said | None) -> SafeString:
    """What is due next, else how long ago it came in; and that nothing was agreed, where that is so."""
    answer = _("needs an answer") if ticket.needs_answer else ""
    dot = format_html('<span class="unread" title="{0}"><span class="sr">{0}</span></span> ', answer) if answer else mark_safe("")
    if told is None:
        bare = ticket.pk in (ctx.extra or {})
        agreed = format_html('<span class="quiet">{}</span> · ', _("no agreement")) if bare else mark_safe("")
        return format_html('{}{}<time datetime="{}">{}</time>', dot, agreed, ticket.opened_at.isoformat(), span(ctx.now - ticket.opened_at))
    what = told.clock.get_measure_display()
    exactly = f"{what}: {exact(told.clock.due_at)}" if told.clock.due_at else what
    return format_html('{}<span title="{}">{}</span>', dot, exactly, told.words)


def _state(ticket: Ticket) -> SafeString:
    """Work that is simply under way needs no word in a list of work."""
    if ticket.state == State.IN_PROGRESS:
        return mark_safe("")
    label = (
        _("waits for %(whom)s") % {"whom": ticket.get_waiting_for_display()}
        if ticket.state == State.WAITING
        else ticket.get_state_display()
    )
    return pill(label, STATE_TONES[State(ticket.state)])


def _whose(ticket: Ticket) -> SafeString:
    if ticket.assignee is None:
        return format_html('<span class="avatar nobody" title="{}"></span>', _("nobody's yet"))
    return format_html('<span title="{0}">{1}<span class="sr">{0}</span></span>', ticket.assignee.name, avatar(ticket.assignee.name))
