"""A list as a room declares it: a subclass of ListPage, without a line of HTML."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest, QueryDict, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.kit import clock
from vakdesk.kit.errors import Sentence
from vakdesk.logbook.remembering import Memory
from vakdesk.ui.lists.columns import Column, Sort
from vakdesk.ui.lists.conditions import NOT, Chip, Condition, chips, cleaned, narrowed_by
from vakdesk.ui.lists.counting import counts, in_words
from vakdesk.ui.lists.filters import Choice, Filter
from vakdesk.ui.lists.paging import Slice, slice_of
from vakdesk.ui.lists.rows import table_row

Answer = TypeVar("Answer")
#: Pages and counts of lists that a process keeps, and for how long at most.
KEPT_AT_MOST, HOLDS_SECONDS = 128, 10
FILTERS_HOLD_SECONDS = 60
_memory, _forms = Memory(KEPT_AT_MOST), Memory(KEPT_AT_MOST)
FILTERS_IN_A_ROW = 3  # as many as fit beside the navigation of a small laptop


@dataclass(frozen=True)
class View:
    """A tab above the list. `narrow(rows, actor)` says what belongs in it, `sort` its order unless another is chosen.

    `layout` and `columns` (names of columns, in their order) say how it is drawn unless otherwise chosen; `keys` is its
    shortcut; `edit_url` where the reader may change it; `is_hidden` that it has no tab, only an address. `stamp` differs
    whenever what it asks for does.
    """

    name: str
    label: Sentence
    narrow: Callable[[QuerySet[Any], Actor], QuerySet[Any]]
    counted: bool = True
    sort: str = ""
    layout: str = ""
    columns: tuple[str, ...] = ()
    keys: str = ""
    edit_url: str = ""
    is_hidden: bool = False
    stamp: int = 0


@dataclass(frozen=True)
class Bulk:
    """An act on all selected rows: a button that posts their keys as `pick` to `url`. `keys` is its shortcut; `folded` acts
    stand in a menu."""

    name: str
    label: Sentence
    url: Callable[[], str]
    icon: str
    permission: Permission | None = None
    keys: str = ""
    folded: bool = False


@dataclass(frozen=True)
class Download:
    """A file a list is offered as besides CSV, or in place of it (name "csv"): `write(shown)` answers the response."""

    name: str
    label: Sentence
    write: "Callable[[Shown], StreamingHttpResponse]"


@dataclass(frozen=True)
class Empty:
    """What an empty list says: what belongs here, how it gets here, and the button that starts it for those who may."""

    title: Sentence
    text: Sentence = ""
    icon: str = "inbox"
    button: Sentence = ""
    url: Callable[[], str] | None = None
    permission: Permission | None = None


@dataclass(frozen=True)
class Context:
    """What drawing a row may need, computed once per page. `extra` is what `prepare()` answered."""

    request: HttpRequest
    actor: Actor
    now: datetime
    extra: Any = None


class ListPage:
    """Subclass and set what differs. `name` is unique in the house and ends in the exported file's name.

    `layout` is "table" (columns under headings) or "rows" (`row()` draws two-line rows); `template` may extend
    ui/list/page.html to put the list into another shell.
    """

    name: ClassVar[str]
    heading: ClassVar[Sentence]
    intro: ClassVar[Sentence] = ""
    columns: ClassVar[Sequence[Column]] = ()
    sorts: ClassVar[Sequence[Sort]] = ()
    filters: ClassVar[Sequence[Filter]] = ()
    #: What else it can be narrowed by, in any combination; asked for on the page at `filtering()`.
    conditions: ClassVar[Sequence[Condition]] = ()
    views: ClassVar[Sequence[View]] = ()
    bulk: ClassVar[Sequence[Bulk]] = ()
    #: Whether its acts can be done to all that match, also beyond the page: `all` and `query` are posted with them.
    takes_all: ClassVar[bool] = False
    empty: ClassVar[Empty] = Empty(_("Nothing here yet"))
    #: Shown instead of `empty` when a filter is set.
    nothing_found: ClassVar[Empty] = Empty(_("Nothing matches"), _("Take a filter away, or search for something else."), "search-x")
    size: ClassVar[int] = 50
    layout: ClassVar[str] = "table"
    #: Layouts the reader may choose from besides.
    layouts: ClassVar[Sequence[str]] = ()
    #: The columns of a table that shows no chosen ones; all where there are none.
    usual_columns: ClassVar[Sequence[str]] = ()
    #: What sort keys that are no field stand for; never null.
    computed: ClassVar[dict[str, Combinable]] = {}
    template: ClassVar[str] = "ui/list/page.html"
    exports: ClassVar[bool] = True
    #: Its own files; `exports` adds the plain CSV of its columns.
    downloads: ClassVar[Sequence[Download]] = ()
    #: Whether rows, and what `narrow` makes of them, change by acts only. Then a page that was just read is not read again.
    changes_by_acts: ClassVar[bool] = False

    def address(self, row: Any) -> str:
        """Where a row opens; "" when it does not."""
        found = getattr(row, "get_absolute_url", None)
        return found() if found else ""

    def link(self, row: Any, ctx: Context) -> str:
        """Where a row of a table leads from this very list."""
        return self.address(row)

    def views_of(self, actor: Actor) -> Sequence[View]:
        """The views this actor has, in the order of their tabs."""
        return self.views

    def filtering(self, query: str) -> str:
        """The page that asks for conditions, beginning with those of the query; "" without one."""
        return ""

    def saving(self, query: str) -> str:
        """The page that keeps the list as it is shown as a view; "" without one."""
        return ""

    def arranging(self) -> str:
        """The page where the reader sets out the tabs; "" without one."""
        return ""

    def prepare(self, rows: list[Any], actor: Actor) -> Any:
        """Whatever rows of one page need together, fetched once; reaches cells as `ctx.extra`."""
        return None

    def row(self, row: Any, ctx: Context, *, picks: bool) -> SafeString:
        """One row as HTML. Lists of layout "rows" override this with `work_row(...)`."""
        return table_row(self, row, ctx, picks=picks, columns=self.usual)

    @cached_property
    def usual(self) -> list[Column]:
        """What a table shows where no view has chosen columns."""
        known = {column.name: column for column in self.columns}
        return [known[name] for name in self.usual_columns] or list(self.columns)

    def default_view(self, actor: Actor) -> str:
        """The view shown when the address names none; "" for the first."""
        return ""

    @cached_property
    def sortable(self) -> dict[str, tuple[str, ...]]:
        """Every value `sort` may have in the address, with its keys."""
        named = {sort.name: sort.keys for sort in self.sorts}
        by_heading = {column.name: (column.sort,) for column in self.columns if column.sort}
        both = {f"-{name}": tuple(key[1:] if key.startswith("-") else f"-{key}" for key in keys) for name, keys in by_heading.items()}
        return named | by_heading | both

    def keys_for(self, sort: str) -> tuple[str, ...]:
        """The keys of the chosen order, else of the first one, ending in the primary key."""
        keys = self.sortable.get(sort) or (next(iter(self.sortable.values())) if self.sortable else ("-pk",))
        if keys[-1].lstrip("-") == "pk":
            return keys
        return (*keys, "-pk" if keys[-1].startswith("-") else "pk")


class Shown:
    """One page of a list for one request: what the templates read. `query` is read in place of the request's own."""

    def __init__(self, request: HttpRequest, page: ListPage, rows: QuerySet[Any], query: QueryDict | None = None) -> None:
        self.request, self.page, self.all_rows = request, page, rows
        self.query = request.GET if query is None else query
        self.actor: Actor = request.actor
        self.given = {name: value for name, value in self.query.items() if value}

    @cached_property
    def asked(self) -> dict[str, list[str]]:
        """The conditions in the address."""
        return cleaned(self.page.conditions, dict(self.query.lists())) if self.page.conditions else {}

    @cached_property
    def views(self) -> Sequence[View]:
        return self.page.views_of(self.actor)

    @cached_property
    def view(self) -> View | None:
        wanted = self.given.get("view") or self.page.default_view(self.actor)
        seen = (view for view in self.views if not view.is_hidden)
        return next((view for view in self.views if view.name == wanted), None) or next(seen, None)

    @property
    def is_view_missing(self) -> bool:
        """Whether the address names a view that this reader does not have."""
        return "view" in self.given and all(view.name != self.given["view"] for view in self.views)

    @cached_property
    def tabs(self) -> list[dict[str, Any]]:
        """The views with their counts, which stop at 999."""
        seen = [view for view in self.views if not view.is_hidden or view is self.view]
        with_number = [view for view in seen if view.counted]
        found = self._remembered(
            ("counts", *((view.name, view.stamp) for view in with_number)),
            lambda: counts([view.narrow(self.all_rows, self.actor) for view in with_number]),
        )
        numbers = dict(zip((view.name for view in with_number), found, strict=True))
        return [
            {
                "view": view,
                "current": view is self.view,
                "count": in_words(numbers[view.name]) if view.name in numbers else "",
                "url": self.url(view=view.name, without=("after", "before", "sort", "layout")),
            }
            for view in seen
        ]

    def slice(self) -> Slice:
        """The rows of the page that the address asks for, and what they need together."""
        after, before = self.given.get("after", ""), self.given.get("before", "")
        return self._remembered(
            ("slice", *self._told), lambda: slice_of(self.narrowed, self.keys, size=self.page.size, after=after, before=before)
        )

    @property
    def _told(self) -> tuple[Hashable, ...]:
        """Everything that the rows of this page follow from, besides who reads and what happened."""
        view = (self.view.name, self.view.stamp) if self.view else ()
        return (view, *sorted((name, tuple(values)) for name, values in self.query.lists()))

    def _remembered(self, what: tuple[Hashable, ...], ask: Callable[[], Answer]) -> Answer:
        """For lists whose rows change by acts alone, until the next act of anybody; and not for long, since shares end by themselves."""
        if not self.page.changes_by_acts:
            return ask()
        key = (self.page.name, self.actor.person_id, self.actor.grants, what)
        return _memory.of(key, ask, seconds=HOLDS_SECONDS)

    @cached_property
    def narrowed(self) -> QuerySet[Any]:
        rows = self.view.narrow(self.all_rows, self.actor) if self.view else self.all_rows
        for one in self.page.filters:
            if one.name in self.given:
                rows = one.narrow(rows, self.given[one.name], self.actor)
        rows = narrowed_by(rows, self.page.conditions, self.asked, self.actor)
        sorted_by = {key.lstrip("-") for key in self.keys}
        rows = rows.annotate(**{name: value for name, value in self.page.computed.items() if name in sorted_by})
        drawn = self.exported if "format" in self.given else self.columns if self.layout == "table" else []
        return rows.prefetch_related(*(path for column in drawn for path in column.fetches))

    @property
    def layout(self) -> str:
        wanted = self.given.get("layout", "")
        return wanted if wanted in self.page.layouts else (self.view.layout if self.view else "") or self.page.layout

    @property
    def other_layouts(self) -> list[tuple[str, str]]:
        """The layouts that can be chosen instead, each with its address."""
        return [(name, self.url(layout=name)) for name in self.page.layouts if name != self.layout]

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of a table, as the view has chosen them."""
        wanted = self.view.columns if self.view else ()
        known = {column.name: column for column in self.page.columns}
        return [known[name] for name in wanted if name in known] or self.page.usual

    @property
    def exported(self) -> list[Column]:
        """The columns of a file: those a view has chosen, else all."""
        chosen = self.columns if self.view and self.view.columns else self.page.columns
        return [column for column in chosen if column.exported]

    @cached_property
    def chips(self) -> list[Chip]:
        """The conditions in words, each with the list without it."""
        return chips(self.page.conditions, self.asked, self.actor, lambda name: self.url(without=(name, "after", "before")))

    @property
    def named_sorts(self) -> set[str]:
        return {sort.name for sort in self.page.sorts}

    @property
    def matching(self) -> str:
        """How many rows there are on all pages, where a tab has counted them."""
        return "" if self.is_filtered else next((tab["count"] for tab in self.tabs if tab["current"]), "")

    @property
    def matching_query(self) -> str:
        """What an act on all that match reads: the view by its name, for it may not be in the address."""
        query = self.query.copy()
        for name in ("after", "before", "format"):
            query.pop(name, None)
        if self.view:
            query["view"] = self.view.name
        return query.urlencode()

    @property
    def filtering(self) -> str:
        return self.page.filtering(self.matching_query)

    @property
    def saving(self) -> str:
        return self.page.saving(self.matching_query)

    @property
    def sort(self) -> str:
        wanted = self.given.get("sort", "")
        usual = (self.view.sort if self.view else "") or next(iter(self.page.sortable), "")
        return wanted if wanted in self.page.sortable else usual

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return self.page.keys_for(self.sort)

    @cached_property
    def controls(self) -> list[dict[str, Any]]:
        """Filters with what was chosen."""
        return [{"filter": one, "given": self.given.get(one.name, ""), "options": self._options(one)} for one in self.page.filters]

    @property
    def at_hand(self) -> list[dict[str, Any]]:
        """Filters that are always seen: where there are many, those that ask for words."""
        return [one for one in self.controls if one not in self.folded]

    @cached_property
    def folded(self) -> list[dict[str, Any]]:
        """Filters that would need a second row, behind one button."""
        if len(self.controls) <= FILTERS_IN_A_ROW:
            return []
        return [one for one in self.controls if isinstance(one["filter"], Choice)]

    @property
    def is_unfolded(self) -> bool:
        return any(one["given"] for one in self.folded)

    def _options(self, one: Filter) -> Iterable[tuple[str, Sentence]]:
        offered = getattr(one, "options", None)
        return [(str(value), label) for value, label in offered(self.actor)] if offered else []

    @property
    def is_filtered(self) -> bool:
        return bool(self.asked) or any(one.name in self.given for one in self.page.filters)

    @property
    def cleared(self) -> str:
        """This list's address without its filters."""
        asked = [name for one in self.page.conditions for name in (one.name, NOT + one.name)]
        return self.url(without=[*(one.name for one in self.page.filters), *asked, "after", "before"])

    @cached_property
    def bulk(self) -> list[Bulk]:
        return [one for one in self.page.bulk if one.permission is None or self.actor.may(one.permission)]

    @property
    def has_folded_bulk(self) -> bool:
        return any(one.folded for one in self.bulk)

    @cached_property
    def context(self) -> Context:
        return Context(self.request, self.actor, clock.now())

    @property
    def empty(self) -> Empty:
        found = self.page.nothing_found if self.is_filtered else self.page.empty
        return found if found.permission is None or self.actor.may(found.permission) else replace(found, button="")

    def headings(self) -> list[dict[str, Any]]:
        """Column headings with the address that sorts by them, and how they are sorted now."""
        found = []
        for column in self.columns:
            down = self.sort == f"-{column.name}"
            sorted_now = "descending" if down else "ascending" if self.sort == column.name else ""
            turn = f"-{column.name}" if sorted_now == "ascending" else column.name
            found.append(
                {"column": column, "sorted": sorted_now, "url": self.url(sort=turn, without=("after", "before")) if column.sort else ""}
            )
        return found

    @cached_property
    def downloads(self) -> list[tuple[Sentence, str]]:
        """What the narrowed list can be saved as, each with its address."""
        plain: list[tuple[str, Sentence]] = [("csv", _("Download as CSV"))] if self.page.exports else []
        offered = plain + [(one.name, one.label) for one in self.page.downloads]
        return [(label, self.url(format=name, without=("after", "before"))) for name, label in offered]

    @property
    def filters_drawn(self) -> SafeString:
        """The filters' form. Drawn again when something that one of them offers has changed."""
        given = tuple((one.name, self.given[one.name]) for one in self.page.filters if one.name in self.given)
        key = (self.page.name, self.request.path, get_language(), self.actor.person_id, self.actor.grants, given, *self.carried_by_filters)
        offered = [getattr(one, "offers", None) for one in self.page.filters]
        changed_by = None if None in offered else {thing for things in offered if things for thing in things}
        return _forms.of(key, self._draw_filters, of=changed_by, seconds=FILTERS_HOLD_SECONDS)

    def _draw_filters(self) -> SafeString:
        return render_to_string("ui/list/_filters.html", {"list": self, "request": self.request})

    @property
    def carried_by_filters(self) -> list[tuple[str, str]]:
        """What the filters' form must send along so that choosing one forgets neither view nor order."""
        kept = [(name, self.given[name]) for name in ("view", "sort", "layout") if name in self.given]
        return kept + [(name, value) for name, values in self.asked.items() for value in values]

    @property
    def carried_by_order(self) -> list[tuple[str, str]]:
        """What the order's form must send along: view and filters."""
        gone = ("sort", "after", "before", "format")
        return [(name, value) for name, values in self.query.lists() if name not in gone for value in values if value]

    def url(self, *, without: Sequence[str] = (), **changed: str) -> str:
        """This list's address with some words changed."""
        query = self.query.copy()
        for name in without:
            query.pop(name, None)
        for name, value in changed.items():
            query[name] = value
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    def prepared(self, rows: list[Any]) -> Context:
        """What drawing these rows needs."""
        extra = self._remembered(("prepared", *self._told), lambda: self.page.prepare(rows, self.actor))
        return Context(self.request, self.actor, self.context.now, extra)

    def drawn(self, rows: list[Model]) -> SafeString:
        """All rows of the page in one string."""
        picks = bool(self.bulk)
        return mark_safe("".join(self.drawn_rows(rows, lambda row, ctx: self._row(row, ctx, picks=picks), self.request.path)))

    def _row(self, row: Any, ctx: Context, *, picks: bool) -> SafeString:
        if self.layout == self.page.layout and not (self.view and self.view.columns and self.layout == "table"):
            return self.page.row(row, ctx, picks=picks)
        return table_row(self.page, row, ctx, picks=picks, columns=self.columns)

    def drawn_rows(self, rows: list[Any], draw: Callable[[Any, Context], SafeString], how: str) -> list[SafeString]:
        """Each row as `draw` draws it; `how` tells one way of drawing from another, and the page where rows differ from page to page."""
        here = (how, get_language(), get_current_timezone_name())
        ctx = self.prepared(rows)
        return self._remembered(("drawn", here, *self._told), lambda: [draw(row, ctx) for row in rows])


def counted(rows: QuerySet[Any]) -> str:
    """How many, exactly up to COUNTED_TO."""
    return in_words(counts([rows])[0])
