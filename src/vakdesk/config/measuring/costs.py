"""What it costs, read from the system: processor time and memory of the processes that serve, of the database, and work done by it."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import connection

from vakdesk.kit.errors import require

TICKS = os.sysconf("SC_CLK_TCK")


def require_linux() -> None:
    require(Path("/proc/self/smaps_rollup").exists(), "this bench reads /proc, which only Linux has.")


def processor_ms(pids: Iterable[int]) -> float:
    """Milliseconds that these processes have computed, in their own code and in the system's for them."""
    return sum(_ticks(pid) for pid in pids) / TICKS * 1000


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:  # it ended since it was listed
        return 0
    return int(fields[11]) + int(fields[12])


def family_of(pid: int) -> list[int]:
    """The process and all it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family_of(int(child)))]


def database_processes() -> list[int]:
    """PostgreSQL's processes that serve our database; none for SQLite, which computes within ours."""
    if connection.vendor != "postgresql":
        return []
    name = f" {settings.DATABASES['default']['NAME']} "
    return [pid for pid in _all() if (line := _command(pid)).startswith("postgres:") and name in f"{line} "]


def _all() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def shared_memory_mb(pids: Iterable[int]) -> float:
    """Proportional set size: what they hold, what several share divided among them."""
    found = 0
    for pid in pids:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        if size := re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE):
            found += int(size[1])
    return found / 1024
