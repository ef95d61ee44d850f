"""Event logs in XES (IEEE 1849): traces with events, each with typed attributes. Streams; never more than one trace in memory."""

from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _

from vakdesk.history.reading.cases import LONGEST_VALUE, MOST_STEPS, Row, Skipped
from vakdesk.history.reading.opening import DAMAGED
from vakdesk.kit.errors import Refused

CHUNK_BYTES = 1 << 16
NUMBER = "concept:name"
VALUES = ("string", "date", "int", "float", "boolean", "id")


class _Handler:
    """Collects the attributes of the trace and event at hand. Attributes of attributes, and of the log itself, are passed over."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.done: list[Row | Skipped] = []
        self.path: list[str] = []
        self.trace: dict[str, str] = {}
        self.event: dict[str, str] = {}
        self.events: list[tuple[int, dict[str, str]]] = []
        self.line = 0

    def doctype(self, *_told: object) -> None:
        raise Refused(_("The file declares a document type, which no event log needs. It is not read."))

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        inside = self.path[-1] if self.path else ""
        self.path.append(tag)
        if tag == "log" and len(self.path) == 1:
            return
        if len(self.path) == 1:
            raise Refused(_("This is no event log: it begins with <%(tag)s>, not with <log>.") % {"tag": tag[:40]})
        if tag == "trace":
            self.trace, self.events, self.line = {}, [], self.parser.CurrentLineNumber
        elif tag == "event":
            self.event, self.line = {}, self.parser.CurrentLineNumber
        elif tag in VALUES and inside in ("trace", "event") and "key" in attributes:
            target = self.event if inside == "event" else self.trace
            target[attributes["key"]] = attributes.get("value", "")[:LONGEST_VALUE]

    def end(self, tag: str) -> None:
        self.path.pop()
        tag = tag.rpartition(":")[2]
        if tag == "event" and len(self.events) < MOST_STEPS:
            self.events.append((self.line, self.event))
        elif tag == "event":
            self.done.append(Skipped(self.line, _("This trace has more events than a ticket can have.")))
        elif tag == "trace":
            number = self.trace.get(NUMBER, "").strip()
            for line, event in self.events:
                case = number or event.get(f"case:{NUMBER}", "").strip()
                values = {f"case:{key}": value for key, value in self.trace.items()} | event
                self.done.append(Row(line, case, values) if case else Skipped(line, _("The trace has no number (concept:name).")))
            if not self.events:
                self.done.append(Skipped(self.line, _("The trace holds no events.")))

    def taken(self) -> list[Row | Skipped]:
        found, self.done = self.done, []
        return found


def read(stream: BinaryIO) -> Iterator[Row | Skipped]:
    """The events in the order of the file, those of a trace together. What stands before a damaged place is handed on all the same."""
    handler = _Handler()
    try:
        while chunk := stream.read(CHUNK_BYTES):
            handler.parser.Parse(chunk, False)
            yield from handler.taken()
        handler.parser.Parse(b"", True)
    except (expat.ExpatError, *DAMAGED):
        yield from handler.taken()
        line = handler.parser.CurrentLineNumber
        if not handler.path and line <= 1:
            raise Refused(_("This is no event log: it is not XML.")) from None
        yield Skipped(line, _("The file is damaged from here on; nothing after this line was read."))
        return
    yield from handler.taken()
