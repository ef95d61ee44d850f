"""The logbook as JSON Lines, for an auditor who verifies it offline with tools/verify_logbook.py."""

import json
from pathlib import Path
from typing import Any

from vakdesk.logbook.chain import COVERED, moment_text
from vakdesk.logbook.models import Entry, Head
from vakdesk.logbook.verify import entries_up_to


def export(path: Path) -> int:
    """Writes every book's entries and heads to `path`, up to the heads as they stood when it began; answers how many entries."""
    count = 0
    heads = list(Head.objects.order_by("book"))
    with path.open("w", encoding="utf-8") as out:
        for head in heads:
            for entry in entries_up_to(head.book, head.position):
                out.write(json.dumps(row_of(entry), ensure_ascii=False) + "\n")
                count += 1
        for head in heads:
            out.write(json.dumps({"head": head.book, "position": head.position, "digest": head.digest}) + "\n")
    return count


def row_of(entry: Entry) -> dict[str, Any]:
    """All that the entry's digest covers, and what its seal covers where that has not been erased."""
    covered = {name: getattr(entry, name) for name in COVERED}
    covered["at"], covered["happened_at"] = moment_text(entry.at), moment_text(entry.happened_at)
    covered["correlation"] = str(entry.correlation)
    return covered | {"digest": entry.digest, "sealed": entry.sealed, "salt": entry.salt}
