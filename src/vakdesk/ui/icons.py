"""Icons as one sprite: which symbols does the house use, and how is one drawn?

Rendering an icon out of lucide's archive takes 82 µs, a reference into a sprite 6 µs (measured), so the sprite is
built once from the names that declarations and templates mention; any other name is drawn inline. The archive is read
here: lucide itself opens it anew for every icon, 14 ms each.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from django.apps import apps

from vakdesk.kit.room import Room
from vakdesk.logbook.verbs import Verb
from vakdesk.ui.registry import MenuItem, NewItem, PaletteAction

MENTIONED = re.compile(r"""\b(?:icon[ =(]\s*|icon[:=]\s*)["']([a-z0-9-]+)["']""")
#: Rooms whose pages people have open all day. What only other rooms mention is drawn inline, on the pages that show it.
EVERYDAY = ("ui", "logbook", "records", "people", "notices", "live", "tasks", "tickets", "portal")
#: Drawn for a name that no icon has, so that a slip of the pen does not cost a page; a test finds such names.
UNKNOWN = "circle-question-mark"
#: The end of a stroke, and the beginning of the next, which says where it begins: drawn alike as one, with less to send.
NEXT_STROKE = re.compile(r'(?<=<path d=")([^"]*)"/><path d="(?=M)')
DRAWN_BY_US = Path(__file__).parent / "static" / "ui" / "marks.svg"


@cache
def mentioned() -> frozenset[str]:
    """Every icon that a declaration, a template or a module of a room mentions by name, whether it exists or not."""
    declared = (MenuItem, NewItem, PaletteAction, Verb)
    return frozenset(one.icon for each in declared for one in each.registry) | _mentioned_by(lambda _room: True)


@cache
def names() -> frozenset[str]:
    """The icons of the sprite."""
    everyday = _mentioned_by(lambda room: room in EVERYDAY)
    of_menus = {one.icon for each in (MenuItem, NewItem) for one in each.registry}
    return frozenset(name for name in of_menus | everyday | {UNKNOWN} if exists(name))


def _mentioned_by(counts: Callable[[str], bool]) -> frozenset[str]:
    rooms = [Path(room.path) for room in apps.get_app_configs() if isinstance(room, Room) and counts(room.label)]
    return frozenset(name for file in _sources(rooms) for name in MENTIONED.findall(file.read_text()))


def exists(name: str) -> bool:
    try:
        shapes(name)
    except LookupError:
        return False
    return True


def _sources(rooms: Iterable[Path]) -> list[Path]:
    patterns = ("*.py", "[!t]*/*.py", "templatetags/*.py", "templates/**/*.html")
    return [file for room in rooms for pattern in patterns for file in room.glob(pattern)]


@cache
def shapes(name: str) -> str:
    """The drawing of an icon without its frame. LookupError when there is no such icon."""
    drawing = _archive().read(f"{name}.svg").decode()
    parts = "".join(line.strip() for line in drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")].splitlines())
    parts, joined = parts.replace(" />", "/>"), 1
    while joined:
        parts, joined = NEXT_STROKE.subn(r"\1", parts)
    return parts


@cache
def _archive() -> ZipFile:
    """lucide's drawings, in memory, because processes are forked."""
    return ZipFile(BytesIO((files("lucide") / "lucide.zip").read_bytes()))


def sprite() -> str:
    """One SVG file with a symbol per icon, in the frame of whoever shows it, and our own marks."""
    symbols = [f'<symbol id="i-{name}">{shapes(name)}</symbol>' for name in sorted(names())]
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}{DRAWN_BY_US.read_text()}</svg>'
