"""A list as CSV that a spreadsheet opens without running anything in it."""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone

from vakdesk.kit import clock
from vakdesk.ui.lists.page import Shown

#: A spreadsheet takes what begins with these for a formula: also behind spaces, also their full-width forms, and
#: also after ";", tab or a line end, where a reader with another separator would begin a new cell.
_FORMULA = re.compile(r"(^|[;\t\r\n])(?=[\s\0]*[=+\-@\t\r\n＝＋－＠])")
BYTE_ORDER_MARK = "\ufeff"


class _Line:
    """What csv.writer writes to: it answers the line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def harmless(value: Any) -> Any:
    """Text that would begin a formula gets an apostrophe in front; numbers stay numbers."""
    return _FORMULA.sub(r"\1'", value) if isinstance(value, str) else value


def csv_line(values: Iterable[Any]) -> str:
    """One line as RFC 4180, every text harmless."""
    writer = csv.writer(_Line(), quoting=csv.QUOTE_NONNUMERIC)
    return writer.writerow([harmless(value) for value in values])  # type: ignore[return-value]


def export(shown: Shown) -> StreamingHttpResponse:
    """All rows of the view and filters chosen, as RFC 4180 with a byte order mark, so that Excel reads accents."""
    name = f"{shown.page.name.replace('.', '-')}-{timezone.localtime(clock.now()):%Y-%m-%d}.csv"
    response = StreamingHttpResponse(_lines(shown), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _lines(shown: Shown) -> Iterator[str]:
    columns = shown.exported
    yield BYTE_ORDER_MARK + csv_line(str(column.label) for column in columns)
    for row in shown.narrowed.order_by(*shown.keys).iterator(chunk_size=2000):
        yield csv_line(column.plain(row) for column in columns)
