"""The queue: whose work is there, what hurts next. Drawn as two-line rows or a table, whole or as the column beside a ticket."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Sentence
from vakdesk.kit.prepared import prepared
from vakdesk.kit.text import storable
from vakdesk.people.models import Person
from vakdesk.tickets.bulk import BULK
from vakdesk.tickets.conditions import ALL, CONDITIONS, WORDS, teams_of
from vakdesk.tickets.due import Said, nearest_of
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import NEVER, SavedView, Tabs, Ticket
from vakdesk.ui.components import avatar, exact, mark, pill, rank, span
from vakdesk.ui.lists import Bulk, Column, Context, Empty, ListPage, Sort, View, work_row
from vakdesk.ui.lists.conditions import LONGEST_VALUE, MOST_VALUES, NOT, narrowed_by

STATE_TONES = {State.NEW: "special", State.IN_PROGRESS: "accent", State.WAITING: "warn", State.RESOLVED: "good", State.CLOSED: "plain"}
#: The views every house has, as what they ask for, so that one can be kept with more.
BUILT_IN: dict[str, dict[str, list[str]]] = {
    "mine": {"assignee": ["me"], "state": ["open"]},
    "team": {"team": ["mine"], "state": ["open"], "alone": ["1"]},
    "unassigned": {"assignee": ["none"], "state": ["open"], "alone": ["1"]},
    "waiting": {"state": ["waiting"]},
    "all": {},
}


@dataclass(frozen=True)
class Words:
    """Tickets that search finds, where the list asks for words."""

    name: str = "words"
    label: Sentence = gettext_lazy("Words")
    template: str = "ui/list/text.html"
    offers: tuple[str, ...] | None = ()

    def narrow(self, rows: QuerySet[Any], given: str, actor: Actor) -> QuerySet[Any]:
        words = storable(given).strip()[:LONGEST_VALUE]
        return rows.filter(WORDS.where([words], actor)) if words else rows


def _moment(field: str) -> Callable[[Ticket], Any]:
    return lambda row: getattr(row, field)


def _person(person: Person | None) -> SafeString | str:
    return format_html('<span class="in-one-line">{}{}</span>', avatar(person.name, "small"), person.name) if person else ""


def _priority(row: Ticket, ctx: Context) -> SafeString:
    label = row.get_priority_display()
    return format_html('<span class="in-one-line">{}{}</span>', mark(str(row.priority)), label)


def _due_cell(ticket: Ticket, ctx: Context) -> SafeString:
    told: Said | None = (ctx.extra or {}).get(ticket.pk)
    return format_html(
        '<span class="due" data-state="{}">{}</span>', told.state if told else "ok", _due(ticket, ctx, told) if ticket.is_open else ""
    )


def _named(path: str) -> Coalesce:
    return Coalesce(path, Value(""))


Marks = Callable[[list[Ticket], Actor], dict[int, SafeString]]


class Queue(ListPage):
    name = "tickets"
    heading = gettext_lazy("Tickets")
    layout = "rows"
    template = "tickets/queue.html"
    changes_by_acts = True
    layouts = ("rows", "table")
    takes_all = True
    usual_columns = ("reference", "priority", "title", "state", "requester", "assignee", "due", "opened")
    columns = (
        Column("reference", gettext_lazy("Number"), lambda row: row.reference, sort="pk", kind="reference", link=True),
        Column("title", gettext_lazy("Subject"), lambda row: row.title, sort="record__title", main=True, link=True),
        Column("kind", gettext_lazy("Kind"), lambda row: row.get_kind_display(), sort="kind"),
        Column("state", gettext_lazy("State"), lambda row: row.get_state_display(), lambda row, ctx: state_pill(row), sort="state"),
        Column("priority", gettext_lazy("Priority"), lambda row: row.get_priority_display(), _priority, sort="priority"),
        Column("requester", gettext_lazy("Requester"), lambda row: row.record.requester, sort="by_requester"),
        Column("organisation", gettext_lazy("Organisation"), lambda row: row.record.organisation, sort="by_organisation"),
        Column("category", gettext_lazy("Category"), lambda row: row.category, sort="by_category"),
        Column("service", gettext_lazy("Service"), lambda row: row.service),
        Column("team", gettext_lazy("Team"), lambda row: row.record.team, sort="by_team"),
        Column("assignee", gettext_lazy("Assignee"), lambda row: row.assignee, lambda row, ctx: _person(row.assignee), sort="by_assignee"),
        Column(
            "due",
            gettext_lazy("Due"),
            lambda row: row.hurts_at if row.hurts_at < NEVER else None,
            _due_cell,
            sort="hurts_at",
        ),
        Column("waiting", gettext_lazy("Waits for"), lambda row: row.get_waiting_for_display(), sort="waiting_for"),
        Column("via", gettext_lazy("Came by"), lambda row: row.get_via_display(), sort="via", kind="quiet"),
        Column("opened", gettext_lazy("Opened"), lambda row: row.opened_at, sort="opened_at"),
        Column("changed", gettext_lazy("Changed"), lambda row: row.record.changed_at, sort="record__changed_at"),
        Column("resolved", gettext_lazy("Resolved"), _moment("resolved_at")),
        Column("closed", gettext_lazy("Closed"), _moment("closed_at")),
        Column("reopened", gettext_lazy("Times reopened"), lambda row: row.times_reopened, sort="times_reopened", kind="number"),
        Column("tags", gettext_lazy("Tags"), lambda row: ", ".join(tag.name for tag in row.record.tags.all()), fetches=("record__tags",)),
    )
    computed = {
        "by_requester": _named("record__requester__folded"),
        "by_organisation": _named("record__organisation__folded"),
        "by_category": _named("category__code"),
        "by_team": _named("record__team__name"),
        "by_assignee": _named("assignee__folded"),
    }
    sorts = (
        Sort("hurts", gettext_lazy("What hurts next"), ("hurts_at", "priority", "opened_at", "pk")),
        Sort("newest", gettext_lazy("Newest"), ("-opened_at", "-pk")),
        Sort("oldest", gettext_lazy("Oldest"), ("opened_at", "pk")),
        Sort("changed-last", gettext_lazy("Last changed"), ("-record__changed_at", "-pk")),
        Sort("unchanged", gettext_lazy("Longest unchanged"), ("record__changed_at", "pk")),
        Sort("urgent", gettext_lazy("Highest priority"), ("priority", "hurts_at", "opened_at", "pk")),
    )
    views = (
        View("mine", gettext_lazy("My work"), lambda rows, actor: rows.assigned_to(actor.person_id).open(), keys="g m"),
        View("team", gettext_lazy("My team"), lambda rows, actor: rows.for_teams(teams_of(actor)).open().worked_on_alone(), keys="g y"),
        View("unassigned", gettext_lazy("Unassigned"), lambda rows, actor: rows.unassigned().worked_on_alone(), keys="g u"),
        View("waiting", gettext_lazy("Waiting"), lambda rows, actor: rows.waiting(), keys="g w"),
        View("all", gettext_lazy("All"), lambda rows, actor: rows, sort="newest", keys="g a"),
    )
    filters = (Words(),)
    conditions = CONDITIONS
    bulk = BULK
    empty = Empty(
        gettext_lazy("Nothing waits here"),
        gettext_lazy("Reports from the portal, from mail and from calls come in by themselves. Yours appear once you take them."),
        "coffee",
        gettext_lazy("New ticket"),
        lambda: reverse("tickets:register"),
    )

    #: What higher rooms say of a row before its names, by ticket.
    marks: ClassVar[list[Marks]] = []

    @classmethod
    def add_bulk(cls, bulk: Bulk) -> None:
        """A higher room's act on what is selected."""
        cls.bulk = (*cls.bulk, bulk)

    def prepare(self, rows: list[Ticket], actor: Actor) -> dict[Any, Any]:
        """What is due next by ticket, and the marks under ("mark", ticket)."""
        marked = {("mark", key): told for marks in self.marks for key, told in marks(rows, actor).items()}
        return {**nearest_of(rows), **marked}

    def row(self, row: Ticket, ctx: Context, *, picks: bool) -> SafeString:
        return queue_row(row, ctx, carried(ctx.request.GET), picks=picks)

    def link(self, row: Ticket, ctx: Context) -> str:
        return row.get_absolute_url() + carried(ctx.request.GET)

    def views_of(self, actor: Actor) -> list[View]:
        """Every house's and those that the actor and their teams keep, as the actor has set them out. Two queries."""
        tabs = self._tabs_of(actor)
        kept = prepared("tickets.views", SavedView.objects.on_tabs_of, person_id=actor.person_id) if actor.person_id else []
        found = [*self.views, *(_kept(one, can_edit=one.is_edited_by(actor)) for one in kept)]
        if tabs:
            places = {name: place for place, name in enumerate(tabs.order)}
            found.sort(key=lambda view: places.get(view.name, len(places)))
            found = [replace(view, is_hidden=view.name in tabs.hidden) for view in found]
        return _with_keys(found)

    def default_view(self, actor: Actor) -> str:
        tabs = self._tabs_of(actor)
        return tabs.opens if tabs else ""

    def filtering(self, query: str) -> str:
        return _with_query(reverse("tickets:filter"), query)

    def saving(self, query: str) -> str:
        return _with_query(reverse("tickets:add_view"), query)

    def arranging(self) -> str:
        return reverse("tickets:views")

    def _tabs_of(self, actor: Actor) -> Tabs | None:
        if self._tabs is None:
            self._tabs = [next(iter(prepared("tickets.tabs", _tabs_of, person=actor.person_id or 0)), None)]
        return self._tabs[0]

    #: What was read of the actor's tabs, for the page of one request.
    _tabs: list[Tabs | None] | None = None


