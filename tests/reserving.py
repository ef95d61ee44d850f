"""Ports for servers that tests start: nobody else on this machine is given the same while the process lives."""

import fcntl
import os
import tempfile
from pathlib import Path
from typing import TextIO

from vakdesk.config.serve import is_free

#: Below those that the system takes by itself for connections to elsewhere.
FIRST, LAST = 20_000, 31_999
_held: list[TextIO] = []


def reserved_port() -> int:
    """A port of this machine on which nobody listens. Two tests at once never get the same: a lock on a file says whose it is."""
    folder = Path(tempfile.gettempdir(), f"vakdesk-ports-{os.getuid()}")
    many = LAST - FIRST + 1
    for step in range(many):
        port = FIRST + (os.getpid() * 37 + len(_held) + step) % many
        if file := held(folder / str(port)):
            if is_free("127.0.0.1", port):
                _held.append(file)
                return port
            file.close()
    raise AssertionError(f"every port from {FIRST} to {LAST} is taken")


def held(path: Path) -> TextIO | None:
    """The open file, which nobody else gets while it is open: so what it stands for is ours. None: it is somebody else's."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file
