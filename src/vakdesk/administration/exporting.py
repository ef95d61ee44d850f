"""The narrowed logbook as a file, streamed: a table to read, or the entries exactly as they are chained."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from django.http import StreamingHttpResponse
from django.utils import timezone

from vakdesk.kit import clock
from vakdesk.kit.text import canonical
from vakdesk.logbook.export import row_of
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.ui.lists.exporting import BYTE_ORDER_MARK, csv_line
from vakdesk.ui.lists.page import Shown

AT_ONCE = 500
HEADINGS = (
    "book",
    "position",
    "recorded",
    "happened",
    "who",
    "what",
    "verb",
    "about",
    "reference",
    "door",
    "request",
    "cause",
    "facts",
    "digest",
)


def as_csv(shown: Shown) -> StreamingHttpResponse:
    """A line per entry, in sentences, with its facts as JSON; harmless in a spreadsheet."""
    return _file(_table(_entries(shown)), "csv", "text/csv; charset=utf-8")


def as_json_lines(shown: Shown) -> StreamingHttpResponse:
    """A JSON object per entry with all that its digest covers, as `vakdesk logbook export` writes it."""
    rows = (json.dumps(row_of(entry), ensure_ascii=False) + "\n" for entry in _entries(shown))
    return _file(rows, "jsonl", "application/jsonl; charset=utf-8")


def _entries(shown: Shown) -> Iterator[Entry]:
    return shown.narrowed.order_by(*shown.keys).iterator(chunk_size=2000)


def _table(entries: Iterator[Entry]) -> Iterator[str]:
    yield BYTE_ORDER_MARK + csv_line(HEADINGS)
    while some := list(islice(entries, AT_ONCE)):
        for line in lines(some):
            entry = line.entry
            moments = (f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}" for at in (entry.at, entry.happened_at))
            about = (f"{entry.subject_type} {entry.subject_id}", entry.subject_reference, str(entry.get_door_display()))
            rest = (str(entry.correlation), entry.cause or "", canonical(entry.facts), entry.digest)
            yield csv_line((entry.book, entry.position, *moments, line.actor, line.sentence, entry.verb, *about, *rest))


def _file(pieces: Iterable[str], ending: str, content_type: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="logbook-{timezone.localtime(clock.now()):%Y-%m-%d}.{ending}"'
    response["Cache-Control"] = "no-store"
    return response
