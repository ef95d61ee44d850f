"""Do the documents still speak the truth? Paths and commands that they quote must exist."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Set
from pathlib import Path

from vakdesk.config.quality.tools import ROOT, Faults, text_files

QUOTED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)")
COMMAND = re.compile(r"(?:^|\s)(?:\./)?vakdesk ([a-z]+)(?: ([a-z]+))?")
FENCED = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
PATHS_BEGIN_WITH = ("src/", "docs/", "tests/", "tools/", ".ci/")
LOOKS_LIKE_FILE = re.compile(r"[\w./-]+\.(?:md|toml|lock|py|html|css|js)")


def faults() -> Faults:
    """Quoted paths, links and `vakdesk` commands that are not there."""
    told = subprocess.run([sys.executable, "-m", "vakdesk", "house", "--json"], capture_output=True, text=True, check=False, cwd=ROOT)
    if told.returncode:
        return [f"`vakdesk house` fails, so commands cannot be looked up: {told.stderr.strip().splitlines()[-1]}"]
    known = set(json.loads(told.stdout)["commands"])
    return [
        f"{path.relative_to(ROOT)}: {fault}"
        for path in text_files()
        if path.suffix == ".md"
        for fault in drift(path.read_text(), path.parent, known)
    ]


def drift(text: str, folder: Path, known: Set[str]) -> Iterator[str]:
    """What `text`, lying in `folder`, names and is not there."""
    prose = FENCED.sub("", text)
    for quoted in QUOTED.findall(prose):
        if _is_path(quoted) and not _exists(quoted, folder):
            yield f"`{quoted}` does not exist"
    for link in LINK.findall(prose):
        if not (folder / link).exists():
            yield f"the link {link} leads nowhere"
    for line in [*QUOTED.findall(prose), *"\n".join(FENCED.findall(text)).splitlines()]:
        for first, second in COMMAND.findall(line):
            if first not in known and f"{first} {second}" not in known:
                yield f"there is no command “vakdesk {first} {second}”"


def _is_path(quoted: str) -> bool:
    if any(sign in quoted for sign in " *<>{}…$="):
        return False
    return quoted.startswith(PATHS_BEGIN_WITH) or bool(LOOKS_LIKE_FILE.fullmatch(quoted))


def _exists(quoted: str, folder: Path) -> bool:
    """In the repository, beside the document, or (a bare file name, as "verbs.py") anywhere in the source."""
    if quoted.startswith("../"):
        return True  # outside the repository, where nothing can be promised
    if (ROOT / quoted).exists() or (folder / quoted).exists():
        return True
    return any((ROOT / "src" / "vakdesk").rglob(quoted.lstrip("/"))) if not quoted.startswith(PATHS_BEGIN_WITH) else False
