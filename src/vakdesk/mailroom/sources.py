"""Where mail lies in files: single messages, folders of them, maildirs, mbox files. Which messages are there?

A file that is named is a message. Of a folder, those files count that are in a maildir, are called .eml, or begin like mail.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vakdesk.mailroom.parsing import Letter, parse

#: The line between two messages of an mbox: "From sender Mon Nov  2 09:15:00 2026", after a blank line.
_BETWEEN = re.compile(rb"^From \S.*\b\d{1,2}:\d{2}(:\d{2})?\b.*\b\d{4}\b")
_QUOTED_FROM = re.compile(rb"^>(?=>*From )")  # how an mbox keeps lines that begin so
_HEAD = 64 * 1024  # enough of a file to see whether it begins like mail


@dataclass(frozen=True)
class Found:
    """A file that holds mail, and its size."""

    path: Path
    size_bytes: int


def files_in(path: Path) -> Iterator[Found]:
    """The files with mail at or below `path`, in a settled order."""
    if not path.is_dir():
        yield Found(path, path.stat().st_size)
        return
    for below in sorted(path.rglob("*")):
        if below.is_file() and _counts(below):
            yield Found(below, below.stat().st_size)


def _counts(path: Path) -> bool:
    if path.parent.name in {"cur", "new"} and (path.parent.parent / "cur").is_dir():
        return True
    if path.parent.name == "tmp" and (path.parent.parent / "cur").is_dir():
        return False  # a delivery to the maildir that was never finished
    if path.suffix.lower() == ".eml":
        return True
    with path.open("rb") as file:
        return isinstance(parse(file.read(_HEAD)), Letter)


def messages_in(path: Path) -> Iterator[bytes]:
    """The messages of one file, as bytes: several when it is an mbox."""
    with path.open("rb") as file:
        first = file.readline()
        if not _BETWEEN.match(first):
            yield first + file.read()
            return
        lines: list[bytes] = []
        after_blank = False
        for line in file:
            if after_blank and _BETWEEN.match(line):
                yield b"".join(lines[:-1])
                lines = []
            else:
                lines.append(_QUOTED_FROM.sub(b"", line))
            after_blank = not line.strip()
        yield b"".join(lines)
