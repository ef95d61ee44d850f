"""The head digests handed outside the database, so that a truncated or replaced end of a book is found too."""

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from vakdesk.kit import clock
from vakdesk.kit.timetable import every
from vakdesk.logbook.chain import moment_text
from vakdesk.logbook.models import Head


def heads_file() -> Path:
    """One JSON line per kept head. Copy it to another machine, print it, or mail it: it is small and holds no names."""
    return Path(settings.DATA) / "logbook-heads.jsonl"


def kept_heads() -> list[dict[str, Any]]:
    path = heads_file()
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


@every(timedelta(hours=1), name="logbook.keep_heads")
def keep_heads() -> None:
    """The present head of every book stands in the heads file, synced to disk. Heads that did not move add no line."""
    last = {line["book"]: line["position"] for line in kept_heads()}
    moved = [head for head in Head.objects.order_by("book") if head.position != last.get(head.book, 0)]
    if not moved:
        return
    with heads_file().open("a") as kept:
        for head in moved:
            kept.write(
                json.dumps({"book": head.book, "position": head.position, "digest": head.digest, "at": moment_text(clock.now())}) + "\n"
            )
        kept.flush()
        os.fsync(kept.fileno())
