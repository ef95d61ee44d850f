"""The style sheet, the sprite and the behaviours, each under an address that changes with its content.

Rooms keep their styles as small files; a browser gets them as one sheet, kept for a year. Nothing is built
beforehand, so what is served is what is in the folders.
"""

import gzip
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import django_htmx
from django.apps import apps

from vakdesk.kit.room import Room
from vakdesk.ui import icons

IMPORT = re.compile(r'^import \{ (.+?) \} from "\./(\w+)\.js";$', re.MULTILINE)
EXPORT = re.compile(r"^export function (\w+)", re.MULTILINE)
HERE = Path(__file__).parent / "static" / "ui"
#: Sheets for some pages alone, by the files they are made of: what nobody has open all day need not come with every page.
APART = {
    "styleguide.css": ("styleguide.css",),
    "visitors.css": ("door.css", "portal.css"),
    "account.css": ("account.css",),
    "releasing.css": ("releasing.css",),
    "cast.css": ("cast.css",),
    "catalogue.css": ("catalogue.css",),
    "known.css": ("known.css",),
    "asking.css": ("asking.css",),
    "wall.css": ("wallboard.css",),
    "programs.css": ("api.css", "webhooks.css", "secret.css"),
    "levels.css": ("levels.css",),
    "matrix.css": ("matrix.css",),
    "identity.css": ("identity.css",),
    "instructions.css": ("instructions.css",),
    "feedback.css": ("feedback.css",),
    "status.css": ("status.css",),
    "majors.css": ("majors.css",),
    "rules.css": ("rules.css",),
    "notices.css": ("notices.css",),
    "shifts.css": ("shifts.css",),
    "standards.css": ("standards.css",),
    "knowledge.css": ("knowledge.css", "editor.css"),
    "approvals.css": ("approvals.css",),
    "grants.css": ("grants.css",),
    "inventory.css": ("inventory.css",),
    "competence.css": ("competence.css",),
}
#: Modules that are fetched when they are needed, by the behaviours they are made of.
LATER = {
    "later.js": ("complete", "markup", "palette", "reorder"),
    "live.js": ("live",),
    "signature.js": ("signature",),
    "editor.js": ("editor",),
}
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"


@dataclass(frozen=True)
class Asset:
    """`body` ready to send, `packed` the same gzipped."""

    content_type: str
    body: bytes

    @property
    def packed(self) -> bytes:
        return _packed(self.body)


@cache
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


@cache
def all_assets() -> dict[str, Asset]:
    """By the name at the end of their address."""
    return {
        "behaviours.js": Asset("text/javascript", _module("behaviours").encode()),
        **{name: Asset("text/javascript", _module(*parts, exported=True).encode()) for name, parts in LATER.items()},
        "htmx.js": Asset("text/javascript", HTMX.read_bytes()),
        "sheet.css": Asset("text/css", _sheet().encode()),
        **{name: Asset("text/css", _joined(one for one in _styles() if one.name in parts).encode()) for name, parts in APART.items()},
        "icons.svg": Asset("image/svg+xml", icons.sprite().encode()),
        "favicon.svg": Asset("image/svg+xml", (HERE / "favicon.svg").read_bytes()),
    }


@cache
def digest() -> str:
    """Changes when any asset does."""
    total = hashlib.sha256()
    for name, asset in all_assets().items():
        total.update(name.encode() + asset.body)
    return total.hexdigest()[:12]


def _sheet() -> str:
    """layers.css first, then every room's files but those of sheets apart; their layers make further order meaningless."""
    elsewhere = {"layers.css"}.union(*APART.values())
    return _joined([HERE / "css" / "layers.css", *(file for file in _styles() if file.name not in elsewhere)])


def _styles() -> list[Path]:
    rooms = [Path(room.path) / "static" / room.label / "css" for room in apps.get_app_configs() if isinstance(room, Room)]
    return [file for folder in rooms for file in sorted(folder.glob("*.css"))]


def _joined(files: Iterable[Path]) -> str:
    return "\n".join(_squeezed_styles(file.read_text()) for file in files)


def _squeezed_styles(text: str) -> str:
    """Without comments, line breaks and the blanks that say nothing: an eighth less to send."""
    bare = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip()
    return re.sub(r" ?([{};>]) ?|([:,]) ", r"\1\2", bare).replace(";}", "}")


def _module(*names: str, exported: bool = False) -> str:
    """Behaviours and what they import as one module: two thirds to send, in one request instead of twenty. Each file keeps a scope
    of its own; `exported` are those named."""
    joined: dict[str, str] = {}

    def join(name: str) -> None:
        text = (HERE / "js" / f"{name}.js").read_text()
        for _words, needed in IMPORT.findall(text):
            if needed not in joined:
                join(needed)
        gives = ", ".join(EXPORT.findall(text))
        text = IMPORT.sub(lambda found: f"const {{ {found[1].replace(' as ', ': ')} }} = {found[2]}_;", EXPORT.sub(r"function \1", text))
        joined[name] = f"const {name}_ = (() => {{\n{_squeezed_module(text)}\nreturn {{ {gives} }};\n}})();"

    for name in names:
        join(name)
    exports = [f"export const {{ {name} }} = {name}_;" for name in names if exported]
    return "\n".join([*joined.values(), *exports])


def _squeezed_module(text: str) -> str:
    """Without comment lines and indentation. No behaviour holds text of several lines."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
