"""A maildir on this machine: messages lie in new/ until we have them, then in cur/, where mail programs find them as read."""

import os
from collections.abc import Iterator
from pathlib import Path

from vakdesk.mailroom.transport.imap import BATCH_BYTES, BATCH_MESSAGES
from vakdesk.mailroom.transport.kinds import Afterwards, Fault, Trouble


def waiting(folder: Path) -> Iterator[list[Path]]:
    """The messages in new/, oldest first, at most 50 and about 20 MB at once; a larger one comes alone. Raises Trouble."""
    try:
        require_maildir(folder)
        found = sorted(
            (entry.stat().st_mtime_ns, entry.name, entry.stat().st_size) for entry in os.scandir(folder / "new") if entry.is_file()
        )
    except OSError as fault:
        raise Trouble(Fault.PATH, fault.strerror or "") from None
    batch: list[Path] = []
    filled = 0
    for _at, name, size in found:
        if batch and (len(batch) == BATCH_MESSAGES or filled + size > BATCH_BYTES):
            yield batch
            batch, filled = [], 0
        batch.append(folder / "new" / name)
        filled += size
    if batch:
        yield batch


def require_maildir(folder: Path) -> None:
    """Raises Trouble unless this is a maildir whose messages we may move."""
    if not all((folder / part).is_dir() for part in ("new", "cur", "tmp")) or not os.access(folder / "new", os.R_OK | os.W_OK | os.X_OK):
        raise Trouble(Fault.PATH)


def tell(path: Path, afterwards: str) -> None:
    """The message is done with: in cur/ and marked as read, or gone. Doing it twice changes nothing."""
    if afterwards == Afterwards.DELETE:
        path.unlink(missing_ok=True)
        return
    try:
        path.rename(path.parent.parent / "cur" / f"{path.name.partition(':')[0]}:2,S")
    except FileNotFoundError:
        return  # told before
