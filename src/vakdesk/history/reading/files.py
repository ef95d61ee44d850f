"""Files of another desk as they were saved: a folder for each ticket, or a list of which file belongs to which ticket."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from vakdesk.history.reading import tables
from vakdesk.history.reading.cases import Row, Skipped
from vakdesk.history.reading.opening import unpacked
from vakdesk.kit.errors import require

#: The columns of a list; `name` may be missing or empty.
NUMBER, FILE, NAME = "number", "file", "name"


@dataclass(frozen=True)
class Found:
    """A file that belongs to a ticket. `line` is that of the list, 0 where there is none."""

    number: str
    path: Path
    name: str
    line: int = 0


def read(folder: Path, listed: Path | None = None) -> Iterator[Found | Skipped]:
    """Everything that belongs to a ticket, in a settled order. What leads out of the folder is left out. Refuses what is no folder."""
    require(folder.is_dir(), f"there is no folder at {folder}.")
    inside = folder.resolve()
    for one in _listed(folder, listed) if listed else _by_folder(folder):
        if isinstance(one, Found) and not one.path.resolve().is_relative_to(inside):
            yield Skipped(one.line, _("%(file)s lies outside the folder.") % {"file": one.name})
        elif isinstance(one, Found) and not one.path.is_file():
            yield Skipped(one.line, _("There is no file %(file)s.") % {"file": one.path.relative_to(folder)})
        else:
            yield one


def _by_folder(folder: Path) -> Iterator[Found]:
    for own in sorted(one for one in folder.iterdir() if one.is_dir()):
        for path in sorted(own.rglob("*")):
            if not path.is_dir():
                yield Found(own.name, path, path.name)


def _listed(folder: Path, listed: Path) -> Iterator[Found | Skipped]:
    with unpacked(listed) as stream:
        for row in tables.read(stream, case=NUMBER, needed={NUMBER, FILE}):
            if isinstance(row, Row):
                path = folder / row.values[FILE].strip().replace("\\", "/")
                yield Found(row.case, path, row.values.get(NAME, "").strip() or path.name, row.line)
            else:
                yield row
