"""Tables (CSV) as rows by heading, whatever their encoding and separator. Streams."""

import csv
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from typing import BinaryIO

from django.utils.translation import gettext as _

from vakdesk.history.reading.cases import LONGEST_VALUE, Row, Skipped
from vakdesk.history.reading.opening import DAMAGED
from vakdesk.kit.errors import require
from vakdesk.people.importing.reading import encoding_of

HEAD_BYTES = 1 << 20


def headings(text: TextIOWrapper, first: str) -> "tuple[list[str], Iterator[list[str]]]":
    """The names of the columns, and what reads the lines after them."""
    separator = max(";,\t|", key=first.count)
    csv.field_size_limit(LONGEST_VALUE)
    lines = csv.reader(text, delimiter=separator)
    return [name.strip() for name in next(csv.reader([first], delimiter=separator))], lines


def read(stream: BinaryIO, *, case: str, needed: "set[str]") -> Iterator[Row | Skipped]:
    """The rows in the order of the file; `case` is the column of the ticket's number. Refuses a file without the columns needed."""
    encoding = encoding_of(BytesIO(stream.read(HEAD_BYTES)))
    stream.seek(0)
    text = TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    first = text.readline(LONGEST_VALUE)
    require(first.strip(), _("The file is empty."))
    columns, lines = headings(text, first)
    missing = sorted(needed - set(columns))
    require(
        not missing,
        _("The file has no column %(missing)s. It has: %(columns)s.") % {"missing": ", ".join(missing), "columns": ", ".join(columns)},
    )
    line = 1
    while True:
        begins = line + 1
        try:
            values = next(lines)
        except StopIteration:
            break
        except (csv.Error, *DAMAGED):
            yield Skipped(begins, _("The file is damaged from here on; nothing after this line was read."))
            break
        line = lines.line_num + 1  # type: ignore[attr-defined]
        if not any(value.strip() for value in values):
            continue
        if len(values) != len(columns):
            told = {"found": len(values), "expected": len(columns)}
            yield Skipped(begins, _("The row has %(found)d values; the file has %(expected)d columns.") % told)
            continue
        row = dict(zip(columns, values, strict=True))
        number = row.get(case, "").strip()
        yield Row(begins, number, row) if number else Skipped(begins, _("The row names no ticket: %(column)s is empty.") % {"column": case})
    text.detach()
