"""What a list shows of a row, and in which orders it can stand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from vakdesk.kit.errors import Sentence
from vakdesk.ui.components import moment

if TYPE_CHECKING:
    from vakdesk.ui.lists.page import Context


@dataclass(frozen=True)
class Sort:
    """An order the person can choose. `keys` are NOT NULL field paths, "-" for descending; the primary key is added."""

    name: str
    label: Sentence
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """`value(row)` is the plain value, exported as it is; `cell(row, ctx)` draws it where plain text will not do.

    `sort` is a NOT NULL field path that the heading sorts by. `kind` is "text", "reference", "number", "state" or
    "quiet". `main` marks the column that a phone shows as the row's title, `link` the one that opens the row.
    """

    name: str
    label: Sentence
    value: Callable[[Any], Any]
    cell: "Callable[[Any, Context], Any] | None" = None
    sort: str = ""
    kind: str = "text"
    main: bool = False
    link: bool = False
    exported: bool = True
    #: What is to be fetched with the rows (prefetch paths), where this column is shown or exported.
    fetches: tuple[str, ...] = ()

    def html(self, row: Any, ctx: "Context") -> SafeString:
        """The cell's content, escaped unless `cell` marked it safe."""
        value = self.cell(row, ctx) if self.cell else self.value(row)
        if value is None:
            return mark_safe("")
        if isinstance(value, datetime):
            return moment(value)
        return conditional_escape(value)

    def plain(self, row: Any) -> Any:
        """The value for an export: numbers as numbers, moments in the reader's zone, all else as text."""
        value = self.value(row)
        if isinstance(value, datetime):
            return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")
        if isinstance(value, date):
            return value.isoformat()
        return value if isinstance(value, int | float) else "" if value is None else str(value)
