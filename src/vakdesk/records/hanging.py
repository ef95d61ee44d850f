"""What hangs on a record at all: one statement asks for every kind, so the page of a plain record asks for none of them.

It only spares questions. Whoever is shown something asks for it with `visible_to`, as ever.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet

from vakdesk.kit.prepared import prepared_kinds
from vakdesk.kit.registry import Registry
from vakdesk.logbook.act import acts_done
from vakdesk.records.models import Link, Record, Share, Tag, Watcher


@dataclass(frozen=True, eq=False)
class Hanging:
    """A kind of thing, changed by acts alone; `on(record)` are those on the record, or at least these."""

    name: str
    on: Callable[[int], QuerySet[Any]]
    registry: ClassVar[Registry["Hanging"]] = Registry("kind that hangs on records")

    def __post_init__(self) -> None:
        self.registry.add(self)


TAGS = Hanging("tags", lambda record: Tag.objects.filter(records=record))
WATCHERS = Hanging("watchers", lambda record: Watcher.objects.filter(record=record))
SHARES = Hanging("shares", lambda record: Share.objects.filter(record=record))
LINKS_OUT = Hanging("links out", lambda record: Link.objects.filter(source=record))
LINKS_IN = Hanging("links in", lambda record: Link.objects.filter(target=record))


def hangs(record: Record, *kinds: Hanging) -> bool:
    """Whether there is anything of these kinds. Asked once of a record that was read, and again after an act."""
    done = acts_done()
    if (known := record.__dict__.get("_hanging")) is None or known[0] != done:
        found = prepared_kinds("records.hanging", {one.name: one.on for one in Hanging.registry}, record=record.pk)
        known = record.__dict__["_hanging"] = (done, found)
    return any(one.name in known[1] for one in kinds)