def _tabs_of(person: int) -> QuerySet[Tabs]:
    return Tabs.objects.filter(person=person)


def _kept(view: SavedView, *, can_edit: bool) -> View:
    return View(
        view.key,
        view.name,
        lambda rows, actor: narrowed_by(rows, ALL, view.conditions, actor),
        sort=view.sort,
        layout=view.layout,
        columns=tuple(view.columns),
        edit_url=reverse("tickets:edit_view", args=[view.pk]) if can_edit else "",
        stamp=view.version,
    )


def _with_keys(views: list[View]) -> list[View]:
    """The first nine tabs without a letter of their own get g 1 to g 9."""
    digits = iter("123456789")
    return [
        view if view.keys or view.is_hidden else replace(view, keys=f"g {digit}" if (digit := next(digits, "")) else "") for view in views
    ]


def _with_query(url: str, query: str) -> str:
    return f"{url}?{query}" if query else url


#: What of a list's address goes with a ticket that is opened from it, so that the column beside it is the same list.
CARRIED = ("view", "sort", "words", "after", "before", *(name for one in CONDITIONS for name in (one.name, NOT + one.name)))


def carried(given: QueryDict) -> str:
    """The query string that leads from a list to a ticket and back."""
    words = QueryDict(mutable=True)
    for name in CARRIED:
        if values := [value for value in given.getlist(name) if value][:MOST_VALUES]:
            words.setlist(name, values)
    return f"?{words.urlencode()}" if words else ""


def queue_row(ticket: Ticket, ctx: Context, query: str, *, picks: bool, current: bool = False) -> SafeString:
    record = ticket.record
    named = [record.requester, record.organisation, ticket.category]
    told: Said | None = (ctx.extra or {}).get(ticket.pk)
    marked = (ctx.extra or {}).get(("mark", ticket.pk), "")
    about = format_html("{} {} {}", marked, _state(ticket), format_html_join(" · ", "{}", ((name,) for name in named if name)))
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
    return mark_safe("") if ticket.state == State.IN_PROGRESS else state_pill(ticket)


def state_pill(ticket: Ticket) -> SafeString:
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


class SavedViews(ListPage):
    """For programs: people have them as tabs."""

    name = "tickets.views"
    heading = gettext_lazy("Views")
    columns = (Column("name", gettext_lazy("Name"), lambda row: row.name, main=True),)
    sorts = (Sort("name", gettext_lazy("Name"), ("name", "pk")),)
