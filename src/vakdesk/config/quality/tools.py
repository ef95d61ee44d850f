"""The programs that `check` runs, each in a process of its own, and the files they are run on."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
SOURCE = ROOT / "src" / "vakdesk"
Faults = Sequence[str]

STRICT_ROOMS = ("kit", "access", "logbook", "records")
TEXT_SUFFIXES = {".py", ".md", ".html", ".css", ".js", ".toml", ".txt", ".svg", ".po", ".json", ".yaml", ".sh", ".lock", ""}


class Missing(Exception):
    """What a check needs is not on this machine; the message says how to get it."""


def python(module: str, *words: str, **environment: str) -> Faults:
    """Runs `python -m module`; its output, by line, when it does not end well."""
    return program(sys.executable, "-m", module, *words, **environment)


def installed(script: str, *words: str) -> Faults:
    """Runs a program that was installed beside this Python and is no module."""
    return program(str(Path(sys.executable).parent / script), *words)


def program(*words: str, **environment: str) -> Faults:
    ended = subprocess.run(words, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False)
    if ended.returncode == 0:
        return []
    return (ended.stdout + ended.stderr).strip().splitlines() or [f"{words[0]} ended with status {ended.returncode}"]


def django(*words: str, **environment: str) -> Faults:
    return python("django", *words, DJANGO_SETTINGS_MODULE="vakdesk.config.settings", **environment)


@contextmanager
def scratch_data() -> Iterator[None]:
    """Whatever loads the settings meanwhile works in a folder that is thrown away, on SQLite."""
    with tempfile.TemporaryDirectory(prefix="vakdesk-check-") as folder:
        os.environ["VAKDESK_DATA"] = folder
        os.environ.pop("DATABASE_URL", None)
        yield


def text_files() -> list[Path]:
    """Every text file of the repository, without what is made or installed beside it."""
    found = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    return [path for path in (ROOT / name for name in found) if path.suffix in TEXT_SUFFIXES and path.is_file()]


def templates() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in SOURCE.glob("**/templates/**/*.html"))


def strictly_typed() -> list[str]:
    """The ground floors, and every module of actions wherever it lies."""
    ground = [path for room in STRICT_ROOMS for path in (SOURCE / room).rglob("*.py")]
    actions = [*SOURCE.glob("*/actions*.py"), *SOURCE.glob("*/actions/*.py")]
    kept = {path for path in [*ground, *actions] if not {"tests", "migrations"} & set(path.parts)}
    return sorted(str(path.relative_to(ROOT)) for path in kept)
